package container_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"testing"

	"quipu/graph/store/container"
)

var ctx = context.Background()

// env is a program that writes a file.
type env struct {
	fs   container.FS
	path string
	f    *container.File
	w    *container.Writer
}

// writer opens the file for writing unless it is.
func (e *env) writer() (*container.Writer, error) {
	if e.w != nil {
		return e.w, nil
	}
	l, err := container.Acquire(ctx, e.fs, e.path, 0)
	if err != nil {
		return nil, err
	}
	if e.f, err = container.Open(e.fs, e.path); err == nil {
		if e.w, err = e.f.Writer(l); err == nil {
			return e.w, nil
		}
		e.f.Close()
	}
	l.Close()
	return nil, err
}

func (e *env) close() {
	if e.w != nil {
		e.w.Close()
		e.f.Close()
		e.w = nil
	}
}

// step is one change of the file, which happens or not.
type step struct {
	name string
	do   func(e *env) error
}

func create(e *env) error {
	l, err := container.Acquire(ctx, e.fs, e.path, 0)
	if err != nil {
		return err
	}
	defer l.Close()
	n, err := l.Create("urn:quipu:")
	if err != nil {
		return err
	}
	defer n.Close()
	return finish(n, 'A', "forgotten", "remembered")
}

// finish fills a new file.
func finish(n *container.New, fill byte, history ...string) error {
	n.SetFirst(7)
	root, err := fillExtent(n, fill, 9000)
	if err != nil {
		return err
	}
	for _, payload := range history {
		if _, err := n.AppendRecord([]byte(payload)); err != nil {
			return err
		}
	}
	return n.Finish([]byte(root))
}

func appends(payload string) step {
	return step{"append " + payload[:1], func(e *env) error {
		w, err := e.writer()
		if err == nil {
			_, err = w.Append([]byte(payload))
		}
		return err
	}}
}

// sink is segment.Sink.
type sink interface {
	Reserve(n int) (int64, error)
	io.WriterAt
}

// fillExtent writes so many bytes in two pieces, the second one first, and
// says where they are.
func fillExtent(s sink, fill byte, size int) (root string, err error) {
	p := bytes.Repeat([]byte{fill}, size)
	first, err := s.Reserve(size / 2)
	if err != nil {
		return "", err
	}
	second, err := s.Reserve(size - size/2)
	if err != nil {
		return "", err
	}
	if _, err := s.WriteAt(p[size/2:], second); err != nil {
		return "", err
	}
	if _, err := s.WriteAt(p[:size/2], first); err != nil {
		return "", err
	}
	return fmt.Sprintf("%d %d %c", first, size, fill), nil
}

func extent(fill byte, size int, end func(e *container.Extent, root string) error) step {
	return step{"extent " + string(fill), func(e *env) error {
		w, err := e.writer()
		if err != nil {
			return err
		}
		x, err := w.Extent()
		if err != nil {
			return err
		}
		defer x.Close()
		root, err := fillExtent(x, fill, size)
		if err != nil {
			return err
		}
		b, err := x.Bytes()
		if err != nil {
			return err
		}
		if err := checkExtent(b, root); err != nil {
			return err
		}
		return end(x, root)
	}}
}

func commit(x *container.Extent, root string) error {
	_, err := x.Commit([]byte("extent " + root))
	return err
}

func reroot(x *container.Extent, root string) error { return x.Reroot([]byte(root)) }

func giveUp(x *container.Extent, _ string) error { return x.Close() }

func replace(e *env) error {
	w, err := e.writer()
	if err != nil {
		return err
	}
	n, err := w.Replace("urn:other:")
	if err != nil {
		return err
	}
	defer n.Close()
	if err := finish(n, 'R', "remembered"); err != nil {
		return err
	}
	e.close()
	return nil
}

func backup(e *env) error {
	if _, err := e.writer(); err != nil {
		return err
	}
	return e.f.Backup(ctx, e.path+".copy", true, nil)
}

func reopen(e *env) error {
	e.close()
	_, err := e.writer()
	return err
}

// scenario has every way to write.
var scenario = []step{
	{"create", create},
	appends("a"),
	appends("b" + strings.Repeat("b", 3000)),
	extent('x', 5000, commit),
	appends("c"),
	{"reopen", reopen},
	extent('B', 700, reroot),
	appends("d"),
	extent('y', 6000, giveUp),
	appends("e"),
	{"backup", backup},
	extent('z', 100, commit),
	extent('C', 3000, reroot),
	{"replace", replace},
	appends("f"),
	extent('D', 1, reroot),
}

// checkExtent checks the bytes that a root or a payload describes.
func checkExtent(b container.Bytes, root string) error {
	var offset, size int64
	var fill rune
	if _, err := fmt.Sscanf(root, "%d %d %c", &offset, &size, &fill); err != nil {
		return err
	}
	if end := int64(len(b.Data)); offset < 0 || size < 0 || offset > end || size > end-offset {
		return fmt.Errorf("the extent of %c reaches beyond the mapped bytes", fill)
	}
	if p := b.Data[offset : offset+size]; bytes.Count(p, []byte{byte(fill)}) != len(p) {
		return fmt.Errorf("the extent of %c holds something else", fill)
	}
	return nil
}

// describe says what is in a file, in words that do not depend on where it is
// in it.
func describe(fsys container.FS, path string) (string, error) {
	f, err := container.Open(fsys, path)
	if errors.Is(err, fs.ErrNotExist) {
		return "nothing", nil
	}
	if err != nil {
		return "", err
	}
	defer f.Close()
	return describeFile(f)
}

func describeFile(f *container.File) (string, error) {
	b, err := f.Bytes()
	if err != nil {
		return "", err
	}
	h := f.Header()
	if err := checkExtent(b, string(h.Root)); err != nil {
		return "", err
	}
	out := fmt.Sprintf("%s %s:", h.Base, lastWord(string(h.Root)))
	log, err := f.Log(h.LogStart)
	if err != nil {
		return "", err
	}
	var lines []string
	last := f.Last()
	var r container.Record
	for err = nil; last.Offset != 0 && err == nil; r, err = f.Before(r) {
		if r.Number == 0 {
			if r, err = f.Record(last.Offset); err != nil {
				return "", err
			}
		}
		payload := string(r.Payload)
		if root, ok := strings.CutPrefix(payload, "extent "); ok {
			if err := checkExtent(b, root); err != nil {
				return "", err
			}
			payload = "extent " + lastWord(root)
		}
		lines = append(lines, fmt.Sprintf(" %d %.12s", r.Number, payload))
	}
	if err != nil && err != io.EOF {
		return "", err
	}
	for i := len(lines) - 1; i >= 0; i-- {
		if len(lines)-i == len(lines)-len(log)+1 {
			out += " |"
		}
		out += lines[i]
	}
	return out, nil
}

func lastWord(s string) string { return s[strings.LastIndexByte(s, ' ')+1:] }

// states returns what the file holds before the first step and after each.
func states(t *testing.T, newFS func() container.FS) []string {
	t.Helper()
	e := &env{fs: newFS(), path: "g.db"}
	all := []string{"nothing"}
	for _, s := range scenario {
		if err := s.do(e); err != nil {
			t.Fatalf("%s: %v", s.name, err)
		}
		state, err := describe(e.fs, e.path)
		if err != nil {
			t.Fatalf("%s: %v", s.name, err)
		}
		all = append(all, state)
	}
	e.close()
	return all
}
