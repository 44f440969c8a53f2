package plugin

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"time"

	"quipu/quads"
)

// What is shown of a program's standard error.
const (
	maxComplaints = 20  // lines
	maxComplaint  = 200 // columns of a line
)

// A process is a running program.
type process struct {
	stop  context.CancelFunc // kills it and its children
	in    chan []byte        // lines for it
	out   chan line          // lines of it
	ended chan struct{}      // closed when it has ended and all is read
	wrote *complaints        // to standard error; may be read when it has ended
}

// line is what a program wrote, or why there is no more of it.
type line struct {
	text []byte
	err  error
}

// start starts a program. It ends with ctx at the latest.
func start(ctx context.Context, words []string, complain func(string)) (*process, error) {
	ctx, stop := context.WithCancel(ctx)
	cmd := exec.CommandContext(ctx, words[0], words[1:]...)
	alone(cmd)
	cmd.Cancel = func() error { return killAll(cmd) }
	cmd.WaitDelay = time.Second // for children that keep its pipes open
	stdin, err := cmd.StdinPipe()
	if err != nil {
		stop()
		return nil, err
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		stop()
		return nil, err
	}
	stderr := &complaints{tell: complain}
	cmd.Stderr = stderr
	if err := cmd.Start(); err != nil {
		stop()
		return nil, err
	}
	p := &process{stop: stop, in: make(chan []byte), out: make(chan line), ended: make(chan struct{}), wrote: stderr}
	// A child that left the process group may keep it open for ever.
	context.AfterFunc(ctx, func() { stdout.Close() })
	go p.write(ctx, stdin)
	go func() {
		defer close(p.ended)
		p.read(ctx, stdout)
		_ = killAll(cmd) // children that it leaves behind; before its number can be another's
		_ = cmd.Wait()   // how it ended does not matter: what it said was checked
		stderr.flush()
	}()
	return p, nil
}

func (p *process) write(ctx context.Context, w io.WriteCloser) {
	defer w.Close()
	for {
		select {
		case text, ok := <-p.in:
			if !ok {
				return
			}
			if _, err := w.Write(text); err != nil {
				return // reading tells that it has ended
			}
		case <-ctx.Done():
			return
		}
	}
}

// errLong is the error of a line without an end.
var errLong = fmt.Errorf("a line of more than %d bytes", maxLine)

func (p *process) read(ctx context.Context, r io.Reader) {
	b := bufio.NewReaderSize(r, maxLine)
	for {
		text, err := b.ReadSlice('\n')
		if errors.Is(err, bufio.ErrBufferFull) {
			err = errLong
		}
		if err == nil {
			err = p.pass(ctx, line{text: bytes.Clone(text)})
		} else {
			_ = p.pass(ctx, line{err: err})
		}
		if err != nil {
			break
		}
	}
	_, _ = io.Copy(io.Discard, r) // so that it need not wait to be read
}

func (p *process) pass(ctx context.Context, l line) error {
	select {
	case p.out <- l:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// kill ends the program with its children and waits until it is gone. It adds
// to the error for which it is ended what the program wrote last.
func (p *process) kill(because error) error {
	p.stop()
	<-p.ended
	if because != nil && p.wrote.last != "" {
		because = fmt.Errorf("%w; it wrote: %s", because, p.wrote.last)
	}
	return because
}

// finish lets the program end by itself, as its input is closed, and kills it
// if it does not in time.
func (p *process) finish(within time.Duration) {
	close(p.in)
	timer := time.NewTimer(within)
	defer timer.Stop()
	for {
		select {
		case <-p.out: // what comes now is not wanted
		case <-p.ended:
			p.stop()
			return
		case <-timer.C:
			_ = p.kill(nil)
			return
		}
	}
}

// errSlow is the error of a program that says nothing for too long.
var errSlow = errors.New("no answer in time")

// ask writes a message and calls f with each line that answers it, until f
// returns true or an error. Text that is good until then.
func (p *process) ask(ctx context.Context, within time.Duration, message any, f func([]byte) (bool, error)) error {
	text, err := json.Marshal(message)
	if err != nil {
		return err
	}
	text = append(text, '\n')
	timer := time.NewTimer(within)
	defer timer.Stop()
	in, out := p.in, p.out
	for in != nil || out != nil {
		select {
		case in <- text:
			in = nil // once
		case l := <-out:
			if l.err == io.EOF {
				return errors.New("it has ended")
			}
			if l.err != nil {
				return l.err
			}
			done, err := f(l.text)
			if err != nil {
				return err
			}
			if done {
				out = nil // which may be before it was asked: hello
			}
		case <-timer.C:
			return errSlow
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

// complaints shows what a program writes to its standard error, line by line,
// harmless to a terminal and not endlessly.
type complaints struct {
	tell  func(string)
	line  []byte
	lines int
	last  string // line that was written
}

// Write implements io.Writer. It takes everything.
func (c *complaints) Write(b []byte) (int, error) {
	n := len(b)
	for len(b) > 0 && c.lines <= maxComplaints {
		text, rest, whole := bytes.Cut(b, []byte("\n"))
		if room := 8*maxComplaint - len(c.line); len(text) > room {
			text = text[:room]
		}
		c.line = append(c.line, text...)
		b = rest
		if whole {
			c.end()
		}
	}
	return n, nil
}

// flush shows what stands behind the last line end.
func (c *complaints) flush() {
	if len(c.line) > 0 {
		c.end()
	}
}

func (c *complaints) end() {
	text := quads.Printable(quads.Cut(string(bytes.ToValidUTF8(c.line, []byte("�"))), maxComplaint))
	c.line = c.line[:0]
	if text != "" {
		c.last = text
	}
	if c.lines++; c.lines > maxComplaints {
		text = "… and more, which is not shown"
	}
	if c.tell != nil && text != "" {
		c.tell(text)
	}
}
