package line

import (
	"bufio"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// maxHistory is how many texts a history keeps; its file may hold twice as
// many before it is shortened.
const maxHistory = 1000

// history is the texts that were entered, oldest first, and the file they are
// kept in: one JSON string a line, readable by its owner alone.
type history struct {
	path    string // "": kept in memory only
	entries []string
	inFile  int // lines in the file
}

// openHistory reads a history. A missing file is an empty one; lines that are
// no JSON strings are passed over.
func openHistory(path string) (*history, error) {
	h := &history{path: path}
	if path == "" {
		return h, nil
	}
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return h, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	scan := bufio.NewScanner(f)
	scan.Buffer(nil, 1<<20)
	for scan.Scan() {
		h.inFile++
		var entry string
		if json.Unmarshal(scan.Bytes(), &entry) == nil {
			h.push(entry)
		}
	}
	return h, scan.Err()
}

// push adds an entry in memory and reports whether it did: an empty text and
// the repetition of the last one are left out.
func (h *history) push(entry string) bool {
	if strings.TrimSpace(entry) == "" {
		return false
	}
	if n := len(h.entries); n > 0 && h.entries[n-1] == entry {
		return false
	}
	h.entries = append(h.entries, entry)
	if len(h.entries) > maxHistory {
		h.entries = h.entries[len(h.entries)-maxHistory:]
	}
	return true
}

// add adds an entry in memory and in the file.
func (h *history) add(entry string) error {
	if !h.push(entry) || h.path == "" {
		return nil
	}
	if h.inFile >= 2*maxHistory {
		return h.shorten()
	}
	f, err := os.OpenFile(h.path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	// A file that an older program left readable by others is closed to them.
	err = f.Chmod(0o600)
	if err == nil {
		_, err = f.Write(jsonLine(entry))
	}
	if err2 := f.Close(); err == nil {
		err = err2
	}
	h.inFile++
	return err
}

// shorten writes the file anew with the entries in memory.
func (h *history) shorten() error {
	f, err := os.CreateTemp(filepath.Dir(h.path), ".history-*") // has mode 0600
	if err != nil {
		return err
	}
	for _, entry := range h.entries {
		if err == nil {
			_, err = f.Write(jsonLine(entry))
		}
	}
	if err2 := f.Close(); err == nil {
		err = err2
	}
	if err == nil {
		err = os.Rename(f.Name(), h.path)
	}
	if err != nil {
		os.Remove(f.Name())
		return err
	}
	h.inFile = len(h.entries)
	return nil
}

func jsonLine(s string) []byte {
	b, _ := json.Marshal(s) // a string always has a JSON form
	return append(b, '\n')
}
