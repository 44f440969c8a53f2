package main

import (
	"os"
	"syscall"
)

// peakOf is the most memory that a process had that has ended.
func peakOf(p *os.ProcessState) int64 {
	if u, ok := p.SysUsage().(*syscall.Rusage); ok {
		return u.Maxrss * 1024
	}
	return 0
}

// syncDisks writes out what others have left to write, so that it does not
// count for what is measured next.
func syncDisks() { syscall.Sync() }

func dataSync(f *os.File) error { return syscall.Fdatasync(int(f.Fd())) }

// forget drops a file from the system's memory.
func forget(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	const dontNeed = 4
	_, _, no := syscall.Syscall6(syscall.SYS_FADVISE64, f.Fd(), 0, 0, dontNeed, 0, 0)
	return no == 0
}
