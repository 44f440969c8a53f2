package line

import (
	"io"
	"strings"
	"testing"
)

func TestPlain(t *testing.T) {
	in := NewPlain(strings.NewReader("\ufeffone\r\n\nthree"))
	defer in.Close()
	for _, want := range []string{"one", "", "three"} {
		got, err := in.Line("ignored> ")
		if err != nil || got != want {
			t.Fatalf("got %q, %v; want %q", got, err, want)
		}
	}
	for range 2 {
		if _, err := in.Line(""); err != io.EOF {
			t.Fatalf("got %v at the end", err)
		}
	}
}

func TestPlainTooLong(t *testing.T) {
	in := NewPlain(io.LimitReader(endless{}, maxLine+10))
	defer in.Close()
	if _, err := in.Line(""); err == nil || !strings.Contains(err.Error(), "16 MiB") {
		t.Fatalf("got %v", err)
	}
}

type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	return len(p), nil
}

// Close ends a Line that waits for a silent pipe.
func TestPlainClose(t *testing.T) {
	r, w := io.Pipe()
	defer w.Close()
	in := NewPlain(r)
	done := make(chan error)
	go func() {
		_, err := in.Line("")
		done <- err
	}()
	if err := in.Close(); err != nil {
		t.Fatal(err)
	}
	if err := <-done; err != io.EOF {
		t.Fatalf("got %v", err)
	}
}
