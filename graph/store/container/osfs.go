package container

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// OS is the operating system's files.
var OS FS = osFS{}

type osFS struct{}

func (osFS) Open(name string) (Handle, error) {
	if err := regular(name); err != nil {
		return nil, err
	}
	return handle(openShared(name, os.O_RDONLY, 0))
}

func (osFS) OpenWrite(name string) (Handle, error) {
	if err := regular(name); err != nil {
		return nil, err
	}
	return handle(openShared(name, os.O_RDWR, 0))
}

func (osFS) Create(name string, mode fs.FileMode) (Handle, error) {
	return handle(openShared(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, mode))
}

func (osFS) Stat(name string) (fs.FileInfo, error) { return os.Stat(name) }
func (osFS) SameFile(a, b fs.FileInfo) bool        { return os.SameFile(a, b) }
func (osFS) Rename(from, to string) error          { return rename(from, to) }
func (osFS) Remove(name string) error              { return os.Remove(name) }
func (osFS) SyncDir(folder string) error           { return syncDir(folder) }

func (osFS) List(folder string) ([]string, error) {
	entries, err := os.ReadDir(folder)
	var names []string
	for _, e := range entries {
		if e.Type().IsRegular() {
			names = append(names, e.Name())
		}
	}
	return names, err
}

func (osFS) Resolve(name string) (string, error) {
	full, err := filepath.EvalSymlinks(name)
	if err == nil || !errors.Is(err, fs.ErrNotExist) {
		return full, err
	}
	// What is no link has been made since.
	if info, err := os.Lstat(name); err == nil && info.Mode()&fs.ModeSymlink != 0 {
		return "", errors.New("is a link to a file that does not exist")
	}
	folder, err := filepath.EvalSymlinks(filepath.Dir(name))
	if errors.Is(err, fs.ErrNotExist) {
		return "", errors.New("its folder does not exist")
	}
	return filepath.Join(folder, filepath.Base(name)), err
}

// regular refuses what is no file before it is opened: a pipe would wait for
// a writer.
func regular(name string) error {
	info, err := os.Stat(name)
	switch {
	case err != nil:
		return err
	case info.IsDir():
		return errors.New("is a directory, not a Quipu store")
	case !info.Mode().IsRegular():
		return ErrForeign
	}
	return nil
}

// osFile is a Handle of the operating system.
type osFile struct{ *os.File }

func handle(f *os.File, err error) (Handle, error) {
	if err != nil {
		return nil, err
	}
	return osFile{f}, nil
}

func (f osFile) Sync() error { return syncFile(f.File) }

func (f osFile) Map(length int64) (Bytes, error) {
	if length == 0 {
		return Bytes{}, nil
	}
	if int64(int(length)) != length {
		return Bytes{}, errors.New("is too large to be mapped on this machine")
	}
	return mapFile(f.File, int(length))
}
