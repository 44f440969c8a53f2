package store

import (
	"os"
	"time"
)

// rename replaces a file, which Windows refuses while somebody reads it:
// readers hold it for a moment only, so it is tried again.
func rename(from, to string) error {
	var err error
	for range 100 {
		if err = os.Rename(from, to); err == nil {
			return nil
		}
		time.Sleep(pause)
	}
	return err
}

// syncDir does nothing: Windows cannot sync a folder.
func syncDir(string) error { return nil }
