package bulk

import "syscall"

// adviseHuge asks for pages of 2 MiB, which make random access to large arrays
// markedly cheaper, except at the beginning, so that little data takes little
// memory.
func adviseHuge(b []byte) {
	const begin = 2 << 20
	if len(b) > 2*begin {
		_ = syscall.Madvise(b[begin:], syscall.MADV_HUGEPAGE)
	}
}
