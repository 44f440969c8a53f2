package review

import (
	"math/big"
	"slices"
	"strings"
)

// Categories are the decisions that reviewers are compared by.
var Categories = [...]Kind{Accepted, Rejected, Edited}

// An Agreement compares the decisions of two reviewers.
type Agreement struct {
	// Table counts the claims that both decided: its rows are the first
	// reviewer's decisions, its columns the second's, as Categories.
	Table        [len(Categories)][len(Categories)]int
	OnlyA, OnlyB int // claims that one of them decided alone
	Differ       []Difference
}

// A Difference is a claim that two reviewers decided differently.
type Difference struct {
	A, B Row
}

// Agree compares the decisions of two reviewers, claim by claim; of several on
// one claim the newest counts, and what is no decision on a claim (merged
// names, say) does not.
func Agree(a, b []Row) Agreement {
	first, second := newest(a), newest(b)
	var g Agreement
	for node, x := range first {
		y, both := second[node]
		if !both {
			g.OnlyA++
			continue
		}
		g.Table[category(x)][category(y)]++
		if x.Decision != y.Decision {
			g.Differ = append(g.Differ, Difference{x, y})
		}
	}
	for node := range second {
		if _, both := first[node]; !both {
			g.OnlyB++
		}
	}
	slices.SortFunc(g.Differ, func(x, y Difference) int {
		if c := strings.Compare(x.A.Document, y.A.Document); c != 0 {
			return c
		}
		return strings.Compare(x.A.Node, y.A.Node)
	})
	return g
}

func category(r Row) int { return slices.Index(Categories[:], Kind(r.Decision)) }

// newest returns the newest decision on each claim.
func newest(rows []Row) map[string]Row {
	out := map[string]Row{}
	for _, r := range rows {
		if old, ok := out[r.Node]; category(r) >= 0 && (!ok || r.Time >= old.Time) {
			out[r.Node] = r
		}
	}
	return out
}

// Both returns how many claims both decided.
func (g Agreement) Both() int {
	n := 0
	for _, row := range g.Table {
		for _, cell := range row {
			n += cell
		}
	}
	return n
}

// Kappa returns Cohen's kappa (Cohen 1960), exactly: (o-e)/(1-e), where o is
// the share of claims that both decided alike, and e the share that would be
// expected of two who decide independently, each as often so as here. It is
// nil where it is not defined: no claim was decided by both, or all of them in
// one way only, so that e is 1.
func (g Agreement) Kappa() *big.Rat {
	n := int64(g.Both())
	var alike, chance int64 // of n, and of n²
	for i := range g.Table {
		alike += int64(g.Table[i][i])
		var row, column int64
		for j := range g.Table {
			row += int64(g.Table[i][j])
			column += int64(g.Table[j][i])
		}
		chance += row * column
	}
	if n*n == chance {
		return nil
	}
	return big.NewRat(n*alike-chance, n*n-chance)
}

// Alike returns the share of the claims that both decided alike; nil where
// there is none.
func (g Agreement) Alike() *big.Rat {
	n, alike := int64(g.Both()), int64(0)
	if n == 0 {
		return nil
	}
	for i := range g.Table {
		alike += int64(g.Table[i][i])
	}
	return big.NewRat(alike, n)
}
