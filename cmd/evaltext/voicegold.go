package main

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"quipu/quads"
)

// A voiceLabel is what a person says of one clause.
type voiceLabel struct {
	word    string // head word, with #2 for the second in the text; in EWT a number
	speaker string // head word of the speaker, - for the document, ? for nobody
	stance  quads.Stance
	kind    string
	line    int
}

// A voiceCase is a text, or a sentence of EWT, and its labels.
type voiceCase struct {
	name   string // file:line
	lines  []string
	labels []voiceLabel
}

// readVoices reads a file of labelled texts; its form stands at the top of
// testdata/text/attribution/heldout.txt.
func readVoices(name string) ([]voiceCase, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var cases []voiceCase
	var c voiceCase
	labels := false
	s := bufio.NewScanner(f)
	n := 0
	flush := func() {
		if len(c.labels) > 0 {
			cases = append(cases, c)
		}
		c, labels = voiceCase{}, false
	}
	for s.Scan() {
		n++
		line := s.Text()
		switch {
		case line == "":
			flush()
		case strings.HasPrefix(line, "#") && !labels:
		case line == "----":
			labels = true
		case labels:
			p := strings.Split(line, " | ")
			if len(p) != 4 {
				return nil, fmt.Errorf("%s:%d: %q has %d parts; expected: word | speaker | stance | construction", name, n, quads.Printable(line), len(p))
			}
			c.labels = append(c.labels, voiceLabel{p[0], p[1], quads.Stance(p[2]), p[3], n})
		default:
			if c.lines == nil {
				c.name = fmt.Sprintf("%s:%d", filepath.Base(name), n)
			}
			c.lines = append(c.lines, line)
		}
	}
	flush()
	return cases, s.Err()
}
