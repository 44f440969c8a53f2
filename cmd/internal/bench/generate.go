package bench

import (
	"errors"
	"io"
	"os"
	"path/filepath"

	"quipu/graph/store/storetest"
)

// Seed is that of the data to measure with.
const Seed = 1

// Generate makes a folder's input of n quads unless it is there, and reads
// it, so that it is in the system's memory as far as it fits. It returns the
// path.
func Generate(dir string, n Quantity) (string, error) {
	return Make(filepath.Join(dir, n.String()+".nq"), func(w io.Writer) error {
		_, err := storetest.Generate(w, int(n), Seed)
		return err
	})
}

// Make writes a file unless it is there, and reads it if it is. What is under
// its name is whole.
func Make(path string, write func(io.Writer) error) (string, error) {
	if f, err := os.Open(path); err == nil {
		_, err = io.Copy(io.Discard, f)
		return path, errors.Join(err, f.Close())
	}
	f, err := os.Create(path + ".part")
	if err != nil {
		return "", err
	}
	if err := write(f); err != nil {
		return "", errors.Join(err, f.Close())
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return "", err
	}
	return path, os.Rename(path+".part", path)
}
