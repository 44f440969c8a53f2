package query

import (
	"context"
	"errors"
	"testing"
)

// TestLinkOperatorsHold: what operators on links keep counts against the
// limit, and nothing else ends them.
func TestLinkOperatorsHold(t *testing.T) {
	g := graphOf(t, `
a → knows → b
b → knows → c
c → knows → a
a → since → 2024-03-22
b → since → 2024-03
c → since → 2024-03-23
`)
	for _, text := range []string{
		"timeline a", "between {a} {b}", "central", "components", "communities",
		"central { ?s → knows → ?o }", "components { ?s → knows → ?o }", "communities { ?s → knows → ?o }",
	} {
		for _, c := range []struct {
			held int
			fits bool
		}{{2, false}, {100, true}} {
			rows, err := Run(context.Background(), g, text, Options{MaxHeld: c.held})
			if err == nil {
				for rows.Next() {
				}
				err = errors.Join(rows.Err(), rows.Close())
			}
			var memory *MemoryError
			if c.fits && err != nil || !c.fits && !errors.As(err, &memory) {
				t.Errorf("%s, at most %d held: %v", text, c.held, err)
			}
		}
	}
}
