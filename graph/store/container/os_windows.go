package container

import (
	"errors"
	"io/fs"
	"os"
	"runtime"
	"time"
	"unsafe"

	"golang.org/x/sys/windows"
)

// openShared opens a file so that others may rename another into its place
// while it is open.
func openShared(name string, flag int, mode fs.FileMode) (*os.File, error) {
	wide, err := windows.UTF16PtrFromString(name)
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	access, how := uint32(windows.GENERIC_READ), uint32(windows.OPEN_EXISTING)
	if flag&os.O_RDWR != 0 {
		access |= windows.GENERIC_WRITE
	}
	if flag&os.O_CREATE != 0 {
		how = windows.CREATE_NEW
	}
	attributes := uint32(windows.FILE_ATTRIBUTE_NORMAL)
	if flag&os.O_CREATE != 0 && mode&0o200 == 0 {
		attributes = windows.FILE_ATTRIBUTE_READONLY
	}
	const share = windows.FILE_SHARE_READ | windows.FILE_SHARE_WRITE | windows.FILE_SHARE_DELETE
	h, err := windows.CreateFile(wide, access, share, nil, how, attributes, 0)
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	return os.NewFile(uintptr(h), name), nil
}

// rename replaces a file, also one that somebody has open, if the file system
// can (NTFS can since Windows 10). Where it cannot, it is tried again for a
// while: many readers hold a file for a moment only.
func rename(from, to string) error {
	if renameOpen(from, to) == nil {
		return nil
	}
	var err error
	for range 100 {
		if err = os.Rename(from, to); err == nil {
			return nil
		}
		time.Sleep(pause)
	}
	return err
}

// renameOpen renames with POSIX semantics: whoever has the replaced file open
// goes on reading it.
func renameOpen(from, to string) error {
	source, err := windows.UTF16PtrFromString(from)
	if err != nil {
		return err
	}
	target, err := windows.UTF16FromString(to)
	if err != nil {
		return err
	}
	const share = windows.FILE_SHARE_READ | windows.FILE_SHARE_WRITE | windows.FILE_SHARE_DELETE
	h, err := windows.CreateFile(source, windows.DELETE|windows.SYNCHRONIZE, share, nil, windows.OPEN_EXISTING, windows.FILE_ATTRIBUTE_NORMAL, 0)
	if err != nil {
		return err
	}
	defer windows.CloseHandle(h)
	// FILE_RENAME_INFO, with the name behind it.
	type renameInfo struct {
		flags  uint32
		folder windows.Handle
		length uint32
		name   [1]uint16
	}
	nameAt := int(unsafe.Offsetof(renameInfo{}.name))
	words := make([]uint64, (nameAt+2*len(target))/8+1) // aligned as the structure is
	info := (*renameInfo)(unsafe.Pointer(&words[0]))
	info.flags = windows.FILE_RENAME_REPLACE_IF_EXISTS | windows.FILE_RENAME_POSIX_SEMANTICS
	info.length = uint32(2 * (len(target) - 1))
	copy(unsafe.Slice((*uint16)(unsafe.Add(unsafe.Pointer(info), nameAt)), len(target)), target)
	return windows.SetFileInformationByHandle(h, windows.FileRenameInfoEx, (*byte)(unsafe.Pointer(info)), uint32(8*len(words)))
}

// syncDir does nothing: Windows cannot sync a folder.
func syncDir(string) error { return nil }

// mapping gives its bytes back when nobody can reach it any more.
type mapping struct{ address uintptr }

func mapFile(f *os.File, length int) (Bytes, error) {
	conn, err := f.SyscallConn()
	if err != nil {
		return Bytes{}, err
	}
	var address uintptr
	var mapErr error
	err = conn.Control(func(fd uintptr) {
		var h windows.Handle
		size := uint64(length)
		h, mapErr = windows.CreateFileMapping(windows.Handle(fd), nil, windows.PAGE_READONLY, uint32(size>>32), uint32(size), nil)
		if mapErr != nil {
			return
		}
		defer windows.CloseHandle(h) // the view keeps it
		address, mapErr = windows.MapViewOfFile(h, windows.FILE_MAP_READ, 0, 0, uintptr(length))
	})
	if err := errors.Join(err, mapErr); err != nil {
		return Bytes{}, err
	}
	m := &mapping{address}
	runtime.AddCleanup(m, func(address uintptr) { _ = windows.UnmapViewOfFile(address) }, address)
	// The address comes as a number; taken through a pointer to it, it is one.
	start := *(**byte)(unsafe.Pointer(&m.address))
	return Bytes{Data: unsafe.Slice(start, length), Owner: m}, nil
}
