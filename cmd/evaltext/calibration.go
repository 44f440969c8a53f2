package main

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"strings"

	"quipu/quads"
	"quipu/quads/text/texttest"
)

// calibration prints how well the confidence of claims agrees with labels made
// by hand: whether a person who knows the sentence would keep the claim as it
// stands. Half of the labels were used to fit the weights, half only measure.
func evalCalibration(ctx context.Context, args []string, out io.Writer) error {
	flags := newFlags("calibration")
	data := flags.String("data", dataFolder(), "the `FOLDER` with ud-ewt")
	tests := flags.String("texts", "testdata/text", "the `FOLDER` with articles and claims")
	list := flags.Bool("list", false, "print the claims that have no label, to be labelled")
	fit := flags.Bool("fit", false, "fit the weights and print quads/text/weights.go")
	if err := flags.Parse(args); err != nil {
		return err
	}
	names, err := quads.NewNames("")
	if err != nil {
		return err
	}
	labels, err := readLabels(*tests + "/claims/labels.tsv")
	if err != nil {
		return err
	}
	samples, err := readSamples(ctx, names, *data, *tests)
	if err != nil {
		return err
	}
	var fitted, measured []sample
	gone := len(labels)
	for _, s := range samples {
		right, ok := labels[s.key+"\t"+s.hash]
		if !ok {
			if *list {
				fmt.Fprintf(out, "%s\t%s\t%.2f\t%s\t%s\n", s.key, s.hash, s.claim.Confidence, s.shown, s.sentence)
			}
			continue
		}
		gone--
		s.right = right
		if s.isFit() {
			fitted = append(fitted, s)
		} else {
			measured = append(measured, s)
		}
	}
	switch {
	case *list:
		return nil
	case *fit:
		return printWeights(out, fitWeights(fitted))
	}
	fmt.Fprintf(out, "%d labels, of which %d are of claims that the parser of today does not make\n", len(labels), gone)
	report(out, "fitted", fitted)
	report(out, "measured", measured)
	return nil
}

// readLabels reads lines of key, hash and label (1: right, 0: wrong).
func readLabels(path string) (map[string]bool, error) {
	in, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	labels := map[string]bool{}
	lines := bufio.NewScanner(in)
	for n := 1; lines.Scan(); n++ {
		line := lines.Text()
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 3 || f[2] != "0" && f[2] != "1" {
			return nil, fmt.Errorf("%s:%d: want key, hash and 0 or 1", path, n)
		}
		labels[f[0]+"\t"+f[1]] = f[2] == "1"
	}
	return labels, lines.Err()
}

// claimHash names a claim by what it says.
func claimHash(shown string) string {
	sum := sha256.Sum256([]byte(shown))
	return hex.EncodeToString(sum[:6])
}

// isFit puts a claim into one half or the other, whatever order they come in.
func (s *sample) isFit() bool { return s.hash[0] < '8' }

// report prints reliability in ten bins, the Brier score, and the expected
// calibration error: the mean distance between confidence and share of right
// ones, weighted by the bins' sizes.
func report(out io.Writer, name string, samples []sample) {
	const bins = 10
	var n, right, sum [bins]float64
	brier, all := 0.0, 0.0
	for _, s := range samples {
		p := s.claim.Confidence
		b := min(int(p*bins), bins-1)
		n[b]++
		sum[b] += p
		is := 0.0
		if s.right {
			is = 1
		}
		right[b] += is
		all += is
		brier += (p - is) * (p - is)
	}
	total := float64(len(samples))
	if total == 0 {
		fmt.Fprintf(out, "%s: no labelled claims\n", name)
		return
	}
	ece := 0.0
	fmt.Fprintf(out, "\n%s: %d claims, %.0f %% right\n  confidence    claims  mean  right\n", name, len(samples), 100*all/total)
	for b := range bins {
		if n[b] == 0 {
			continue
		}
		fmt.Fprintf(out, "  %.1f to %.1f  %8.0f  %.2f  %.2f\n", float64(b)/bins, float64(b+1)/bins, n[b], sum[b]/n[b], right[b]/n[b])
		ece += abs(sum[b]-right[b]) / total
	}
	base := all / total
	fmt.Fprintf(out, "  Brier score %.3f (%.3f if all were told %.2f), expected calibration error %.3f\n", brier/total, base*(1-base), base, ece)
}

func abs(x float64) float64 { return max(x, -x) }

// shownClaim is a claim as labels know it.
var shownClaim = texttest.String
