package bulk

import "bytes"

// A formTournament finds the lowest of the forms at the head of several
// sources; of equal ones that of the first source. It is a tree of losers: the
// leaves are the sources, and each inner node knows who lost there, so that
// when the winner's head changes only its way to the root is played again.
//
//	        tree[0] = winner
//	           tree[1]
//	      tree[2]   tree[3]
//	heads[0] [1]     [2] [3]
type formTournament struct {
	heads [][]byte // nil: the source has ended
	tree  []int
}

func newFormTournament(heads [][]byte) *formTournament {
	t := &formTournament{heads, make([]int, len(heads))}
	plant(t.tree, t.before)
	return t
}

// plant plays all games of a tree.
func plant(tree []int, before func(a, b int) bool) {
	for i := range tree {
		tree[i] = -1 // nobody has come here yet
	}
	for source := range tree {
		player := source
		node := (source + len(tree)) / 2
		for ; node > 0 && tree[node] >= 0; node /= 2 {
			if before(tree[node], player) {
				tree[node], player = player, tree[node]
			}
		}
		tree[node] = player
	}
}

func (t *formTournament) before(a, b int) bool {
	if t.heads[a] == nil || t.heads[b] == nil {
		return t.heads[a] != nil || t.heads[b] == nil && a < b
	}
	c := bytes.Compare(t.heads[a], t.heads[b])
	return c < 0 || c == 0 && a < b
}

// winner is the source whose head is lowest. All have ended if its head is
// nil.
func (t *formTournament) winner() int { return t.tree[0] }

// replay takes in that the winner's head has changed.
func (t *formTournament) replay() {
	player := t.tree[0]
	for node := (player + len(t.tree)) / 2; node > 0; node /= 2 {
		if t.before(t.tree[node], player) {
			t.tree[node], player = player, t.tree[node]
		}
	}
	t.tree[0] = player
}

// A rowTournament is the same for rows.
type rowTournament struct {
	heads []row
	tree  []int
}

// ended is the head of a source that has ended. No row is as high: no term has
// the highest id.
var ended = row{Hi: ^uint64(0), Lo: ^uint64(0)}

func newRowTournament(heads []row) *rowTournament {
	t := &rowTournament{heads, make([]int, len(heads))}
	plant(t.tree, t.before)
	return t
}

func (t *rowTournament) before(a, b int) bool {
	x, y := &t.heads[a], &t.heads[b]
	if x.Hi != y.Hi {
		return x.Hi < y.Hi
	}
	return x.Lo < y.Lo || x.Lo == y.Lo && a < b
}

func (t *rowTournament) winner() int { return t.tree[0] }

func (t *rowTournament) replay() {
	player := t.tree[0]
	for node := (player + len(t.tree)) / 2; node > 0; node /= 2 {
		if t.before(t.tree[node], player) {
			t.tree[node], player = player, t.tree[node]
		}
	}
	t.tree[0] = player
}
