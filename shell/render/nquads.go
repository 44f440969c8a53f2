package render

import (
	"bufio"
	"io"

	"github.com/cayleygraph/quad"

	"quipu/graph"
	"quipu/graph/query"
	"quipu/quads"
	"quipu/quads/rdf"
)

// evidence writes the quads behind the rows as N-Quads, each once, in the
// order of the rows that lean on them.
type evidence struct {
	out  quads.Writer
	seen map[quad.Quad]struct{}
}

func newNQuads(w *bufio.Writer, _ result, o Options) (encoder, error) {
	format, err := quads.FormatByName(graph.Formats(), "nquads")
	if err != nil {
		return nil, err
	}
	var out io.Writer = w
	if o.Width > 0 {
		out = rdf.ForTerminal(w)
	}
	return &evidence{out: format.NewWriter(out, o.Names), seen: make(map[quad.Quad]struct{})}, nil
}

func (e *evidence) row(row query.Row) error {
	for _, ev := range row.Why {
		if err := e.write(ev); err != nil {
			return err
		}
	}
	for _, c := range row.Cells {
		if c.Path == nil {
			continue
		}
		for _, h := range c.Path.Hops {
			if h.Denied || h.Merged {
				continue // it is no quad: Why has what describes the denial, or is merged
			}
			if err := e.write(h.Evidence); err != nil {
				return err
			}
		}
	}
	return nil
}

func (e *evidence) end(bool) error { return e.out.Close() }

// write writes a triple under every label that states it.
func (e *evidence) write(ev query.Evidence) error {
	for _, s := range ev.Sources {
		q := quad.Quad{Subject: ev.S, Predicate: ev.P, Object: ev.O, Label: s.Label}
		if _, ok := e.seen[q]; ok {
			continue
		}
		e.seen[q] = struct{}{}
		if err := e.out.Write(q); err != nil {
			return err
		}
	}
	return nil
}
