//go:build linux || darwin || freebsd || netbsd || openbsd

package bulk

import (
	"math"
	"syscall"
)

// maxMapped bounds what one slab may reserve: all of the address space is
// there to be reserved where it has 64 bits, not where it has 32.
const maxMapped = min(1<<46, math.MaxInt/8)

// mapMemory returns n zero bytes that take memory when they are written to,
// nil if there are none.
func mapMemory(n int) []byte {
	b, err := syscall.Mmap(-1, 0, n, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	if err != nil {
		return nil
	}
	adviseHuge(b)
	return b
}

// unmapMemory cannot fail: it is given what mapMemory returned, once.
func unmapMemory(b []byte) { _ = syscall.Munmap(b) }
