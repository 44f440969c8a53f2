package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"

	"quipu/quads"
)

// FileError says what is wrong with the file of a store. Nothing was changed.
type FileError struct {
	Path string
	Err  error // wraps ErrForeign, ErrDamaged or ErrNewer, or is the system's
}

// Error names the file, what is wrong, and what to do.
func (e *FileError) Error() string {
	path := quads.Printable(e.Path)
	switch {
	case errors.Is(e.Err, ErrForeign):
		return path + " is no Quipu store; nothing was changed (is it an input? then: -i " + path + ")"
	case errors.Is(e.Err, ErrNewer):
		return fmt.Sprintf("%s is %v; nothing was changed (use that version)", path, e.Err)
	case errors.Is(e.Err, ErrDamaged):
		return fmt.Sprintf("%s is %v; nothing was changed (restore it from a copy)", path, e.Err)
	case errors.Is(e.Err, fs.ErrNotExist):
		return path + ": there is no such file"
	}
	return fmt.Sprintf("%s: %v", path, e.Err)
}

// Unwrap returns the cause.
func (e *FileError) Unwrap() error { return e.Err }

// fileError makes a FileError of err, without the path that the system's
// errors bring along.
func fileError(path string, err error) error {
	var pathError *fs.PathError
	var linkError *os.LinkError
	switch {
	case errors.As(err, &pathError):
		err = pathError.Err
	case errors.As(err, &linkError):
		err = linkError.Err
	}
	return &FileError{Path: path, Err: err}
}

// stamp tells one committed content of a file from every other.
type stamp struct {
	generation uint64
	sum        [32]byte
}

// file is where a store is kept. Each write makes a new file beside the old
// one and renames it into place, so a reader meets the old or the new one,
// whole, and a write that fails leaves the old one.
type file struct {
	path string // of the file itself, not of a link to it
	lock *lock
}

// read returns what the file holds.
func (f *file) read() (*contents, error) {
	r, size, err := f.open()
	if err != nil {
		return nil, fileError(f.path, err)
	}
	defer r.Close()
	data := make([]byte, size)
	if _, err := io.ReadFull(r, data); err != nil {
		return nil, fileError(f.path, err)
	}
	c, err := decode(data)
	if err != nil {
		return nil, fileError(f.path, err)
	}
	return c, nil
}

// stamp reads the header alone.
func (f *file) stamp() (stamp, error) {
	r, size, err := f.open()
	if err != nil {
		return stamp{}, fileError(f.path, err)
	}
	defer r.Close()
	var data [headerSize]byte
	n, err := io.ReadFull(r, data[:])
	if err != nil && err != io.ErrUnexpectedEOF && err != io.EOF {
		return stamp{}, fileError(f.path, err)
	}
	h, err := parseHeader(data[:n], size)
	if err != nil {
		return stamp{}, fileError(f.path, err)
	}
	return stamp{h.generation, h.sum}, nil
}

// open opens the file for reading, if it is one.
func (f *file) open() (*os.File, int64, error) {
	// A pipe would wait for a writer when it is opened.
	info, err := os.Stat(f.path)
	if err != nil {
		return nil, 0, err
	}
	if info.IsDir() {
		return nil, 0, errors.New("is a directory, not a Quipu store")
	}
	if !info.Mode().IsRegular() {
		return nil, 0, ErrForeign
	}
	r, err := os.Open(f.path)
	if err != nil {
		return nil, 0, err
	}
	if info, err = r.Stat(); err != nil {
		r.Close()
		return nil, 0, err
	}
	return r, info.Size(), nil
}

