package container

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/gofrs/flock"

	"quipu/quads"
)

// LockedError says that another process writes the store and went on doing so
// for as long as was to be waited.
type LockedError struct {
	Path string
	PID  int // 0 where unknown
	Wait time.Duration
}

// Error names the process that writes.
func (e *LockedError) Error() string {
	who := "another process"
	if e.PID > 0 {
		who = "process " + strconv.Itoa(e.PID)
	}
	return fmt.Sprintf("%s is being written by %s; waited %v (try again when it is done, or wait longer: --wait)",
		quads.Printable(e.Path), who, e.Wait)
}

// Lock is held by the one process that writes a file, or makes it. It is
// PATH.lock, which is there only while somebody writes.
type Lock struct {
	fs     FS
	path   string
	unlock func()
}

// pause is the time between two tries at what another process is in the way of.
const pause = 10 * time.Millisecond

// Acquire takes the lock of a file that need not exist. The error is a
// *LockedError when another process has it for as long as wait, or the
// context's.
func Acquire(ctx context.Context, fsys FS, path string, wait time.Duration) (*Lock, error) {
	full, err := fsys.Resolve(path)
	if err != nil {
		return nil, pathError(path, err)
	}
	deadline := time.Now().Add(wait)
	for {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		unlock, holder, err := fsys.TryLock(full + ".lock")
		switch {
		case err != nil:
			return nil, fmt.Errorf("locking %s for writing: %w (may this folder be written to?)",
				quads.Printable(full), bare(err))
		case unlock != nil:
			return &Lock{fs: fsys, path: full, unlock: unlock}, nil
		}
		left := time.Until(deadline)
		if left <= 0 {
			return nil, &LockedError{Path: full, PID: holder, Wait: wait}
		}
		select {
		case <-ctx.Done():
		case <-time.After(min(pause, left)):
		}
	}
}

// Path returns the path of the locked file, links resolved.
func (l *Lock) Path() string { return l.path }

// Close releases the lock. More than once does no harm.
func (l *Lock) Close() {
	if l.unlock != nil {
		l.unlock()
		l.unlock = nil
	}
}

// TryLock holds a lock of the operating system, which ends with the process,
// on the file.
func (osFS) TryLock(name string) (unlock func(), holder int, err error) {
	file := flock.New(name, flock.SetPermissions(0o666))
	for {
		ok, err := file.TryLock()
		if err != nil {
			return nil, 0, err
		}
		if !ok {
			return nil, readPID(name), nil
		}
		if isLockOf(file, name) {
			writePID(name)
			return func() { release(file) }, 0, nil
		}
		_ = file.Unlock()
	}
}

// isLockOf reports whether a locked file is still the one under its name: who
// held the lock before has perhaps removed it, and others lock another.
func isLockOf(file *flock.Flock, name string) bool {
	locked, err := file.Stat()
	if err != nil {
		return false
	}
	named, err := os.Stat(name)
	return err == nil && os.SameFile(locked, named)
}

// release lets the next process write. The lock's file goes while it is still
// locked, or it could be another's by then. Windows removes no open file;
// there it stays, empty. Nothing can be done about an error, and the end of
// the process releases the lock in any case.
func release(file *flock.Flock) {
	if os.Remove(file.Path()) != nil {
		_ = os.Truncate(file.Path(), 0)
	}
	_ = file.Unlock()
}

// The process id stands behind the first byte, which is all that the lock
// covers: Windows does not let others read what is locked. That it is only
// there for a message is why errors do not count.

func writePID(name string) {
	if f, err := os.OpenFile(name, os.O_WRONLY, 0); err == nil {
		_, _ = f.WriteAt(fmt.Appendf(nil, "%d\n", os.Getpid()), 1)
		f.Close()
	}
}

func readPID(name string) int {
	f, err := os.Open(name)
	if err != nil {
		return 0
	}
	defer f.Close()
	var buf [32]byte
	n, _ := f.ReadAt(buf[:], 1)
	pid, _ := strconv.Atoi(strings.TrimSpace(string(buf[:n])))
	return pid
}

// writable says why the file must not be written: its owner has made it
// read-only, which renaming another into its place would pass over.
func writable(fsys FS, path string) error {
	info, err := fsys.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return pathError(path, err)
	case info.Mode().Perm()&0o222 == 0:
		return pathError(path, errors.New("is write-protected; nothing was changed (chmod u+w lifts that)"))
	}
	return nil
}
