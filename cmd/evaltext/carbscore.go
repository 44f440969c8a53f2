package main

import (
	"slices"
	"strings"
)

// A tuple is one statement of open information extraction: a relation and its
// arguments, the first of which is the subject.
type tuple struct {
	relation   string
	args       []string
	confidence float64
	kind       string // the rule that made it
}

// A point of the curve: what comes out if tuples below a confidence are left
// out.
type point struct {
	confidence, precision, recall float64
}

func (p point) f1() float64 {
	if p.precision+p.recall == 0 {
		return 0
	}
	return 2 * p.precision * p.recall / (p.precision + p.recall)
}

// curve scores extractions against gold as CaRB does (Bhardwaj, Aggarwal and
// Mausam, EMNLP 2019): for precision gold and extracted tuples are matched one
// to one, greedily, the best pair first; for recall each gold tuple takes the
// extraction that covers it best. The points ascend in confidence.
func curve(gold, found [][]tuple) []point {
	var confidences []float64
	for _, tuples := range found {
		for _, t := range tuples {
			confidences = append(confidences, t.confidence)
		}
	}
	slices.Sort(confidences)
	confidences = slices.Compact(confidences)
	n := len(confidences)
	right, extracted, covered := make([]float64, n), make([]float64, n), make([]float64, n)
	total := 0.0
	for s := range gold {
		total += float64(len(gold[s]))
		scores := matchAll(gold[s], found[s])
		from := 0
		for _, c := range ownConfidences(found[s]) {
			to, _ := slices.BinarySearch(confidences, c)
			p, r, k := scoreAbove(scores, found[s], c)
			for i := from; i <= to; i++ {
				right[i] += p
				covered[i] += r
				extracted[i] += float64(k)
			}
			from = to + 1
		}
	}
	points := make([]point, n)
	for i := range points {
		points[i] = point{confidences[i], right[i] / extracted[i], covered[i] / total}
	}
	return points
}

func ownConfidences(tuples []tuple) []float64 {
	var own []float64
	for _, t := range tuples {
		own = append(own, t.confidence)
	}
	slices.Sort(own)
	return slices.Compact(own)
}

// A score is how much of an extraction is right, and how much of a gold tuple
// it covers, both by words.
type score struct{ precision, recall float64 }

func matchAll(gold, found []tuple) [][]score {
	scores := make([][]score, len(gold))
	for i := range gold {
		scores[i] = make([]score, len(found))
		for j := range found {
			scores[i][j] = match(&gold[i], &found[j])
		}
	}
	return scores
}

// scoreAbove sums precision and recall over the tuples of a sentence with at
// least a confidence, and counts those.
func scoreAbove(scores [][]score, found []tuple, least float64) (precision, recall float64, count int) {
	usedGold, used := make([]bool, len(scores)), make([]bool, len(found))
	for j := range found {
		used[j] = found[j].confidence < least
		if !used[j] {
			count++
		}
	}
	for i := range scores {
		best := 0.0
		for j := range found {
			if !used[j] {
				best = max(best, scores[i][j].recall)
			}
		}
		recall += best
	}
	for range min(len(scores), count) {
		best, row, column := -1.0, 0, 0
		for i := range scores {
			for j := range found {
				if !usedGold[i] && !used[j] && scores[i][j].precision > best {
					best, row, column = scores[i][j].precision, i, j
				}
			}
		}
		usedGold[row], used[column] = true, true
		precision += best
	}
	return precision, recall, count
}

// saying are relations whose two arguments CaRB takes in either order.
var saying = []string{"said", "told", "added", "adds", "says"}

// match scores an extraction against a gold tuple: word by word, relation with
// relation, subject with subject, and all other arguments with all others.
func match(gold, found *tuple) score {
	s := matchParts(gold, found.relation, first(found.args), rest(found.args))
	for _, w := range saying {
		if strings.Contains(gold.relation, w) {
			r := matchParts(gold, found.relation, rest(found.args), first(found.args))
			if r.precision > s.precision || r.precision == s.precision && r.recall > s.recall {
				return r
			}
			break
		}
	}
	return s
}

func first(args []string) string {
	if len(args) == 0 {
		return ""
	}
	return args[0]
}

func rest(args []string) string {
	if len(args) < 2 {
		return ""
	}
	return strings.Join(args[1:], " ")
}

func matchParts(gold *tuple, relation, subject, others string) score {
	g, w := strings.Fields(gold.relation), strings.Fields(relation)
	same := common(g, w)
	if slices.Contains(w, "be") && !slices.Contains(g, "be") && slices.ContainsFunc(g, isFormOfBe) {
		same++
	}
	if same == 0 {
		return score{}
	}
	inGold, inFound := len(g), len(w)
	for _, pair := range [][2]string{{first(gold.args), subject}, {rest(gold.args), others}} {
		g, w := strings.Fields(pair[0]), strings.Fields(pair[1])
		same += common(g, w)
		inGold += len(g)
		inFound += len(w)
	}
	return score{float64(same) / float64(inFound), float64(same) / float64(inGold)}
}

func isFormOfBe(w string) bool {
	switch w {
	case "is", "am", "are", "was", "were", "been", "being":
		return true
	}
	return false
}

// common counts the words that two lists share, each as often as both have it.
func common(a, b []string) int {
	left := map[string]int{}
	for _, w := range b {
		left[w]++
	}
	n := 0
	for _, w := range a {
		if left[w] > 0 {
			left[w]--
			n++
		}
	}
	return n
}

// best is the point with the highest F1.
func best(points []point) point {
	var b point
	for _, p := range points {
		if p.f1() > b.f1() {
			b = p
		}
	}
	return b
}

// at is the point of the tuples with at least a confidence.
func at(points []point, confidence float64) point {
	for _, p := range points {
		if p.confidence >= confidence {
			return p
		}
	}
	return point{}
}

// area is the area under the curve of precision over recall, from precision 1
// at recall 0, by trapezoids.
func area(points []point) float64 {
	sum := 0.0
	for i, p := range points {
		next := point{precision: 1}
		if i+1 < len(points) {
			next = points[i+1]
		}
		sum += (p.recall - next.recall) * (p.precision + next.precision) / 2
	}
	return sum
}
