package faultfs

import (
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
)

// Loss is what a crash does to what was not synced.
type Loss int

// The losses.
const (
	Kept Loss = iota // nothing is lost: the process was killed, not the machine
	Lost             // all of it
	Torn             // each sector of 512 bytes, each truncation by chance; of changes of names, the later ones
)

// Losses are all of them.
var Losses = []Loss{Kept, Lost, Torn}

// Reboot returns what is there after a crash at this moment, without locks and
// faults, and leaves this one as it is. Chance comes from the seed.
func (f *FS) Reboot(loss Loss, seed uint64) *FS {
	f.mu.Lock()
	defer f.mu.Unlock()
	after := New(seed)
	// How much is kept differs from one crash to the next.
	likely := []int{1, 5, 9}[after.rand.IntN(3)]
	keep := func() bool { return loss == Torn && after.rand.IntN(10) < likely }

	copies := map[*inode]*inode{}
	after.names, after.durable = copyNames(f.names, copies), copyNames(f.durable, copies)
	for _, c := range f.changes {
		if c.file != nil {
			c.file = copyOf(c.file, copies)
		}
		after.changes = append(after.changes, c)
	}
	if loss == Kept {
		return after
	}
	kept := 0
	for kept < len(after.changes) && keep() {
		kept++
	}
	after.persist(kept)
	after.changes = nil
	after.names = maps.Clone(after.durable)
	for _, file := range inOrder(after.names) {
		file.tear(keep)
		file.data = slices.Clone(file.disk)
	}
	return after
}

func copyNames(names map[string]*inode, copies map[*inode]*inode) map[string]*inode {
	out := map[string]*inode{}
	for name, file := range names {
		out[name] = copyOf(file, copies)
	}
	return out
}

func copyOf(file *inode, copies map[*inode]*inode) *inode {
	if copies[file] == nil {
		c := *file
		c.data, c.disk, c.pending = slices.Clone(file.data), slices.Clone(file.disk), slices.Clone(file.pending)
		copies[file] = &c
	}
	return copies[file]
}

// inOrder returns the files in the order of their names, so that chance is
// the same each time.
func inOrder(names map[string]*inode) []*inode {
	var files []*inode
	for _, name := range slices.Sorted(maps.Keys(names)) {
		if !slices.Contains(files, names[name]) {
			files = append(files, names[name])
		}
	}
	return files
}

// ReadFile returns what a file holds, as seen.
func (f *FS) ReadFile(name string) ([]byte, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	file, err := f.find(name)
	if err != nil {
		return nil, err
	}
	return slices.Clone(file.data), nil
}

// WriteFile makes a file durable at once, and is no operation.
func (f *FS) WriteFile(name string, data []byte, mode fs.FileMode) {
	f.mu.Lock()
	defer f.mu.Unlock()
	file := &inode{mode: mode, data: slices.Clone(data), disk: slices.Clone(data)}
	f.names[filepath.Clean(name)], f.durable[filepath.Clean(name)] = file, file
}
