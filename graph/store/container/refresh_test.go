package container_test

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"quipu/graph/store/container"
	"quipu/graph/store/container/faultfs"
)

// A reader is told what a writer did since it looked last.
func TestRefresh(t *testing.T) {
	disk := faultfs.New(1)
	e := &env{fs: disk, path: "g.db"}
	do(t, e, scenario[0])
	want := []container.Change{ // after each other step
		container.Appended, container.Appended, container.Appended, container.Appended, container.Same,
		container.Rerooted, container.Appended, container.Same, container.Appended, container.Same, container.Appended,
		container.Rerooted, container.Replaced, container.Appended, container.Rerooted,
	}
	f, err := container.Open(disk, "g.db")
	if err != nil {
		t.Fatal(err)
	}
	for i, s := range scenario[1:] {
		do(t, e, s)
		got, err := f.Refresh()
		if err != nil || got != want[i] {
			t.Errorf("%s: %v %v, want %v", s.name, got, err, want[i])
		}
		if got == container.Replaced {
			if f, err = container.Open(disk, "g.db"); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := f.Refresh(); err != nil || got != container.Same {
			t.Errorf("%s, again: %v %v", s.name, got, err)
		}
		seen, err := describeFile(f)
		now, err2 := describe(disk, "g.db")
		if err != nil || err2 != nil || seen != now {
			t.Errorf("%s: sees %s %v\nthere is %s %v", s.name, seen, err, now, err2)
		}
	}
}

// A record that was seen while it was written and then failed is taken back.
func TestRefreshTakenBack(t *testing.T) {
	for _, again := range []bool{false, true} {
		disk := faultfs.New(1)
		e := &env{fs: disk, path: "g.db"}
		do(t, e, scenario[:2]...)
		before, err := disk.ReadFile("g.db")
		if err != nil {
			t.Fatal(err)
		}
		f, err := container.Open(disk, "g.db")
		if err != nil {
			t.Fatal(err)
		}
		h, err := disk.OpenWrite("g.db")
		if err != nil {
			t.Fatal(err)
		}
		do(t, e, appends("unlucky"))
		if change, err := f.Refresh(); change != container.Appended || err != nil {
			t.Fatal(change, err)
		}
		e.close()
		// As the Writer leaves the file when the sync of the record fails.
		if err := h.Truncate(int64(len(before))); err != nil {
			t.Fatal(err)
		}
		if _, err := h.WriteAt(before[:8192], 0); err != nil {
			t.Fatal(err)
		}
		if again {
			do(t, e, appends("another"))
		}
		if change, err := f.Refresh(); change != container.Replaced || err != nil {
			t.Errorf("again %v: %v %v", again, change, err)
		}
	}
}

// A reader that has the file open is refused as a writer when it has been
// replaced.
func TestWriterOfReplaced(t *testing.T) {
	e := newFile(t)
	f, err := container.Open(e.fs, e.path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	do(t, e, step{"replace", replace})
	l, err := container.Acquire(ctx, e.fs, e.path, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if _, err := f.Writer(l); err == nil || !strings.Contains(err.Error(), "replaced by another process") {
		t.Error(err)
	}
	f2, err := container.Open(e.fs, e.path)
	if err != nil {
		t.Fatal(err)
	}
	defer f2.Close()
	w, err := f2.Writer(l)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Error(err)
	}
}

// Readers see every record once and in order, whatever a writer does
// meanwhile.
func TestReadersWhileWriting(t *testing.T) {
	e := newFile(t)
	rounds := 12
	if testing.Short() {
		rounds = 4
	}
	var stop atomic.Bool
	var readers sync.WaitGroup
	for range 3 {
		readers.Go(func() {
			if err := readUntil(e.path, &stop); err != nil {
				t.Error(err)
			}
		})
	}
	for round := range rounds {
		if _, err := e.writer(); err != nil {
			t.Fatal(err)
		}
		var same sync.WaitGroup // readers of the writer's own File
		f := e.f
		same.Go(func() {
			for range 20 {
				if _, err := f.Refresh(); err != nil {
					t.Error(err)
				}
				if err := walk(f); err != nil {
					t.Error(err)
				}
			}
		})
		do(t, e, appends("a"), appends("b"+strings.Repeat("b", 9000)), extent('x', 9000, commit),
			appends("c"), extent('y', 9000, reroot), appends("d"))
		same.Wait()
		if round%3 == 2 {
			do(t, e, step{"replace", replace})
		}
	}
	stop.Store(true)
	readers.Wait()
}

// readUntil reads a file again and again.
func readUntil(path string, stop *atomic.Bool) error {
	f, err := container.Open(container.OS, path)
	if err != nil {
		return err
	}
	defer func() { f.Close() }()
	number, reads := uint64(0), 0
	for ; !stop.Load() || reads < 3; reads++ {
		change, err := f.Refresh()
		if err != nil {
			return err
		}
		if change == container.Replaced {
			f.Close()
			if f, err = container.Open(container.OS, path); err != nil {
				return err
			}
			number = 0
		}
		if change == container.Same && reads > 0 {
			continue
		}
		if _, err := describeFile(f); err != nil {
			return err
		}
		if last := f.Last().Number; last < number {
			return fmt.Errorf("record %d was the last one, now it is %d", number, last)
		} else {
			number = last
		}
	}
	return nil
}

// walk reads from the last record to the first.
func walk(f *container.File) error {
	if _, err := f.Bytes(); err != nil {
		return err
	}
	last := f.Last()
	r, err := f.Record(last.Offset)
	for ; err == nil; r, err = f.Before(r) {
		last.Number--
	}
	if err != io.EOF || last.Number != 6 { // see finish
		return fmt.Errorf("the walk ends behind %d: %w", last.Number, err)
	}
	return nil
}
