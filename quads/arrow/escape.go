package arrow

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"quipu/quads"
)

func quoteName(name string) string { return "'" + escape(name, '\'') + "'" }

func quoteText(s string) string { return `"` + escape(s, '"') + `"` }

// escape returns s with the quote, the backslash and all that is not visible
// as escapes; with quote 0, only the latter.
func escape(s string, quote rune) string {
	var b strings.Builder
	for i, r := range s {
		switch {
		case r == utf8.RuneError && !strings.HasPrefix(s[i:], "\uFFFD"):
			b.WriteRune(utf8.RuneError)
		case quote != 0 && (r == quote || r == '\\'):
			b.WriteByte('\\')
			b.WriteRune(r)
		case quads.Visible(r):
			b.WriteRune(r)
		default:
			b.WriteString(escapeRune(r))
		}
	}
	return b.String()
}

func escapeRune(r rune) string {
	if i := strings.IndexRune("\t\b\n\r\f", r); i >= 0 {
		return `\` + "tbnrf"[i:i+1]
	}
	return numericEscape(r)
}

func numericEscape(r rune) string {
	if r > 0xFFFF {
		return fmt.Sprintf(`\U%08X`, r)
	}
	return fmt.Sprintf(`\u%04X`, r)
}

// escapeIRI escapes what would end an IRI or is not visible.
func escapeIRI(s string) string {
	var b strings.Builder
	for i, r := range s {
		switch {
		case r == utf8.RuneError && !strings.HasPrefix(s[i:], "\uFFFD"):
			b.WriteRune(utf8.RuneError)
		case r <= ' ' || strings.ContainsRune("<>\"{}|^`\\", r) || !quads.Visible(r):
			b.WriteString(numericEscape(r))
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// unescape resolves UCHAR and, where short is set, ECHAR of RDF 1.1 N-Quads.
// bad is the place of an escape that is none, or -1.
func unescape(s string, short bool) (text string, bad int) {
	if strings.IndexByte(s, '\\') < 0 {
		return s, -1
	}
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); {
		if s[i] != '\\' {
			b.WriteByte(s[i])
			i++
			continue
		}
		if i+1 == len(s) {
			return "", i
		}
		digits := 0
		switch c := s[i+1]; c {
		case 'u':
			digits = 4
		case 'U':
			digits = 8
		default:
			at := strings.IndexByte(`tbnrf"'\`, c)
			if at < 0 || !short {
				return "", i
			}
			b.WriteByte("\t\b\n\r\f\"'\\"[at])
			i += 2
			continue
		}
		if i+2+digits > len(s) {
			return "", i
		}
		n, err := strconv.ParseUint(s[i+2:i+2+digits], 16, 32)
		if err != nil || n > utf8.MaxRune || !utf8.ValidRune(rune(n)) {
			return "", i
		}
		b.WriteRune(rune(n))
		i += 2 + digits
	}
	return b.String(), -1
}
