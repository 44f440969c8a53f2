package quads

import (
	"errors"
	"fmt"
)

// Skipped is what ReadOptions.OnBad is told where more than the line of Err
// was passed over.
type Skipped struct {
	From, To int // the first line and the last
	Lines    int // how many of them were skipped; empty lines are not counted
	Err      error
}

func (s *Skipped) Error() string {
	if s.From == s.To {
		return fmt.Sprintf("line %d: %v", s.From, s.Err)
	}
	return fmt.Sprintf("lines %d–%d: %v", s.From, s.To, s.Err)
}

func (s *Skipped) Unwrap() error { return s.Err }

// SkippedLines returns how many lines were skipped for an error that OnBad
// was told.
func SkippedLines(err error) int {
	var s *Skipped
	if errors.As(err, &s) {
		return s.Lines
	}
	return 1
}