// write replaces the file by a state, as the next generation. The caller
// holds the lock.
func (f *file) write(ctx context.Context, s *state, base string, generation uint64) (stamp, error) {
	mode := fs.FileMode(0o666)
	old, err := os.Stat(f.path)
	if err == nil {
		mode = old.Mode().Perm()
	}
	f.removeStale()
	w, err := createBeside(f.path, mode)
	if err != nil {
		return stamp{}, writeError(f.path, err)
	}
	h, err := writeTo(ctx, w, s, base, generation)
	if err == nil && old != nil {
		err = w.Chmod(mode) // what the umask took from a mode that was set on purpose
	}
	if err == nil {
		err = w.Sync()
	}
	err = errors.Join(err, w.Close())
	if err == nil {
		err = rename(w.Name(), f.path)
	}
	if err != nil {
		os.Remove(w.Name())
		if ctx.Err() != nil {
			return stamp{}, ctx.Err()
		}
		return stamp{}, writeError(f.path, err)
	}
	// The new content is in place and is what everybody reads from now on. An
	// error would say that nothing was changed, and a caller that tried again
	// would write on top of it; where a folder cannot be synced (some network
	// file systems), a power failure may bring back the whole old file.
	_ = syncDir(filepath.Dir(f.path))
	return stamp{h.generation, h.sum}, nil
}

func writeTo(ctx context.Context, w *os.File, s *state, base string, generation uint64) (header, error) {
	if _, err := w.Write(make([]byte, headerSize)); err != nil {
		return header{}, err
	}
	h, err := encode(ctx, w, s, base, generation)
	if err != nil {
		return h, err
	}
	_, err = w.WriteAt(h.appendTo(nil), 0)
	return h, err
}

// writeError is an error of writing, with the promise that it keeps.
func writeError(path string, err error) error {
	return fmt.Errorf("writing %s: %w (nothing was changed)", quads.Printable(path), fileError(path, err).(*FileError).Err)
}

// writable says why the file must not be written: its owner has made it
// read-only, which renaming another into its place would pass over.
func (f *file) writable() error {
	info, err := os.Stat(f.path)
	if err == nil && info.Mode().Perm()&0o222 == 0 {
		return fileError(f.path, errors.New("is write-protected; nothing was changed (chmod u+w lifts that)"))
	}
	return nil
}

var staleName = regexp.MustCompile(`^\.\d+-\d+\.tmp$`)

// removeStale removes what killed processes left of createBeside's files. The
// caller holds the lock, so nobody is writing one. What cannot be removed
// stays: it is in nobody's way.
func (f *file) removeStale() {
	folder, base := filepath.Split(f.path)
	entries, _ := os.ReadDir(cmp.Or(folder, "."))
	for _, e := range entries {
		rest, ours := strings.CutPrefix(e.Name(), base)
		if ours && e.Type().IsRegular() && staleName.MatchString(rest) {
			_ = os.Remove(filepath.Join(folder, e.Name()))
		}
	}
}

// createBeside creates a new file in the folder of another.
func createBeside(path string, mode fs.FileMode) (*os.File, error) {
	for try := range 100 {
		name := path + "." + strconv.Itoa(os.Getpid()) + "-" + strconv.Itoa(try) + ".tmp"
		f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
		if !errors.Is(err, fs.ErrExist) {
			return f, err
		}
	}
	return nil, fs.ErrExist
}

// resolve follows links, so that renaming replaces the file and not a link to
// it. The file itself need not exist.
func resolve(path string) (string, error) {
	full, err := filepath.EvalSymlinks(path)
	if err == nil || !errors.Is(err, fs.ErrNotExist) {
		return full, err
	}
	if _, err := os.Lstat(path); err == nil {
		return "", errors.New("is a link to a file that does not exist")
	}
	folder, err := filepath.EvalSymlinks(filepath.Dir(path))
	if errors.Is(err, fs.ErrNotExist) {
		return "", errors.New("its folder does not exist")
	}
	return filepath.Join(folder, filepath.Base(path)), err
}

// Is reports whether a path is the file of a store, by its first bytes: of
// whatever version, damaged or not.
func Is(path string) (bool, error) {
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() {
		return false, err
	}
	f, err := os.Open(path)
	if err != nil {
		return false, err
	}
	defer f.Close()
	var head [len(magic)]byte
	if _, err := io.ReadFull(f, head[:]); err != nil {
		return false, nil // shorter, or no file to read from
	}
	return string(head[:]) == magic, nil
}

// pause is the time between two tries at what another process is in the way of.
const pause = 10 * time.Millisecond
