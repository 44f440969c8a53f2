package store

import (
	"encoding/binary"
	"errors"
	"fmt"

	"quipu/graph/store/container"
	"quipu/graph/store/segment"
)

// The root is what the file's superblock keeps for the store: which segments
// there are, the oldest first. Each is the id, offset and length of its root.
const refSize = 3 * 8

func appendRoot(dst []byte, refs []segment.Ref) []byte {
	for _, r := range refs {
		dst = binary.LittleEndian.AppendUint64(dst, r.ID)
		dst = binary.LittleEndian.AppendUint64(dst, uint64(r.Offset))
		dst = binary.LittleEndian.AppendUint64(dst, uint64(r.Length))
	}
	return dst
}

func parseRoot(root []byte) ([]segment.Ref, error) {
	if len(root)%refSize != 0 {
		return nil, damaged("its root makes no sense")
	}
	refs := make([]segment.Ref, len(root)/refSize)
	for i := range refs {
		p := root[i*refSize:]
		refs[i] = segment.Ref{
			ID:     binary.LittleEndian.Uint64(p),
			Offset: int64(binary.LittleEndian.Uint64(p[8:])),
			Length: int64(binary.LittleEndian.Uint64(p[16:])),
		}
	}
	return refs, nil
}

func (s *state) root() []byte {
	var refs []segment.Ref
	for _, g := range s.segments {
		refs = append(refs, g.Ref())
	}
	return appendRoot(nil, refs)
}

func damaged(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrDamaged, fmt.Sprintf(format, args...))
}

// fileError makes a *FileError of what is wrong with the store's file; other
// errors stay.
func (s *Store) fileError(err error) error { return s.asFileError(s.path, err) }

func (s *Store) asFileError(path string, err error) error {
	var is *FileError
	var locked *LockedError
	var wrong *segment.DamagedError
	switch {
	case err == nil, errors.As(err, &is), errors.As(err, &locked):
		return err
	case errors.As(err, &wrong):
		err = fmt.Errorf("%w: %w", ErrDamaged, wrong)
	case !errors.Is(err, ErrDamaged) && !errors.Is(err, container.ErrReplaced):
		return err
	}
	return &FileError{Path: path, Err: err}
}
