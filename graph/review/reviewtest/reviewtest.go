// Package reviewtest makes claims as extraction does, from lines that people
// can read, for tests.
package reviewtest

import (
	"fmt"
	"strings"

	"github.com/cayleygraph/quad"

	"quipu/quads"
	"quipu/quads/arrow"
)

// Quads returns the quads of lines such as
//
//	document | Harbour Gazette | Police say the League took the bridge.
//	claim | 0.83 | League → takes → bridge | asserts | Police | the League took the bridge | when 2024
//	offer | 0.71 | Harbour Gazette → prov:wasDerivedFrom → Daily Copy | 71 % of the text
//
// A claim is made in the document before it; "-" is no speaker, and what
// follows the quote are details.
func Quads(names *quads.Names, lines string) ([]quad.Quad, error) {
	m := maker{names: names}
	for line := range strings.Lines(lines) {
		fields := strings.Split(strings.TrimSpace(line), " | ")
		if fields[0] == "" || strings.HasPrefix(fields[0], "#") {
			continue
		}
		var err error
		switch {
		case fields[0] == "document" && len(fields) == 3:
			m.document, m.text = names.IRI(fields[1]), fields[2]
			m.add(m.document, quads.Text, quad.String(m.text))
		case fields[0] == "claim" && len(fields) >= 6:
			err = m.claim(fields[1:])
		case fields[0] == "offer" && len(fields) == 4:
			err = m.offer(fields[1:])
		default:
			err = fmt.Errorf("what is this?")
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", line, err)
		}
	}
	return m.quads, nil
}

type maker struct {
	names    *quads.Names
	document quad.Value
	text     string
	quads    []quad.Quad
}

func (m *maker) add(s, p, o quad.Value) {
	m.quads = append(m.quads, quad.Quad{Subject: s, Predicate: p, Object: o, Label: m.document})
}

// statement reads A → p → B.
func (m *maker) statement(text string) (quad.Quad, error) {
	blocks, err := arrow.Parse(text, arrow.Options{Names: m.names})
	if err != nil {
		return quad.Quad{}, err
	}
	qs, err := arrow.NewBuilder(m.names, nil).Quads(blocks[0])
	if err != nil || len(qs) != 1 {
		return quad.Quad{}, fmt.Errorf("no single statement (%w)", err)
	}
	return qs[0], nil
}

func (m *maker) claim(fields []string) error {
	q, err := m.statement(fields[1])
	if err != nil {
		return err
	}
	c := quads.Claim{
		Subject: q.Subject, Predicate: q.Predicate, Object: q.Object,
		Stance: quads.Stance(fields[2]), Document: m.document, Quote: fields[4],
	}
	if fields[3] != "-" {
		c.Speaker = m.names.IRI(fields[3])
	}
	if c.Start = strings.Index(m.text, c.Quote); c.Start < 0 {
		c.Start = 0 // a quote that does not stand in the text
	}
	c.End = c.Start + len(c.Quote)
	m.quads = append(m.quads, c.Quads(m.names)...)
	node := c.Node(m.names)
	m.add(node, m.names.ConfidencePredicate(), quads.Literal(fields[0], quads.XSDDecimal))
	for _, detail := range fields[5:] {
		p, o, _ := strings.Cut(detail, " ")
		t, err := arrow.ParseTerm(o, m.names)
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case arrow.Name:
			m.add(node, m.names.IRI(p), m.names.IRI(t.Text))
		case arrow.Literal:
			m.add(node, m.names.IRI(p), t.Value)
		}
	}
	label := m.document
	if c.Speaker != nil {
		said, about := m.names.Said(c.Speaker, m.document)
		label = said
		if c.Stance == quads.Asserts {
			m.quads = append(m.quads, about...)
		}
		if _, verb := quads.StanceOf(fields[2]); verb {
			m.add(c.Speaker, m.names.IRI(fields[2]), node)
		}
	}
	if c.Stance == quads.Asserts {
		q.Label = label
		m.quads = append(m.quads, q)
	}
	return nil
}

func (m *maker) offer(fields []string) error {
	q, err := m.statement(fields[1])
	if err != nil {
		return err
	}
	var share float64
	if _, err := fmt.Sscan(fields[0], &share); err != nil {
		return err
	}
	predicate, _ := q.Predicate.(quad.IRI)
	o := quads.Offer{
		Subject: q.Subject, Predicate: predicate, Object: q.Object,
		Reason: fields[2], Confidence: share, Document: m.document,
	}
	m.quads = append(m.quads, o.Quads(m.names)...)
	return nil
}
