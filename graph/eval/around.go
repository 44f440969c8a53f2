package eval

import (
	"fmt"
	"strconv"

	"quipu/graph/source"
	"quipu/quads"
)

// around joins each row with the links around its own ends, a link a row:
// rows with the same ends have the same links.
func (w *walk) around(rows []*batch) error {
	known := make(map[string][][]source.Hop)
	for _, b := range rows {
		for i := range b.n {
			ends := idsAt(w.from, b.row(i))
			if len(ends) == 0 {
				continue
			}
			shells, ok := known[fmt.Sprint(ends)]
			if !ok {
				var note string
				var err error
				if shells, note, err = w.run.o.Around(w.run.ctx, w.run.src, ends, w.spec); err != nil {
					return err
				}
				known[fmt.Sprint(ends)] = shells
				w.run.note(note)
			}
			for distance, hops := range shells {
				if err := w.link(b, i, distance+1, hops); err != nil {
					return err
				}
			}
		}
	}
	return w.run.ctx.Err()
}

// link adds a row for each link of one distance.
func (w *walk) link(b *batch, i, distance int, hops []source.Hop) error {
	away := w.run.terms.addTerm(quads.Literal(strconv.Itoa(distance), quads.XSDInteger))
	for _, h := range hops {
		if err := w.run.hold(1); err != nil {
			return err
		}
		if w.out == nil {
			w.out = w.run.newBatch(max(b.width, w.col+1, w.hop+1))
		}
		path := source.Path{h}
		row := w.out.add(b.row(i), both(b.proof(i), w.proof(path)))
		row[w.col] = w.run.terms.addPath(walked{hops: path, spec: w.label})
		row[w.hop] = away
	}
	return nil
}
