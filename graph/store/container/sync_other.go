//go:build !linux

package container

import "os"

func syncFile(f *os.File) error { return f.Sync() }
