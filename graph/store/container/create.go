package container

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

// New is a file that is being made beside the one whose place, the room's path,
// it takes. Its room is for segments.
type New struct {
	room
	fs   FS
	name string // its own until then; empty when it has none any more
	head superblock
	done func() // called when it is in place
}

// Create begins a new file beside the locked one, or where none is. The Lock
// has to be held until it is finished or closed.
func (l *Lock) Create(base string) (*New, error) {
	if l.unlock == nil {
		return nil, errors.New("container: the lock of the file is not held")
	}
	if err := checkHeader(base, nil); err != nil {
		return nil, fmt.Errorf("container: %w", err)
	}
	n, err := l.beside(0)
	if err != nil {
		return nil, err
	}
	n.head.Base = base
	rand.Read(n.head.FileID[:]) // never fails
	return n, nil
}

// beside makes a file beside the locked one. Its mode is that of the file whose
// place it takes, else the given one, else the usual.
func (l *Lock) beside(mode fs.FileMode) (*New, error) {
	if err := writable(l.fs, l.path); err != nil {
		return nil, err
	}
	if old, err := l.fs.Stat(l.path); err == nil {
		mode = old.Mode().Perm()
	}
	l.removeStale()
	h, name, err := createBeside(l.fs, l.path, mode)
	if err != nil {
		return nil, writeError(l.path, err)
	}
	n := &New{room: room{handle: h, path: l.path, start: dataStart, end: dataStart}, fs: l.fs, name: name}
	if mode != 0 {
		err = h.Chmod(mode) // what the umask took from a mode that was set on purpose
	}
	if err != nil {
		n.Close()
		return nil, writeError(l.path, err)
	}
	return n, nil
}

// createBeside creates a new file in the folder of another.
func createBeside(fsys FS, path string, mode fs.FileMode) (Handle, string, error) {
	if mode == 0 {
		mode = 0o666
	}
	for try := range 100 {
		name := path + "." + strconv.Itoa(os.Getpid()) + "-" + strconv.Itoa(try) + ".tmp"
		h, err := fsys.Create(name, mode)
		if !errors.Is(err, fs.ErrExist) {
			return h, name, err
		}
	}
	return nil, "", fs.ErrExist
}

var staleName = regexp.MustCompile(`^\.\d+-\d+\.tmp$`)

// removeStale removes what killed processes left of createBeside's files: under
// the lock nobody is writing one. What cannot be removed stays; it is in
// nobody's way.
func (l *Lock) removeStale() {
	folder, base := filepath.Split(l.path)
	names, _ := l.fs.List(filepath.Clean(folder))
	for _, name := range names {
		if rest, ours := strings.CutPrefix(name, base); ours && staleName.MatchString(rest) {
			_ = l.fs.Remove(filepath.Join(folder, name))
		}
	}
}

// SetFirst sets the number of the first record, which is 1 otherwise. It comes
// before AppendRecord.
func (n *New) SetFirst(number uint64) { n.head.tail.Number = number - 1 }

// AppendRecord adds a record that is history only: in front of the log's
// start.
func (n *New) AppendRecord(payload []byte) (Record, error) {
	if len(payload) > MaxPayload {
		return Record{}, fmt.Errorf("container: a record of %d bytes is longer than %d", len(payload), MaxPayload)
	}
	n.mu.Lock()
	r := newRecord(n.head.tail, align(n.end), 0, payload)
	n.end = r.next
	n.mu.Unlock()
	header, rest := r.encode(n.head.FileID)
	if _, err := n.WriteAt(header[:len(header)+len(rest)], r.Offset); err != nil {
		return Record{}, err
	}
	n.head.tail = r.position()
	return r, nil
}

// Finish writes the superblocks, makes all durable and puts the file into its
// place. Its errors are those of Writer.Append. The path has to be opened
// anew.
func (n *New) Finish(root []byte) error {
	if n.name == "" {
		return errors.New("container: the new file is finished or closed")
	}
	if err := checkHeader(n.head.Base, root); err != nil {
		return fmt.Errorf("container: %w", err)
	}
	end, err := n.fill()
	if err != nil {
		return writeError(n.path, err)
	}
	n.head.Root, n.head.LogStart, n.head.Last, n.head.end = root, end, n.head.tail, end
	return n.place()
}

// placedSequence is that of the newest superblock until a Writer writes one.
const placedSequence = 2

// place writes the superblocks and puts the file into its place.
func (n *New) place() error {
	for slot := range 2 {
		n.head.slot, n.head.sequence = slot, uint64(slot)+1
		if _, err := n.handle.WriteAt(n.head.encode(), int64(slot)*superblockSize); err != nil {
			return writeError(n.path, err)
		}
	}
	if err := n.handle.Sync(); err != nil {
		return writeError(n.path, err)
	}
	if err := n.fs.Rename(n.name, n.path); err != nil {
		return writeError(n.path, err)
	}
	n.name = ""
	_ = n.handle.Close() // all is synced
	if n.done != nil {
		n.done()
	}
	// The new content is what everybody reads from now on, but the folder may
	// go back to the old one in a power failure.
	if err := n.fs.SyncDir(filepath.Dir(n.path)); err != nil {
		return unsureError(n.path, err)
	}
	return nil
}

// Close removes the file unless it is finished.
func (n *New) Close() error {
	if n.name == "" {
		return nil
	}
	name := n.name
	n.name = ""
	return errors.Join(n.handle.Close(), n.fs.Remove(name))
}
