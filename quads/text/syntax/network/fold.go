package network

import (
	"strings"
	"unicode/utf8"
)

// maxWord is how many bytes of a word are looked at.
const maxWord = 64

// Fold returns the form by which words are looked up: lower case, typewriter's
// marks.
func Fold(word string) string { return strings.ToLower(plain.Replace(cut(word))) }

// plain writes marks as the training data have them.
var plain = strings.NewReplacer("“", `"`, "”", `"`, "„", `"`, "«", `"`, "»", `"`, "‘", "'", "’", "'", "´", "'", "`", "'",
	"–", "-", "—", "-", "‐", "-", "‑", "-", "…", "...", "''", `"`, "``", `"`, "€", "$", "£", "$", "¥", "$")

// cut shortens a word that is longer than any real one.
func cut(word string) string {
	if len(word) <= maxWord {
		return word
	}
	end := maxWord
	for end > 0 && !utf8.RuneStart(word[end]) {
		end--
	}
	return word[:end]
}
