package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
)

// Backup writes a consistent copy of the newest state to another file, which
// must not exist unless it is to be replaced. Others may read and write
// meanwhile. A damaged store is not copied, or the copy would take the place
// of a sound one; progress is of checking first, and then of copying.
func (s *Store) Backup(ctx context.Context, to string, replace bool, progress func(done, of int64)) error {
	half := func(second int64) func(done, of int64) {
		return func(done, of int64) {
			if progress != nil {
				progress(second*of+done, 2*of)
			}
		}
	}
	var fault error
	if err := s.Verify(ctx, func(err error) { fault = cmp.Or(fault, err) }, half(0)); err != nil {
		return err
	}
	if fault != nil {
		return fmt.Errorf("nothing was copied: %w", fault)
	}
	s.mu.Lock()
	f := s.file
	s.mu.Unlock()
	if f == nil {
		return &FileError{Path: s.path, Err: errors.New("is in the first format, which is not copied: quipu compact brings it into the present one")}
	}
	return f.Backup(ctx, to, replace, half(1))
}
