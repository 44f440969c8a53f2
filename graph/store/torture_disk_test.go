package store

import (
	"errors"
	"fmt"
	"testing"

	"quipu/graph/store/container"
	"quipu/graph/store/container/faultfs"
)

// disky is a few deeds that are done over a file system that fails, to a file
// that was made before.
type disky struct {
	name  string
	file  []byte // nil: there is none yet
	deeds []deed
	after []content // after[n] is the content after n deeds
	ops   int       // on the disk, that the deeds take
}

// diskies cut a run of deeds into pieces: to fail at each operation, all
// before it has to be done anew.
func diskies(t *testing.T) []*disky {
	t.Helper()
	var all []*disky
	for seed := range uint64(times(1, 10)) {
		m := newModel()
		m.loads = 60
		disk := faultfs.New(seed)
		number := 0
		for range 5 {
			p := &disky{name: fmt.Sprintf("plan %d from %d", seed, number), after: []content{contentOf(m.quads)}}
			if number > 0 {
				var err error
				if p.file, err = disk.ReadFile("g.db"); err != nil {
					t.Fatal(err)
				}
			}
			for range 6 {
				number++
				p.deeds = append(p.deeds, m.deed(seed, number))
				p.after = append(p.after, contentOf(m.quads))
			}
			before := disk.Ops()
			if done, err := p.run(disk, 0); err != nil {
				t.Fatalf("%s, %v: %v", p.name, p.deeds[done], err)
			}
			p.ops = disk.Ops() - before
			all = append(all, p)
		}
	}
	return all
}

// chosen says whether a test that is not to last looks at an operation.
func (p *disky) chosen(op, every int) bool {
	switch {
	case *torture, p.file == nil && !testing.Short():
		return true
	case testing.Short():
		return op%(4*every) == 0
	}
	return op%every == 0
}

// disk is a new one with the file.
func (p *disky) disk(seed uint64) *faultfs.FS {
	disk := faultfs.New(seed)
	if p.file != nil {
		disk.WriteFile("g.db", p.file, 0o600)
	}
	return disk
}

func (p *disky) open(disk *faultfs.FS) (*Store, error) {
	s, err := Open(ctx, "g.db", Options{fs: disk})
	if err == nil {
		s.foldAt, s.tinyLoad = 12, 100
	}
	return s, err
}

// run does deeds from a number on, until one fails.
func (p *disky) run(disk *faultfs.FS, from int) (done int, err error) {
	s, err := p.open(disk)
	if err != nil {
		return from, err
	}
	defer func() { s.Close() }()
	for n := from; n < len(p.deeds); n++ {
		d := p.deeds[n]
		if d.kind == doReopen {
			again, err := p.open(disk)
			if err != nil {
				return n, err
			}
			s.Close()
			s = again
		}
		err := d.do(s)
		if _, err2 := disk.Stat("g.db"); err != nil && !(d.needsFile() && err2 != nil && !errors.Is(err2, faultfs.ErrCrashed)) {
			return n, err
		}
	}
	return len(p.deeds), nil
}

// holds compares the file with the contents that it may have, and says which
// one it has.
func (p *disky) holds(t *testing.T, what string, disk *faultfs.FS, may ...int) int {
	t.Helper()
	s, err := p.open(disk)
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	defer s.Close()
	mustVerify(t, what, s)
	got, err := contentNow(s)
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	for _, n := range may {
		if got.differs(p.after[min(n, len(p.deeds))]) == "" {
			return n
		}
	}
	t.Fatalf("%s: %s", what, got.differs(p.after[min(may[0], len(p.deeds))]))
	return 0
}

// A crash of the machine at any operation on the disk leaves the state before
// or after the deed, whatever it does to what was not synced, and the store
// goes on from there.
func TestDiskCrash(t *testing.T) {
	crashes := 0
	for _, p := range diskies(t) {
		for op := range p.ops {
			if !p.chosen(op, 4) {
				continue
			}
			disk := p.disk(uint64(op))
			disk.CrashAt(op + 1)
			done, err := p.run(disk, 0)
			if err != nil && !errors.Is(err, faultfs.ErrCrashed) {
				t.Fatalf("%s, crash at %d: %v", p.name, op+1, err)
			}
			for _, loss := range faultfs.Losses {
				what := fmt.Sprintf("%s, crash at %d (%s) after %d deeds, loss %d", p.name, op+1, disk.Trace()[op], done, loss)
				after := disk.Reboot(loss, uint64(op))
				crashes++
				now := p.holds(t, what, after, done+1, done)
				if done, err := p.run(after, min(now, len(p.deeds))); err != nil {
					t.Fatalf("%s: going on: %v: %v", what, p.deeds[done], err)
				}
				p.holds(t, what+", gone on", after, len(p.deeds))
			}
		}
	}
	t.Logf("%d crashes", crashes)
}

// An operation on the disk that fails is an error of the deed, or of none: the
// store holds the state before or after, in this process and for others, also
// after a crash, and the deeds can be done to the end.
func TestDiskFaults(t *testing.T) {
	faults := 0
	for _, p := range diskies(t) {
		for op := range p.ops {
			for fault := range len(faultfs.Faults) + 1 {
				if !p.chosen(op+4*fault, 16) {
					continue
				}
				disk := p.disk(uint64(op))
				if fault < len(faultfs.Faults) {
					disk.FailAt(op+1, faultfs.Faults[fault])
				} else {
					disk.FullFrom(op + 1) // and stays full
				}
				faults++
				p.endure(t, fmt.Sprintf("%s, fault %d at %d", p.name, fault, op+1), disk)
			}
		}
	}
	t.Logf("%d faults", faults)
}

// endure does all deeds, those that failed once more.
func (p *disky) endure(t *testing.T, what string, disk *faultfs.FS) {
	t.Helper()
	for n := 0; n < len(p.deeds); {
		done, err := p.run(disk, n)
		if err == nil {
			break
		}
		disk.FullFrom(0) // somebody makes room
		at := fmt.Sprintf("%s (%s), in %v: %v", what, disk.Trace()[len(disk.Trace())-1], p.deeds[done], err)
		may := []int{done}
		if errors.Is(err, container.ErrUnsure) {
			may = append(may, done+1)
		}
		n = p.holds(t, at, disk, may...)
		for _, loss := range faultfs.Losses {
			p.holds(t, fmt.Sprintf("%s, then a crash with loss %d", at, loss), disk.Reboot(loss, 1), may...)
		}
	}
	p.holds(t, what+", at the end", disk, len(p.deeds))
	disk.FullFrom(0)
	for _, loss := range faultfs.Losses {
		p.holds(t, fmt.Sprintf("%s, at the end a crash with loss %d", what, loss), disk.Reboot(loss, 1), len(p.deeds))
	}
}
