package container

import (
	"io"
	"io/fs"
)

// FS is what the package needs of the operating system. Tests put one in its
// place that fails and forgets (package faultfs).
type FS interface {
	// Open opens a regular file for reading.
	Open(name string) (Handle, error)
	// OpenWrite opens a regular file that exists for reading and writing.
	OpenWrite(name string) (Handle, error)
	// Create makes a new file for reading and writing; fs.ErrExist if there is
	// one.
	Create(name string, mode fs.FileMode) (Handle, error)
	// Stat follows links.
	Stat(name string) (fs.FileInfo, error)
	// SameFile is os.SameFile for what Stat returns.
	SameFile(a, b fs.FileInfo) bool
	// Rename replaces the file to, if there is one.
	Rename(from, to string) error
	Remove(name string) error
	// List returns the names in a folder.
	List(folder string) ([]string, error)
	// SyncDir makes what was created, renamed and removed in a folder durable.
	SyncDir(folder string) error
	// Resolve follows links to a file that need not exist.
	Resolve(name string) (string, error)
	// TryLock takes the lock that a file stands for, making the file. If
	// somebody else has it, unlock is nil, and holder is that process (0 where
	// unknown). Unlock removes the file.
	TryLock(name string) (unlock func(), holder int, err error)
}

// Handle is an open file. Reading and writing are safe for concurrent use.
type Handle interface {
	io.ReaderAt
	io.WriterAt
	io.Closer
	Stat() (fs.FileInfo, error)
	Truncate(size int64) error
	// Sync makes all bytes and the size durable.
	Sync() error
	Chmod(mode fs.FileMode) error
	// Map returns the first bytes of the file, read-only; that many must be
	// there. They stay when the file is closed.
	Map(length int64) (Bytes, error)
}

// Bytes are bytes of a file. They are good as long as Owner is reachable.
type Bytes struct {
	Data  []byte
	Owner any
}
