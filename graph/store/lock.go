package store

import (
	"context"
	"errors"
	"fmt"
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

// lock is held by the process that writes a store's file: FILE.lock, which is
// there only while somebody writes.
type lock struct {
	path string // of the store
	wait time.Duration
}

// held is the lock while it is held.
type held struct{ file *flock.Flock }

func (l *lock) acquire(ctx context.Context) (*held, error) {
	name := l.path + ".lock"
	file := flock.New(name, flock.SetPermissions(0o666))
	waiting, cancel := context.WithTimeout(ctx, l.wait)
	defer cancel()
	ok, err := file.TryLockContext(waiting, pause)
	for ok && !isLockOf(file, name) {
		_ = file.Unlock()
		ok, err = file.TryLockContext(waiting, pause)
	}
	switch {
	case ok:
		writePID(name)
		return &held{file}, nil
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err == nil || errors.Is(err, context.DeadlineExceeded):
		return nil, &LockedError{Path: l.path, PID: readPID(name), Wait: l.wait}
	}
	return nil, fmt.Errorf("locking %s for writing: %w (may this folder be written to?)",
		quads.Printable(l.path), fileError(name, err).(*FileError).Err)
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
func (h *held) release() {
	if os.Remove(h.file.Path()) != nil {
		clearPID(h.file.Path())
	}
	_ = h.file.Unlock()
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

func clearPID(name string) { _ = os.Truncate(name, 0) }

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
