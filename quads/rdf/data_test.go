package rdf_test

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"

	"quipu/quads"
	"quipu/quads/rdf"
)

// TestData runs testdata/rdf/*.txt. The commands are
//
//	read [triples] [skip-bad] [max-line=N] [raw]
//
// which prints what each quad is written as, and errors with their excerpt.
// With raw the input is a Go string literal, for bytes that a text file
// cannot show.
func TestData(t *testing.T) {
	files, err := filepath.Glob("../../testdata/rdf/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no test files: %v", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			datadriven.RunTest(t, file, func(t *testing.T, d *datadriven.TestData) string {
				if d.Cmd != "read" {
					d.Fatalf(t, "unknown command %q", d.Cmd)
				}
				return readCase(t, d)
			})
		})
	}
}

func readCase(t *testing.T, d *datadriven.TestData) string {
	input := d.Input
	if d.HasArg("raw") {
		var err error
		if input, err = strconv.Unquote(input); err != nil {
			d.Fatalf(t, "%v: %s", err, d.Input)
		}
	}
	var out strings.Builder
	tell := func(err error) {
		var syntax *quads.SyntaxError
		if !errors.As(err, &syntax) {
			d.Fatalf(t, "not a syntax error: %v", err)
		}
		fmt.Fprintln(&out, err)
		if excerpt := syntax.Excerpt(); excerpt != "" {
			fmt.Fprintln(&out, excerpt)
		}
	}
	o := quads.ReadOptions{File: "case.nq"}
	d.MaybeScanArgs(t, "max-line", &o.MaxLine)
	if d.HasArg("skip-bad") {
		o.OnBad = tell
	}
	f := rdf.NQuads
	if d.HasArg("triples") {
		f = rdf.NTriples
	}
	r := f.NewReader(strings.NewReader(input), o)
	for {
		q, err := r.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			tell(err)
			break
		}
		line, err := rdf.AppendQuad(nil, q)
		if err != nil {
			d.Fatalf(t, "what was read cannot be written: %v", err)
		}
		out.Write(line)
	}
	if out.Len() == 0 {
		return "nothing\n"
	}
	return out.String()
}
