package text

import "testing"

func TestThirdPerson(t *testing.T) {
	for lemma, want := range map[string]string{
		"flee": "flees", "carry out": "carries out", "go": "goes", "have": "has", "be": "is", "do": "does",
		"pass": "passes", "watch": "watches", "push back": "pushes back", "fix": "fixes", "buzz": "buzzes",
		"deny": "denies", "say": "says", "buy": "buys", "destroy": "destroys", "convey": "conveys",
		"claim": "claims", "veto": "vetoes", "undergo": "undergoes", "co-operate": "co-operates",
		"See": "sees", "re-arm": "re-arms", "y": "ys", "may": "may", "": "",
	} {
		if got := thirdPerson(lemma); got != want {
			t.Errorf("%q is %q, want %q", lemma, got, want)
		}
	}
}
