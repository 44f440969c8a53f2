package graph

import (
	"testing"
	"time"
	_ "time/tzdata" // Berlin, also where the system has no time zones
)

// A time is as long as it was written.
func TestParseMoment(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	defer func(zone *time.Location) { time.Local = zone }(time.Local)
	time.Local = berlin
	for _, tt := range []struct{ text, from, until string }{
		{"2026-03-24", "2026-03-23T23:00:00Z", "2026-03-24T23:00:00Z"},
		{"2026-03-29", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"}, // of 23 hours
		{"2026-03-24T12:30", "2026-03-24T11:30:00Z", "2026-03-24T11:31:00Z"},
		{"2026-03-24 12:30", "2026-03-24T11:30:00Z", "2026-03-24T11:31:00Z"},
		{"2026-03-24T12:30:15", "2026-03-24T11:30:15Z", "2026-03-24T11:30:16Z"},
		{"2026-03-24T12:30:15Z", "2026-03-24T12:30:15Z", "2026-03-24T12:30:16Z"},
		{"2026-03-24t12:30:15z", "2026-03-24T12:30:15Z", "2026-03-24T12:30:16Z"},
		{"2026-03-24T12:30:15-02:00", "2026-03-24T14:30:15Z", "2026-03-24T14:30:16Z"},
		{"2026-03-24T12:30:15.5Z", "2026-03-24T12:30:15.5Z", "2026-03-24T12:30:15.500000001Z"},
	} {
		m, err := ParseMoment(tt.text)
		from, until := m.from.UTC().Format(time.RFC3339Nano), m.until.UTC().Format(time.RFC3339Nano)
		if err != nil || from != tt.from || until != tt.until || !m.IsTime() {
			t.Errorf("%s: %s to %s, %v", tt.text, from, until, err)
		}
	}
	for text, want := range map[string]uint64{"17": 17, " 0 ": 0} {
		if m, err := ParseMoment(text); err != nil || m.number != want || m.IsTime() {
			t.Errorf("%q: %+v, %v", text, m, err)
		}
	}
	for _, text := range []string{"", "-1", "yesterday", "2026-3-24", "2026-02-30", "24.3.2026", "99999999999999999999", "17th", "12:30"} {
		if m, err := ParseMoment(text); err == nil {
			t.Errorf("%q: %+v", text, m)
		}
	}
}
