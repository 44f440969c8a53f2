package graph

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Moment names a commit as people do: by its number, or by a time.
type Moment struct {
	number uint64
	// A time is as exact as it was written: a date lasts from midnight to
	// midnight. For a number both are zero.
	from, until time.Time
	text        string
}

// precisions are the forms of a time, and how long what each stands for lasts.
var precisions = []struct {
	layout string
	next   func(time.Time) time.Time
}{
	{"2006-01-02", func(t time.Time) time.Time { return t.AddDate(0, 0, 1) }}, // not always 24 hours
	{"2006-01-02T15:04", func(t time.Time) time.Time { return t.Add(time.Minute) }},
	{"2006-01-02T15:04:05", func(t time.Time) time.Time { return t.Add(time.Second) }},
}

// ParseMoment reads the number of a commit, a date, or a time as RFC 3339
// writes it; without a zone it is local time, and the seconds may be missing.
func ParseMoment(text string) (Moment, error) {
	m := Moment{text: strings.TrimSpace(text)}
	if n, err := strconv.ParseUint(m.text, 10, 64); err == nil {
		m.number = n
		return m, nil
	}
	normal := strings.ToUpper(strings.Replace(m.text, " ", "T", 1))
	for _, p := range precisions {
		t, err := time.ParseInLocation(p.layout, normal, time.Local)
		if err != nil {
			t, err = time.Parse(p.layout+"Z07:00", normal)
		}
		if err != nil {
			continue
		}
		m.from, m.until = t, p.next(t)
		if t.Nanosecond() != 0 {
			m.until = t.Add(1)
		}
		return m, nil
	}
	return m, fmt.Errorf("%q is neither a commit's number nor a time: write it as 17, 2026-03-24 or 2026-03-24T15:04:05Z", m.text)
}

// String returns the moment as it was written.
func (m Moment) String() string { return m.text }

// IsTime reports whether the moment is a time and no number.
func (m Moment) IsTime() bool { return !m.until.IsZero() }

// CommitAt returns the number of the commit that a moment names: of a time,
// the last commit before its end, and 0 where that is before the first. The
// error is a *ForgottenError where only a forgotten commit could tell.
func (g *Graph) CommitAt(ctx context.Context, m Moment) (uint64, error) {
	if !m.IsTime() {
		return m.number, nil
	}
	c, oldest, err := g.lastBefore(ctx, m.until)
	if err == nil && c.Number == 0 && oldest.Number > 1 {
		err = &ForgottenError{m, oldest}
	}
	return c.Number, err
}

// lastBefore returns the last commit made before a time, whose number is 0
// where there is none, and then the oldest that is remembered.
func (g *Graph) lastBefore(ctx context.Context, t time.Time) (found, oldest Commit, err error) {
	err = g.Log(ctx, func(c Commit) bool {
		oldest = c
		if c.Time.Before(t) {
			found = c
		}
		return found.Number == 0
	})
	return found, oldest, err
}

// ForgottenError says that a time is before all that the history remembers.
type ForgottenError struct {
	When   Moment
	Oldest Commit
}

// Error names the time and the oldest commit.
func (e *ForgottenError) Error() string {
	return fmt.Sprintf("what was there at %v was forgotten: the history begins with commit %d of %s",
		e.When, e.Oldest.Number, e.Oldest.Time.Local().Format(time.RFC3339))
}
