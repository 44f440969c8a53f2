//go:build !(linux || darwin || freebsd || netbsd || openbsd)

package bulk

const maxMapped = 0

func mapMemory(int) []byte { return nil }

func unmapMemory([]byte) {}
