package store

import (
	"fmt"

	"quipu/graph/store/container"
)

// historyLimit is how many bytes the history keeps of the rows of a commit: a
// record's payload less what else it says.
const historyLimit = container.MaxPayload - 1<<20

// freshRows gathers the rows that a load adds to a graph that is not empty, in
// the form in which a record has them: a third of their size in memory.
type freshRows struct {
	limit int
	bytes []byte
	last  row
	n     int64
}

// add takes the next rows, ascending.
func (f *freshRows) add(rows []row) error {
	for _, r := range rows {
		f.bytes, f.last = appendRow(f.bytes, f.last, r), r
	}
	if f.n += int64(len(rows)); len(f.bytes) > f.limit {
		return fmt.Errorf("more than %d quads are new, which is more than the history can keep of one load "+
			"into a store that has others; nothing was changed (load the files one by one, or all into a new store)", f.n)
	}
	return nil
}
