//go:build !windows

package store

import "os"

func rename(from, to string) error { return os.Rename(from, to) }

// syncDir makes a rename in a folder outlast a power failure.
func syncDir(folder string) error {
	d, err := os.Open(folder)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}
