// Package faultfs is a file system in memory for tests of what must not get
// lost. It fails at a chosen operation as a bad or full disk does, and it
// crashes: what was written and not synced is then there, lost, or torn.
//
// Operations (create, write, truncate, sync, rename, remove, sync of a folder)
// are counted from 1, so a test runs a scenario once to count them and then
// once for each, with a fault or a crash at it:
//
//	disk := faultfs.New(seed)
//	disk.CrashAt(7)
//	… // the scenario, which ends with faultfs.ErrCrashed
//	for _, loss := range faultfs.Losses {
//		after := disk.Reboot(loss, seed)
//		… // what is in it now?
//	}
package faultfs

import (
	"errors"
	"io/fs"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"sync"
	"syscall"

	"quipu/graph/store/container"
)

// ErrCrashed is the error of everything after a crash.
var ErrCrashed = errors.New("the machine has crashed")

// Fault is how an operation fails.
type Fault int

// The faults. Operations that are no writes, and cannot be short or lack room,
// fail as with Broken.
const (
	Short  Fault = iota // half is written, then the disk is full
	Full                // nothing is written: the disk is full
	Broken              // an input/output error; after a failed sync some of what was written is forgotten, though it still reads back
	Late                // as Broken, but a write has written all
)

// Faults are all of them.
var Faults = []Fault{Short, Full, Broken, Late}

// FS implements container.FS. It is safe for concurrent use.
type FS struct {
	mu      sync.Mutex
	rand    *rand.Rand
	names   map[string]*inode // as seen
	durable map[string]*inode // as on the disk
	changes []change          // from durable to names
	locks   map[string]bool

	ops     int
	crashAt int
	faults  map[int]Fault
	full    int // from this operation on, if not 0
	crashed bool
	trace   []string
}

var _ container.FS = (*FS)(nil)

// change is a file that a name stands for from now on; nil: none.
type change struct {
	name string
	file *inode
	from string // the name that it had, if it was renamed
}

// New returns an empty file system with its own source of chance.
func New(seed uint64) *FS {
	return &FS{
		rand: rand.New(rand.NewPCG(seed, 1)), names: map[string]*inode{}, durable: map[string]*inode{},
		locks: map[string]bool{}, faults: map[int]Fault{},
	}
}

// Ops returns how many operations there have been.
func (f *FS) Ops() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.ops
}

// Trace returns the operations, for messages of tests.
func (f *FS) Trace() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.trace)
}

// FailAt makes an operation fail, counted from 1.
func (f *FS) FailAt(op int, fault Fault) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.faults[op] = fault
}

// FullFrom makes all writes fail from an operation on; 0 ends that.
func (f *FS) FullFrom(op int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.full = op
}

// CrashAt lets the machine crash in the middle of an operation, counted from 1:
// a write is then one of those that were not synced, a sync has not happened.
func (f *FS) CrashAt(op int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.crashAt = op
}

// op counts an operation, and returns the fault that it has, with its error.
// A crash is reported after a write, and before a sync.
func (f *FS) op(what, name string) (Fault, error) {
	if f.crashed {
		return Full, ErrCrashed
	}
	f.ops++
	f.trace = append(f.trace, what+" "+filepath.Base(name))
	if f.ops == f.crashAt {
		f.crashed = true
	}
	fault, fails := f.faults[f.ops]
	switch {
	case !fails && f.full > 0 && f.ops >= f.full && what == "write":
		return Short, syscall.ENOSPC
	case !fails:
		return 0, nil
	case what == "write" && (fault == Short || fault == Full):
		return fault, syscall.ENOSPC
	}
	return fault, syscall.EIO
}

// afterOp is the error of an operation that was done.
func (f *FS) afterOp() error {
	if f.crashed {
		return ErrCrashed
	}
	return nil
}

func (f *FS) find(name string) (*inode, error) {
	if f.crashed {
		return nil, ErrCrashed
	}
	file := f.names[filepath.Clean(name)]
	if file == nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return file, nil
}

// change changes names, which is durable after the sync of a folder.
func (f *FS) change(c change) {
	f.changes = append(f.changes, c)
	c.apply(f.names)
}

func (c change) apply(names map[string]*inode) {
	if c.from != "" {
		delete(names, c.from)
	}
	if c.file == nil {
		delete(names, c.name)
	} else {
		names[c.name] = c.file
	}
}

// persist makes the first changes of names durable.
func (f *FS) persist(n int) {
	for _, c := range f.changes[:n] {
		c.apply(f.durable)
	}
	f.changes = slices.Delete(f.changes, 0, n)
}

// Open implements container.FS.
func (f *FS) Open(name string) (container.Handle, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	file, err := f.find(name)
	if err != nil {
		return nil, err
	}
	return &handle{fs: f, file: file, name: name}, nil
}

// OpenWrite implements container.FS.
func (f *FS) OpenWrite(name string) (container.Handle, error) { return f.Open(name) }

// Create implements container.FS.
func (f *FS) Create(name string, mode fs.FileMode) (container.Handle, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.names[filepath.Clean(name)] != nil {
		return nil, &fs.PathError{Op: "create", Path: name, Err: fs.ErrExist}
	}
	if _, err := f.op("create", name); err != nil {
		return nil, err
	}
	file := &inode{mode: mode}
	f.change(change{name: filepath.Clean(name), file: file})
	return &handle{fs: f, file: file, name: name}, f.afterOp()
}

// Stat implements container.FS.
func (f *FS) Stat(name string) (fs.FileInfo, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	file, err := f.find(name)
	if err != nil {
		return nil, err
	}
	return file.info(name), nil
}

// SameFile implements container.FS.
func (f *FS) SameFile(a, b fs.FileInfo) bool { return a.Sys() == b.Sys() }

// Rename implements container.FS.
func (f *FS) Rename(from, to string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	file, err := f.find(from)
	if err != nil {
		return err
	}
	if _, err := f.op("rename", to); err != nil {
		return err
	}
	f.change(change{name: filepath.Clean(to), file: file, from: filepath.Clean(from)})
	return f.afterOp()
}

// Remove implements container.FS.
func (f *FS) Remove(name string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if _, err := f.find(name); err != nil {
		return err
	}
	if _, err := f.op("remove", name); err != nil {
		return err
	}
	f.change(change{name: filepath.Clean(name)})
	return f.afterOp()
}

// List implements container.FS.
func (f *FS) List(folder string) ([]string, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	var names []string
	for _, name := range slices.Sorted(maps.Keys(f.names)) {
		if filepath.Dir(name) == filepath.Clean(folder) {
			names = append(names, filepath.Base(name))
		}
	}
	return names, nil
}

// SyncDir implements container.FS. There is one journal for all folders.
func (f *FS) SyncDir(folder string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if _, err := f.op("syncdir", folder); err != nil {
		return err
	}
	if f.crashed {
		return ErrCrashed
	}
	f.persist(len(f.changes))
	return nil
}

// Resolve implements container.FS.
func (f *FS) Resolve(name string) (string, error) { return filepath.Clean(name), nil }

// TryLock implements container.FS. The lock is no file and ends with a crash.
func (f *FS) TryLock(name string) (unlock func(), holder int, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.crashed {
		return nil, 0, ErrCrashed
	}
	if f.locks[name] {
		return nil, 1, nil
	}
	f.locks[name] = true
	return func() {
		f.mu.Lock()
		defer f.mu.Unlock()
		delete(f.locks, name)
	}, 0, nil
}
