package line

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"sync"
)

// maxLine is the longest line that NewPlain's reader takes, in bytes.
const maxLine = 16 << 20

// plain reads lines in a goroutine, so that Close can end a Line that waits
// for a pipe.
type plain struct {
	r     io.Reader
	start sync.Once
	lines chan result
	stop  sync.Once
	done  chan struct{}
}

type result struct {
	text string
	err  error
}

// NewPlain returns a Reader that takes its lines from r and shows nothing.
func NewPlain(r io.Reader) Reader {
	return &plain{r: r, lines: make(chan result), done: make(chan struct{})}
}

func (p *plain) Line(string) (string, error) {
	p.start.Do(func() { go p.read() })
	select {
	case <-p.done:
		return "", io.EOF
	case r, ok := <-p.lines:
		if !ok {
			return "", io.EOF
		}
		return r.text, r.err
	}
}

func (p *plain) Edit(prompt, _ string) (string, error) { return p.Line(prompt) }

func (p *plain) Key(string) (rune, error) {
	return 0, errors.New("there is no keyboard to press a key on")
}

func (p *plain) read() {
	defer close(p.lines)
	scan := bufio.NewScanner(p.r)
	scan.Buffer(nil, maxLine)
	first := true
	send := func(r result) bool {
		select {
		case p.lines <- r:
			return true
		case <-p.done:
			return false
		}
	}
	for scan.Scan() {
		b := scan.Bytes()
		if first {
			b = bytes.TrimPrefix(b, []byte("\ufeff"))
			first = false
		}
		if !send(result{text: string(b)}) {
			return
		}
	}
	if err := scan.Err(); err != nil {
		if errors.Is(err, bufio.ErrTooLong) {
			err = fmt.Errorf("a line is longer than %d MiB", maxLine>>20)
		}
		send(result{err: err})
	}
}

func (p *plain) Remember(string) error { return nil }

func (p *plain) Complete(Completer) {}

func (p *plain) Close() error {
	p.stop.Do(func() { close(p.done) })
	return nil
}
