package main

import "testing"

// TestAttributionFloor: on the texts that the rules were never tuned on, at
// least 60 % of the speakers are found at a precision of 95 %, and what others
// say does not become fact.
func TestAttributionFloor(t *testing.T) {
	parse, err := defaultParser()
	if err != nil {
		t.Fatal(err)
	}
	cases, err := readVoices("../../testdata/text/attribution/heldout.txt")
	if err != nil {
		t.Fatal(err)
	}
	var all []voiceResult
	var tally voiceTally
	for _, c := range cases {
		for _, r := range parseVoices(parse, c.lines).score("heldout", c) {
			all = append(all, r)
			tally.add(r)
		}
	}
	best := 0.0
	for _, least := range thresholds {
		if p, r := voicePoint(all, least); r >= .6 {
			best = max(best, p)
		}
	}
	if tally.speakers < 120 || best < .95 {
		t.Errorf("%d speakers; precision %.3f at a recall of .6 or more, below .95", tally.speakers, best)
	}
	if share := ratio(tally.facts, tally.reported); share > .05 {
		t.Errorf("%d of %d reported clauses would be facts of the document", tally.facts, tally.reported)
	}
}
