package match

import "strings"

// What differences of spelling cost. Those between transcriptions of one name
// cost little.
const (
	slight  = 0.3
	vowel   = 0.7
	another = 1.0
)

const (
	maxWord    = 32  // letters of a word that is compared letter by letter
	leastAlike = 0.6 // spelling that is told; what is less is 0
)

// spelling tells how alike two words of small letters and digits are spelled, 1
// for the same: one less the cost of turning one into the other, by letter of
// the longer. It is Levenshtein's distance with weights.
func spelling(a, b string) float64 {
	if a == b {
		return 1
	}
	longer := float64(max(len(a), len(b)))
	most := (1 - leastAlike) * longer // that may be lost
	if longer > maxWord || slight*(longer-float64(min(len(a), len(b)))) > most || digits(a) != digits(b) {
		return 0 // also 1st and 2nd
	}
	var lost [maxWord]float64 // by leaving out a letter of b
	for j := range len(b) {
		lost[j] = missing(b, j)
	}
	var rows [2][maxWord + 1]float64
	last, row := &rows[0], &rows[1]
	for j := range len(b) {
		last[j+1] = last[j] + lost[j]
	}
	for i := range len(a) {
		gone := missing(a, i)
		row[0] = last[0] + gone
		least := row[0]
		costs := &exchanges[a[i]%letterCount]
		for j := range len(b) {
			row[j+1] = min(last[j+1]+gone, row[j]+lost[j], last[j]+costs[b[j]%letterCount])
			least = min(least, row[j+1])
		}
		if least > most {
			return 0
		}
		last, row = row, last
	}
	if last[len(b)] > most {
		return 0
	}
	return 1 - last[len(b)]/longer
}

func digits(word string) string {
	return strings.Map(func(r rune) rune {
		if '0' <= r && r <= '9' {
			return r
		}
		return -1
	}, word)
}

// missing is the cost of a letter of a word that the other has not.
func missing(word string, at int) float64 {
	c := word[at]
	switch {
	case at > 0 && word[at-1] == c, c == 'h', c == 'y', c == 'j':
		return slight
	case c == 'i' && (at == 0 || isVowel(word[at-1]) || at+1 < len(word) && isVowel(word[at+1])):
		return slight
	case isVowel(c) && at+1 < len(word):
		return vowel
	}
	return another // the last vowel makes another word: Niger, Nigeria
}

// letterCount is the size of a table over small letters and digits, in which
// none has the place of another.
const letterCount = 128

// exchanges are the costs of one letter in the place of another.
var exchanges = func() (costs [letterCount][letterCount]float64) {
	for i := range costs {
		for j := range costs[i] {
			if i != j {
				costs[i][j] = another
			}
		}
	}
	// Letters that transcriptions exchange.
	for _, group := range []string{"aeiouyj", "szc", "vwfbu", "kcqx", "gh", "dt", "kg"} {
		for i := range len(group) {
			for j := range len(group) {
				if i != j {
					costs[group[i]][group[j]] = slight
				}
			}
		}
	}
	return costs
}()

func isVowel(c byte) bool {
	switch c {
	case 'a', 'e', 'i', 'o', 'u', 'y':
		return true
	}
	return false
}
