package text

import "strings"

// irregularThird are the verbs whose third person no rule gives.
var irregularThird = map[string]string{
	"be": "is", "have": "has", "do": "does", "go": "goes",
	"undergo": "undergoes", "forgo": "forgoes", "outdo": "outdoes", "redo": "redoes",
	"undo": "undoes", "overdo": "overdoes", "veto": "vetoes", "echo": "echoes", "embargo": "embargoes",
	"quiz": "quizzes", "torpedo": "torpedoes",
	// Lemmas that a lemmatizer leaves where the verb is a modal one.
	"can": "can", "could": "could", "may": "may", "might": "might", "must": "must",
	"shall": "shall", "should": "should", "will": "will", "would": "would", "ought": "ought",
}

// thirdPerson returns the third person singular present of a verb's lemma:
// "flee" is "flees", "carry out" is "carries out". Only the first word is
// inflected.
func thirdPerson(lemma string) string {
	verb, rest, _ := strings.Cut(lemma, " ")
	verb = strings.ToLower(verb)
	if rest != "" {
		rest = " " + rest
	}
	if form, ok := irregularThird[verb]; ok {
		return form + rest
	}
	stem, consonantY := strings.CutSuffix(verb, "y")
	consonantY = consonantY && stem != "" && !strings.ContainsRune("aeiou", rune(stem[len(stem)-1]))
	switch {
	case verb == "":
		return strings.TrimSpace(rest)
	case consonantY:
		return stem + "ies" + rest
	case endsInAny(verb, "s", "x", "z", "ch", "sh"):
		return verb + "es" + rest
	}
	return verb + "s" + rest
}

func endsInAny(s string, endings ...string) bool {
	for _, e := range endings {
		if strings.HasSuffix(s, e) {
			return true
		}
	}
	return false
}
