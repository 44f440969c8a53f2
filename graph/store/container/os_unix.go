//go:build !windows

package container

import (
	"errors"
	"io/fs"
	"os"
	"runtime"
	"syscall"
)

func openShared(name string, flag int, mode fs.FileMode) (*os.File, error) {
	return os.OpenFile(name, flag, mode)
}

func rename(from, to string) error { return os.Rename(from, to) }

// syncDir makes a rename in a folder outlast a power failure. That a file
// system cannot sync folders, or that this one may not be read, is no error:
// nothing more can be done there.
func syncDir(folder string) error {
	d, err := os.Open(folder)
	if errors.Is(err, fs.ErrPermission) {
		return nil
	}
	if err != nil {
		return err
	}
	defer d.Close()
	err = d.Sync()
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, syscall.ENOTSUP) {
		return nil
	}
	return err
}

// mapping gives its bytes back when nobody can reach it any more.
type mapping struct{ data []byte }

func mapFile(f *os.File, length int) (Bytes, error) {
	conn, err := f.SyscallConn()
	if err != nil {
		return Bytes{}, err
	}
	var data []byte
	var mapErr error
	err = conn.Control(func(fd uintptr) {
		data, mapErr = syscall.Mmap(int(fd), 0, length, syscall.PROT_READ, syscall.MAP_SHARED)
	})
	if err := errors.Join(err, mapErr); err != nil {
		return Bytes{}, err
	}
	m := &mapping{data}
	runtime.AddCleanup(m, func(data []byte) { _ = syscall.Munmap(data) }, data)
	return Bytes{Data: data, Owner: m}, nil
}
