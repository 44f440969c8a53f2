package quads

import (
	"errors"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// The reasons why a string is no name.
var (
	ErrEmptyName = errors.New("a name must have at least one visible character")
	ErrNotUTF8   = errors.New("a name must be valid UTF-8")
)

const (
	zwnj = '\u200C' // zero width non-joiner: spelling in Persian, Hindi, …
	zwj  = '\u200D' // zero width joiner: the same, and emoji
)

// Normal brings a name to normal form (NFC, trimmed, white space runs to one
// space, no invisible format characters but ZWJ and ZWNJ), or says why it is
// no name: ErrEmptyName, ErrNotUTF8. It is idempotent. Control characters
// that are not white space stay; names with them are legal, if ugly, and
// their IRIs have them encoded.
func Normal(s string) (string, error) {
	if isPlainName(s) {
		return s, nil
	}
	if !utf8.ValidString(s) {
		return "", ErrNotUTF8
	}
	// Format characters go before NFC: one of them may stand between a letter
	// and its accent.
	var b strings.Builder
	b.Grow(len(s))
	space, visible := false, false
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			space = b.Len() > 0
			continue
		case invisibleFormat(r):
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(r)
		visible = visible || r != zwj && r != zwnj
	}
	if !visible {
		return "", ErrEmptyName
	}
	return norm.NFC.String(b.String()), nil
}

// isPlainName is the short cut for the common case: printable ASCII with
// single inner spaces is in normal form already.
func isPlainName(s string) bool {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c > '~' || c < ' ':
			return false
		case c == ' ' && (i == 0 || i == len(s)-1 || s[i-1] == ' '):
			return false
		}
	}
	return s != ""
}

// invisibleFormat reports whether r is a format character (category Cf) that
// shows nothing. Not so ZWJ and ZWNJ, which spelling needs, and the marks
// that are written around a number, as the Arabic sign for a year.
func invisibleFormat(r rune) bool {
	return r >= 0xAD && unicode.Is(unicode.Cf, r) && r != zwj && r != zwnj &&
		!unicode.Is(unicode.Prepended_Concatenation_Mark, r)
}

// runeLen is the length in s of its first rune r, as range over a string
// yields it: one byte where the bytes are no UTF-8.
func runeLen(s string, r rune) int {
	if r == utf8.RuneError {
		_, size := utf8.DecodeRuneInString(s)
		return size
	}
	return utf8.RuneLen(r)
}
