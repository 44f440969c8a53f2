package quads

import "strings"

// Stance is how a speaker stands to a statement. As a term it is a plain
// string.
type Stance string

// The stances. Only what is asserted becomes an edge: a walk must not go
// along what somebody denied, doubted, feared or merely planned.
const (
	Asserts     Stance = "asserts"
	Denies      Stance = "denies"
	Doubts      Stance = "doubts"
	Warns       Stance = "warns of"
	Plans       Stance = "plans"
	Fears       Stance = "fears"
	Supposes    Stance = "supposes"    // holds for likely: believes, suspects; of text also "it appears", "may", "reportedly"
	Conditional Stance = "conditional" // would, if, unless: of text, no verb says it
	Negated     Stance = "negated"     // said not to be so: of text, no verb says it
)

// Stances returns all stances, in the order in which they are told to people.
func Stances() []Stance {
	return []Stance{Asserts, Denies, Doubts, Warns, Plans, Fears, Supposes, Conditional, Negated}
}

// stanceVerbs is the one table of stance words. Each entry is the verb's
// forms, the first as in "she …"; a preposition or "that" behind it is in
// stanceTails.
var stanceVerbs = map[Stance][]string{
	Asserts: {
		"asserts assert asserted asserting",
		"says say said saying",
		"claims claim claimed claiming",
		"states state stated stating",
		"confirms confirm confirmed confirming",
		"affirms affirm affirmed affirming",
		"reports report reported reporting",
		"announces announce announced announcing",
		"declares declare declared declaring",
		"alleges allege alleged alleging",
		"accuses accuse accused accusing",
		"insists insist insisted insisting",
		"maintains maintain maintained maintaining",
		"reiterates reiterate reiterated reiterating",
		"repeats repeat repeated repeating",
		"admits admit admitted admitting",
		"acknowledges acknowledge acknowledged acknowledging",
		"concludes conclude concluded concluding",
		"tells tell told telling",
		"writes write wrote written writing",
	},
	Denies: {
		"denies deny denied denying",
		"rejects reject rejected rejecting",
		"refutes refute refuted refuting",
		"disputes dispute disputed disputing",
		"contradicts contradict contradicted contradicting",
		"dismisses dismiss dismissed dismissing",
		"disavows disavow disavowed disavowing",
		"disclaims disclaim disclaimed disclaiming",
		"rebuts rebut rebutted rebutting",
	},
	Doubts: {
		"doubts doubt doubted doubting",
		"questions question questioned questioning",
		"disbelieves disbelieve disbelieved disbelieving",
	},
	Warns: {
		"warns warn warned warning",
		"alerts alert alerted alerting",
		"cautions caution cautioned cautioning",
	},
	Plans: {
		"plans plan planned planning",
		"intends intend intended intending",
		"pledges pledge pledged pledging",
		"promises promise promised promising",
		"vows vow vowed vowing",
		"threatens threaten threatened threatening",
	},
	Fears: {
		"fears fear feared fearing",
		"worries worry worried worrying",
	},
	Supposes: {
		"supposes suppose supposed supposing",
		"believes believe believed believing",
		"suspects suspect suspected suspecting",
		"thinks think thought thinking",
		"assumes assume assumed assuming",
	},
}

// stancePhrases are those of more than one word whose meaning no single verb
// tells.
var stancePhrases = map[string]Stance{
	"rules out": Denies, "ruled out": Denies, "rule out": Denies,
	"casts doubt on": Doubts, "cast doubt on": Doubts, "is skeptical of": Doubts, "is sceptical of": Doubts,
	"does not believe": Doubts, "did not believe": Doubts, "do not believe": Doubts,
	"is afraid of": Fears, "was afraid of": Fears,
	"insists on": Asserts, "insisted on": Asserts,
	"is worried about": Fears, "was worried about": Fears,
}

// stanceTails may stand behind a stance verb without changing it.
var stanceTails = []string{" that", " of", " about", " to"}

// stanceAuxiliaries may stand before it.
var stanceAuxiliaries = []string{"has ", "have ", "had ", "again ", "repeatedly ", "also ", "publicly "}

// progressives may stand before its form in -ing.
var progressives = []string{"is ", "are ", "was ", "were ", "has been ", "have been "}

var stanceOfForm = func() map[string]Stance {
	m := map[string]Stance{}
	for stance, verbs := range stanceVerbs {
		for _, forms := range verbs {
			for _, form := range strings.Fields(forms) {
				m[form] = stance
			}
		}
	}
	return m
}()

// StanceOf returns the stance that a verb expresses (says, has claimed,
// denied, warned of, is planning to, …); ok is false for a verb that is no
// stance. A negation is none ("does not deny" is not "asserts"), nor is a
// passive ("was claimed by").
func StanceOf(verb string) (s Stance, ok bool) {
	v := strings.ToLower(verb)
	if s, ok := stancePhrases[v]; ok {
		return s, true
	}
	for _, tail := range stanceTails {
		if cut, ok := strings.CutSuffix(v, tail); ok {
			v = cut
			break
		}
	}
	for _, p := range progressives {
		if cut, ok := strings.CutPrefix(v, p); ok && strings.HasSuffix(cut, "ing") {
			v = cut
			break
		}
	}
	for _, a := range stanceAuxiliaries {
		v = strings.TrimPrefix(v, a)
	}
	s, ok = stanceOfForm[v]
	return s, ok
}
