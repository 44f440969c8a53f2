package plugin

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"unicode"
	"unicode/utf8"

	"quipu/quads"
)

// Version is the version of the protocol.
const Version = 1

// Limits of what a program may answer.
const (
	maxLine   = 64 << 10 // bytes of a line
	maxClaims = 100      // of a sentence
	maxName   = 300      // bytes
)

// Document is what a program is told about where a sentence stands.
type Document struct {
	Title    string `json:"title,omitempty"`
	Date     string `json:"date,omitempty"` // EDTF
	URL      string `json:"url,omitempty"`
	Language string `json:"language,omitempty"`
}

// A Request is a sentence with what stands around it.
type Request struct {
	Text          string // offsets of claims count its bytes
	Before, After string // its neighbours in the paragraph, or ""
	Document      Document
}

// A Claim is what a program found in a sentence, checked. Names are in the
// normal form of package quads.
type Claim struct {
	Subject, Relation, Object string
	Speaker                   string // "" is the document itself
	Stance                    quads.Stance
	Start, End                int // bytes of the sentence: the quote
	Confidence                float64
}

// The types of messages.
const (
	typeHello    = "hello"
	typeSentence = "sentence"
	typeClaim    = "claim"
	typeDone     = "done"
)

type helloOut struct {
	Type     string         `json:"type"`
	Protocol int            `json:"protocol"`
	Stances  []quads.Stance `json:"stances"`
}

type sentenceOut struct {
	Type     string   `json:"type"`
	ID       int      `json:"id"`
	Text     string   `json:"text"`
	Before   string   `json:"before,omitempty"`
	After    string   `json:"after,omitempty"`
	Document Document `json:"document"`
}

// message is any line that a program writes; a field that is missing is nil.
type message struct {
	Type       string   `json:"type"`
	Protocol   int      `json:"protocol"`
	Name       string   `json:"name"`
	Version    string   `json:"version"`
	ID         *int     `json:"id"`
	Subject    string   `json:"subject"`
	Relation   string   `json:"relation"`
	Object     string   `json:"object"`
	Speaker    string   `json:"speaker"`
	Stance     string   `json:"stance"`
	Quote      *string  `json:"quote"`
	Start      *int     `json:"start"`
	End        *int     `json:"end"`
	Confidence *float64 `json:"confidence"`
}

// decode reads a line as one JSON object.
func decode(line []byte) (message, error) {
	var m message
	if !utf8.Valid(line) {
		return m, errors.New("a line that is not UTF-8")
	}
	if line = bytes.TrimSpace(line); len(line) == 0 || line[0] != '{' {
		return m, fmt.Errorf("%s, which is no JSON object", shown(string(line)))
	}
	if err := json.Unmarshal(line, &m); err != nil {
		return m, fmt.Errorf("%s: %s", shown(string(line)), quads.Printable(err.Error()))
	}
	return m, nil
}

// shown is a piece of what a program wrote, in quotation marks, to be told.
func shown(s string) string { return `"` + quads.Printable(quads.Cut(s, 60)) + `"` }

// stances are what a claim's stance may be.
var stances = quads.Stances()

// claim checks a claim about a sentence.
func (m message) claim(sentence string) (c Claim, err error) {
	for _, f := range []struct {
		name, value string
		to          *string
		optional    bool
	}{
		{"subject", m.Subject, &c.Subject, false},
		{"relation", m.Relation, &c.Relation, false},
		{"object", m.Object, &c.Object, false},
		{"speaker", m.Speaker, &c.Speaker, true},
	} {
		if f.optional && f.value == "" {
			continue
		}
		if *f.to, err = checkName(f.value); err != nil {
			return c, fmt.Errorf("the %s %s %w", f.name, shown(f.value), err)
		}
	}
	if c.Stance, err = checkStance(m.Stance); err != nil {
		return c, err
	}
	if m.Confidence == nil || math.IsNaN(*m.Confidence) || *m.Confidence < 0 || *m.Confidence > 1 {
		return c, errors.New("the confidence is no number from 0 to 1")
	}
	c.Confidence = *m.Confidence
	if m.Start == nil || m.End == nil || m.Quote == nil {
		return c, errors.New("start, end or quote is missing")
	}
	c.Start, c.End = *m.Start, *m.End
	if c.Start < 0 || c.End <= c.Start || c.End > len(sentence) {
		return c, fmt.Errorf("the quote from %d to %d is not within the %d bytes of the sentence", c.Start, c.End, len(sentence))
	}
	if stands := sentence[c.Start:c.End]; stands != *m.Quote || !utf8.ValidString(stands) {
		return c, fmt.Errorf("the quote %s is not what stands from byte %d to %d: %s", shown(*m.Quote), c.Start, c.End, shown(stands))
	}
	return c, nil
}

func checkName(name string) (string, error) {
	if len(name) > maxName {
		return "", fmt.Errorf("has more than %d bytes", maxName)
	}
	for _, r := range name {
		if unicode.IsControl(r) {
			return "", errors.New("has a control character")
		}
	}
	normal, err := quads.Normal(name)
	if err != nil {
		return "", fmt.Errorf("is no name: %w", err)
	}
	return normal, nil
}

// checkStance takes no stance for an assertion.
func checkStance(s string) (quads.Stance, error) {
	if s == "" {
		return quads.Asserts, nil
	}
	for _, known := range stances {
		if quads.Stance(s) == known {
			return known, nil
		}
	}
	return "", fmt.Errorf("the stance %s is none of %q", shown(s), stances)
}
