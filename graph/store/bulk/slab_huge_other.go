//go:build darwin || freebsd || netbsd || openbsd

package bulk

func adviseHuge([]byte) {}
