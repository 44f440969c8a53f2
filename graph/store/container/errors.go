package container

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"quipu/quads"
)

// What is wrong with a file: see Error.
var (
	ErrForeign = errors.New("no Quipu store")
	ErrDamaged = errors.New("damaged")
	ErrNewer   = errors.New("written by a newer version of Quipu")
	ErrOld     = errors.New("written by an older version of Quipu")
)

// ErrReplaced says that another file has taken the path of an open one: open
// it anew.
var ErrReplaced = errors.New("was replaced by another process")

// ErrUnsure says that the disk refused to confirm a write, so that nobody
// knows what it holds: the state before or after, which opening the file anew
// finds out. The Writer refuses everything from then on. An error of writing
// without it means that nothing was changed.
var ErrUnsure = errors.New("the disk did not confirm it")

// Error says what is wrong with a file. Nothing was changed.
type Error struct {
	Path string
	Err  error // wraps one of the errors above, or is the system's
}

// Error names the file, what is wrong, and what to do.
func (e *Error) Error() string {
	path := quads.Printable(e.Path)
	switch {
	case errors.Is(e.Err, ErrForeign):
		return path + " is no Quipu store; nothing was changed (is it an input? then: -i " + path + ")"
	case errors.Is(e.Err, ErrNewer):
		return fmt.Sprintf("%s is %v; nothing was changed (use that version)", path, e.Err)
	case errors.Is(e.Err, ErrOld):
		return fmt.Sprintf("%s is %v; nothing was changed", path, e.Err)
	case errors.Is(e.Err, ErrDamaged):
		return fmt.Sprintf("%s is %v; nothing was changed (restore it from a copy)", path, e.Err)
	case errors.Is(e.Err, fs.ErrNotExist):
		return path + ": there is no such file"
	}
	return fmt.Sprintf("%s: %v", path, e.Err)
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// pathError makes an Error of err, without the path that the system's errors
// bring along.
func pathError(path string, err error) error {
	var ours *Error
	if errors.As(err, &ours) {
		return err
	}
	return &Error{Path: path, Err: bare(err)}
}

func bare(err error) error {
	var pathError *fs.PathError
	var linkError *os.LinkError
	switch {
	case errors.As(err, &pathError):
		return pathError.Err
	case errors.As(err, &linkError):
		return linkError.Err
	}
	return err
}

func damaged(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrDamaged, fmt.Sprintf(format, args...))
}

// writeError is an error of writing, with the promise that it keeps.
func writeError(path string, err error) error {
	return fmt.Errorf("writing %s: %w (nothing was changed)", quads.Printable(path), bare(err))
}

// unsureError is an error after which nobody knows what the disk holds.
func unsureError(path string, err error) error {
	return fmt.Errorf("writing %s: %w: %w (it holds the state before or after this commit: look, and repeat what is missing)",
		quads.Printable(path), bare(err), ErrUnsure)
}
