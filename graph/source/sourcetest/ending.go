package sourcetest

import "context"

// Ending returns a context that has ended once it has been looked at so often.
// It is for one goroutine.
func Ending(looks int) context.Context { return &ending{context.Background(), looks} }

type ending struct {
	context.Context
	left int
}

func (c *ending) Err() error {
	if c.left--; c.left < 0 {
		return context.Canceled
	}
	return nil
}
