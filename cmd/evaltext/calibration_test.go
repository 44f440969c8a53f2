package main

import (
	"bytes"
	"strings"
	"testing"

	"quipu/quads/text"
)

func TestLabelsAreRead(t *testing.T) {
	labels, err := readLabels("../../testdata/text/claims/labels.tsv")
	if err != nil {
		t.Fatal(err)
	}
	right := 0
	for _, is := range labels {
		if is {
			right++
		}
	}
	if len(labels) < 300 || right < 100 || right == len(labels) {
		t.Errorf("%d labels, %d of them right: want 300 of both kinds", len(labels), right)
	}
}

func TestCalibrationReport(t *testing.T) {
	var samples []sample
	for i := range 10 { // told 0.75, right in 5 of 10
		samples = append(samples, sample{claim: &text.Claim{Confidence: 0.75}, right: i < 5})
	}
	var out bytes.Buffer
	report(&out, "these", samples)
	for _, want := range []string{"10 claims, 50 % right", "0.7 to 0.8        10  0.75  0.50", "Brier score 0.312", "calibration error 0.250"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is not in\n%s", want, out.String())
		}
	}
}

func TestFitTellsRightFromWrong(t *testing.T) {
	// Without features the bias alone answers: the share of what is right.
	var samples []sample
	for i := range 100 {
		samples = append(samples, sample{claim: &text.Claim{}, right: i < 80})
	}
	w := fitWeights(samples)
	if w[0] < 1.3 || w[0] > 1.5 { // log(0.8/0.2) = 1.386
		t.Errorf("the bias is %.3f, want 1.386", w[0])
	}
	for i, v := range w[1:] {
		if v != 0 {
			t.Errorf("weight %d of a feature that tells nothing is %v", i, v)
		}
	}
}
