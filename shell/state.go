package shell

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
)

// stateFolder returns the folder for what a session leaves behind, its
// history and its journal: $XDG_STATE_HOME/quipu where that is set, else what
// the system has for it. It creates the folder, for its owner alone.
func stateFolder() (string, error) {
	dir, err := stateHome()
	if err != nil {
		return "", err
	}
	dir = filepath.Join(dir, "quipu")
	return dir, os.MkdirAll(dir, 0o700)
}

func stateHome() (string, error) {
	// The XDG specification has relative paths ignored.
	if dir := os.Getenv("XDG_STATE_HOME"); filepath.IsAbs(dir) {
		return dir, nil
	}
	switch runtime.GOOS {
	case "windows":
		if dir := os.Getenv("LocalAppData"); dir != "" {
			return dir, nil
		}
	case "darwin", "ios":
		if home := os.Getenv("HOME"); home != "" {
			return filepath.Join(home, "Library", "Application Support"), nil
		}
	default:
		if home := os.Getenv("HOME"); home != "" {
			return filepath.Join(home, ".local", "state"), nil
		}
	}
	return "", errors.New("there is no home folder to keep the history in: set XDG_STATE_HOME")
}
