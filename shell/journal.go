package shell

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/cayleygraph/quad"
	"github.com/gofrs/flock"

	"quipu/graph"
	"quipu/quads"
)

// A journal keeps what was typed into a graph in memory until it is saved, so
// that a session that ends badly loses nothing. Each shell has a file of its
// own in the state folder, one JSON record a command, forced to the disk
// before the command is reported. Beside it lies a lock that its shell holds:
// a journal whose lock is free was left behind and can be recovered.
type journal struct {
	folder string
	names  *quads.Names
	file   *os.File
	lock   *flock.Flock
}

// record is one command's change.
type record struct {
	Time time.Time `json:"time"`
	// On are the files that were open, by their absolute paths; empty is an
	// empty graph, and null was written before there were names.
	On     []string `json:"on"`
	Add    []string `json:"add,omitempty"` // lines of N-Quads
	Remove []string `json:"remove,omitempty"`
}

const journalExt = ".journal"

// newJournal returns a journal; its file appears with the first write.
func newJournal(state string, names *quads.Names) *journal {
	return &journal{folder: filepath.Join(state, "unsaved"), names: names}
}

// write keeps a change of what on names. It is on the disk when write returns.
func (j *journal) write(on []string, a graph.Applied) error {
	if j.file == nil {
		if err := j.create(); err != nil {
			return err
		}
	}
	r := record{Time: time.Now().UTC().Truncate(time.Second), On: on}
	var err error
	if r.Add, err = lines(a.Added, j.names); err != nil {
		return err
	}
	if r.Remove, err = lines(a.Removed, j.names); err != nil {
		return err
	}
	b, err := json.Marshal(r)
	if err != nil {
		return err
	}
	if _, err := j.file.Write(append(b, '\n')); err != nil {
		return err
	}
	return j.file.Sync()
}

// create makes the lock before the file, so that no other shell finds the
// file without its lock held.
func (j *journal) create() error {
	if err := os.MkdirAll(j.folder, 0o700); err != nil {
		return err
	}
	name := fmt.Sprintf("%s-%d", time.Now().UTC().Format("20060102T150405.000000"), os.Getpid())
	path := filepath.Join(j.folder, name+journalExt)
	lock := flock.New(path+".lock", flock.SetPermissions(0o600))
	if ok, err := lock.TryLock(); err != nil || !ok {
		return errors.Join(err, errors.New("the journal's lock is taken"))
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return errors.Join(err, lock.Unlock(), os.Remove(lock.Path()))
	}
	j.file, j.lock = f, lock
	return nil
}

// forget removes the journal: its changes are saved, or given up.
func (j *journal) forget() error {
	if j.file == nil {
		return nil
	}
	err := errors.Join(j.file.Close(), os.Remove(j.file.Name()), j.lock.Unlock(), os.Remove(j.lock.Path()))
	j.file, j.lock = nil, nil
	return err
}

// close leaves the journal for the next session to recover.
func (j *journal) close() error {
	if j.file == nil {
		return nil
	}
	err := errors.Join(j.file.Close(), j.lock.Unlock())
	j.file, j.lock = nil, nil
	return err
}

// net is what changes, one after the other, come to.
func net(changes []graph.Applied) graph.Applied {
	var out graph.Applied
	move := func(q quad.Quad, from, to *[]quad.Quad) {
		if i := slices.Index(*from, q); i >= 0 {
			*from = slices.Delete(*from, i, i+1)
		} else {
			*to = append(*to, q)
		}
	}
	for _, c := range changes {
		for _, q := range c.Removed {
			move(q, &out.Added, &out.Removed)
		}
		for _, q := range c.Added {
			move(q, &out.Removed, &out.Added)
		}
	}
	return out
}

// orphan is a journal that no running shell holds. Its lock is held until it
// is removed or released.
type orphan struct {
	path   string
	lock   *flock.Flock
	change graph.Applied
	last   time.Time
	on     []string // see record
}

// orphans returns the journals that were left behind, oldest first.
func (j *journal) orphans() ([]*orphan, error) {
	paths, err := filepath.Glob(filepath.Join(j.folder, "*"+journalExt))
	if err != nil {
		return nil, err
	}
	var found []*orphan
	for _, path := range paths {
		lock := flock.New(path+".lock", flock.SetPermissions(0o600))
		if ok, err := lock.TryLock(); err != nil || !ok {
			continue // another shell's
		}
		o := &orphan{path: path, lock: lock}
		if err := o.read(j.names); err != nil {
			o.release()
			return found, fmt.Errorf("%s: %w", path, err)
		}
		found = append(found, o)
	}
	return found, nil
}

// read takes the records up to the first that is not whole: the machine may
// have stopped while it was written.
func (o *orphan) read(names *quads.Names) error {
	f, err := os.Open(o.path)
	if err != nil {
		return err
	}
	defer f.Close()
	in := bufio.NewReader(f)
	var changes []graph.Applied
	defer func() { o.change = net(changes) }()
	for {
		line, err := in.ReadBytes('\n')
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		var r record
		if json.Unmarshal(line, &r) != nil {
			return nil
		}
		var a graph.Applied
		if a.Added, err = parseLines(r.Add, names); err != nil {
			return err
		}
		if a.Removed, err = parseLines(r.Remove, names); err != nil {
			return err
		}
		changes = append(changes, a)
		o.last, o.on = r.Time, r.On
	}
}

// count returns how many quads the change comes to.
func (o *orphan) count() int { return len(o.change.Added) + len(o.change.Removed) }

func (o *orphan) release() error { return o.lock.Unlock() }

func (o *orphan) remove() error {
	return errors.Join(os.Remove(o.path), o.lock.Unlock(), os.Remove(o.lock.Path()))
}

// lines writes quads as N-Quads, one a line.
func lines(qs []quad.Quad, names *quads.Names) ([]string, error) {
	format, err := quads.FormatByName(graph.Formats(), "nquads")
	if err != nil {
		return nil, err
	}
	var out []string
	for _, q := range qs {
		var b bytes.Buffer
		w := format.NewWriter(&b, names)
		if err := errors.Join(w.Write(q), w.Close()); err != nil {
			return nil, err
		}
		out = append(out, string(bytes.TrimSpace(b.Bytes())))
	}
	return out, nil
}

func parseLines(text []string, names *quads.Names) ([]quad.Quad, error) {
	format, err := quads.FormatByName(graph.Formats(), "nquads")
	if err != nil {
		return nil, err
	}
	var out []quad.Quad
	for _, line := range text {
		q, err := format.NewReader(bytes.NewReader([]byte(line+"\n")), quads.ReadOptions{Names: names}).Read()
		if err != nil {
			return nil, err
		}
		out = append(out, q)
	}
	return out, nil
}
