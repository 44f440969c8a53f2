package quads

import (
	"crypto/rand"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// ReplaceFile writes a file whole or not at all: under another name beside
// its own, which is renamed when all is written, so that nobody ever meets
// half a file. The mode of a file that was there is kept, and a link leads to
// the file it names. What is no regular file (a device, a pipe) is written
// as it is.
func ReplaceFile(path string, write func(io.Writer) error) (err error) {
	given := path
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target
	}
	mode := fs.FileMode(0o666) // less the umask
	if info, err := os.Stat(path); err == nil {
		if !info.Mode().IsRegular() {
			return writeInto(path, write)
		}
		mode = info.Mode().Perm()
	}
	// os.CreateTemp would give a file that only its owner can read. O_EXCL
	// keeps a link that somebody planted from being followed.
	part := filepath.Join(filepath.Dir(path), "."+filepath.Base(path)+"."+rand.Text()[:8]+".part")
	f, err := os.OpenFile(part, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	defer func() {
		if at := (*fs.PathError)(nil); errors.As(err, &at) && at.Path == part {
			at.Path = given // the name a person knows
		}
	}()
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(part))
		}
	}()
	if err := write(f); err != nil {
		return errors.Join(err, f.Close())
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(part, path)
}

func writeInto(path string, write func(io.Writer) error) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	return errors.Join(write(f), f.Close())
}
