package quads

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// open sets file and size, so that the file can be read from its start more
// than once.
func (in *Input) open(path string) error {
	if path == "-" {
		in.name = "standard input"
		if in.options.Stdin == nil {
			return &InputError{Input: in.name, What: "there is none to read"}
		}
		return in.spool(in.options.Stdin)
	}
	f, err := os.Open(path)
	if err != nil {
		// The path in front, without the name of a system call.
		if pathErr := (*fs.PathError)(nil); errors.As(err, &pathErr) {
			err = pathErr.Err
		}
		return fmt.Errorf("%s: %w", Printable(path), err)
	}
	info, err := f.Stat()
	switch {
	case err != nil:
	case info.IsDir():
		err = &InputError{Input: path, What: "is a directory", Hint: "name the files in it"}
	case !info.Mode().IsRegular(): // a named pipe, a shell's <(…)
		err = in.spool(f)
	default:
		in.file, in.size = f, info.Size()
		return nil
	}
	return errors.Join(err, f.Close())
}

// spool copies r to a temporary file. The copying runs beside, so that a
// read that never returns (a terminal, an idle pipe) does not outlast ctx;
// the copier is then left to its read and cleans up behind it.
func (in *Input) spool(r io.Reader) error {
	f, err := os.CreateTemp("", "quipu-input-*") // mode 0600
	if err != nil {
		return fmt.Errorf("copying %s to a temporary file: %w", in.name, err)
	}
	// Where the system lets an open file be unlinked, not even a killed
	// process leaves a copy behind.
	name := f.Name()
	if os.Remove(name) == nil {
		name = ""
	}
	type result struct {
		size int64
		err  error
	}
	done := make(chan result, 1)
	go func() {
		n, err := io.Copy(f, &cancelReader{in.ctx, r})
		done <- result{n, err}
	}()
	select {
	case res := <-done:
		in.file, in.size, in.spooled = f, res.size, name
		if res.err != nil {
			err := fmt.Errorf("copying %s to a temporary file: %w", in.name, res.err)
			return errors.Join(err, in.Close())
		}
		return nil
	case <-in.ctx.Done():
		go func() {
			<-done
			f.Close()
			if name != "" {
				os.Remove(name)
			}
		}()
		return context.Cause(in.ctx)
	}
}

// cancelReader ends with its context.
type cancelReader struct {
	ctx context.Context
	r   io.Reader
}

func (c *cancelReader) Read(p []byte) (int, error) {
	if c.ctx.Err() != nil {
		return 0, context.Cause(c.ctx)
	}
	return c.r.Read(p)
}
