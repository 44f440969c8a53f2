package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
)

// voiceTally counts results.
type voiceTally struct {
	labels, speakers, found, right, stances, facts, reported, missing int
}

func (t *voiceTally) add(r voiceResult) {
	t.labels++
	named := r.label.speaker != "-" && r.label.speaker != "?"
	if named {
		t.speakers++
	}
	if r.missing {
		t.missing++
		return
	}
	if r.named {
		t.found++
		if r.right {
			t.right++
		}
	}
	if r.stance {
		t.stances++
	}
	if r.label.speaker != "-" {
		t.reported++
		if r.fact {
			t.facts++
		}
	}
}

func ratio(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

func (t *voiceTally) row(out io.Writer, name string) {
	fmt.Fprintf(out, "%-24s %6d %8d %9.3f %7.3f %7.3f %6d %8d\n", name, t.labels, t.speakers,
		ratio(t.right, t.found), ratio(t.right, t.speakers), ratio(t.stances, t.labels-t.missing), t.facts, t.missing)
}

// writeVoices prints the tables.
func writeVoices(out io.Writer, all []voiceResult) {
	head := func(title string) {
		fmt.Fprintf(out, "%-24s %6s %8s %9s %7s %7s %6s %8s\n", title, "labels", "speakers", "precision", "recall", "stance", "facts", "missing")
	}
	var order []string
	parts := map[string][]voiceResult{}
	for _, r := range all {
		if parts[r.part] == nil {
			order = append(order, r.part)
		}
		parts[r.part] = append(parts[r.part], r)
	}
	head("who says it")
	for _, p := range order {
		var t voiceTally
		for _, r := range parts[p] {
			t.add(r)
		}
		t.row(out, p)
	}
	for _, p := range order {
		if strings.HasPrefix(p, "ewt") {
			continue
		}
		fmt.Fprintln(out)
		head(p)
		kinds := map[string]*voiceTally{}
		var names []string
		for _, r := range parts[p] {
			if kinds[r.label.kind] == nil {
				kinds[r.label.kind] = &voiceTally{}
				names = append(names, r.label.kind)
			}
			kinds[r.label.kind].add(r)
		}
		slices.Sort(names)
		for _, k := range names {
			kinds[k].row(out, "  "+k)
		}
	}
	fmt.Fprintln(out)
	for _, p := range order {
		writeVoiceCurve(out, p, parts[p])
	}
}

// thresholds are the confidences at which the curve is drawn.
var thresholds = []float64{0, .82, .84, .86, .88, .9, .92, .93, .94, .95, .96, .97}

// voicePoint returns precision and recall of the speakers that are at least
// so sure.
func voicePoint(rs []voiceResult, least float64) (precision, recall float64) {
	found, right, speakers := 0, 0, 0
	for _, r := range rs {
		if r.label.speaker != "-" && r.label.speaker != "?" {
			speakers++
		}
		if r.named && r.sure >= least {
			found++
			if r.right {
				right++
			}
		}
	}
	return ratio(right, found), ratio(right, speakers)
}

// writeVoiceCurve prints precision and recall of the speaker over the
// confidence that it must have.
func writeVoiceCurve(out io.Writer, part string, rs []voiceResult) {
	fmt.Fprintf(out, "%s: confidence at least, precision, recall\n", part)
	for _, least := range thresholds {
		p, r := voicePoint(rs, least)
		fmt.Fprintf(out, "  %.2f %9.3f %7.3f\n", least, p, r)
	}
}

// writeVoiceErrors lists what is wrong in one part.
func writeVoiceErrors(out io.Writer, part string, all []voiceResult) {
	for _, r := range all {
		if r.part != part && !strings.HasPrefix(r.part, part+",") {
			continue
		}
		named := r.label.speaker != "-" && r.label.speaker != "?"
		if r.missing || r.named != named || named && !r.right || !r.stance || r.fact && r.label.speaker != "-" {
			said := r.said
			if r.missing {
				said = "no clause " + said
			}
			fmt.Fprintf(out, "%s line %d: %s: %s %s (%s); found %s %.2f\n", r.part, r.label.line, r.label.word, r.label.speaker, r.label.stance, r.label.kind, said, r.sure)
		}
	}
}
