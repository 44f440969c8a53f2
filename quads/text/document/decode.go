package document

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode/utf32"
	"golang.org/x/text/unicode/norm"

	utf "golang.org/x/text/encoding/unicode"

	"quipu/quads"
)

// decode returns the text of raw in UTF-8, cleaned. A byte order mark tells the
// encoding; then what a page declares; valid UTF-8 is UTF-8; the rest is taken
// for Windows-1252, which Western texts of other encodings mostly are.
func decode(raw []byte, format, name string) (string, error) {
	from := encodingOf(raw, format)
	if from != nil {
		decoded, err := from.NewDecoder().Bytes(raw)
		if err != nil {
			return "", &quads.InputError{Input: name, What: "cannot be decoded: " + err.Error(), Hint: "save it as UTF-8", Err: err}
		}
		raw = decoded
	}
	if isBinary(raw) {
		return "", &quads.InputError{Input: name, What: "is not text", Hint: "is it the right file?"}
	}
	return clean(string(raw)), nil
}

// encodingOf finds raw's encoding; nil stands for UTF-8.
func encodingOf(raw []byte, format string) encoding.Encoding {
	switch {
	case bytes.HasPrefix(raw, []byte("\xef\xbb\xbf")):
		return nil
	case bytes.HasPrefix(raw, []byte("\xff\xfe\x00\x00")), bytes.HasPrefix(raw, []byte("\x00\x00\xfe\xff")):
		return utf32.UTF32(utf32.LittleEndian, utf32.UseBOM)
	case bytes.HasPrefix(raw, []byte("\xff\xfe")), bytes.HasPrefix(raw, []byte("\xfe\xff")):
		return utf.UTF16(utf.LittleEndian, utf.UseBOM)
	}
	if order, ok := wide(raw); ok {
		return utf.UTF16(order, utf.IgnoreBOM)
	}
	if mostlyUTF8(raw) {
		return nil
	}
	if format == formatHTML {
		if declared, name, _ := charset.DetermineEncoding(raw, ""); name != "utf-8" && name != "replacement" {
			return declared
		}
	}
	return charmap.Windows1252
}

// wide recognises UTF-16 without a byte order mark by its zeros.
func wide(raw []byte) (utf.Endianness, bool) {
	head := raw[:min(len(raw), 4<<10)]
	zeros := [2]int{}
	for i, c := range head {
		if c == 0 {
			zeros[i%2]++
		}
	}
	switch n := len(head) / 2; {
	case n == 0:
	case zeros[1]*2 > n && zeros[0]*20 < n:
		return utf.LittleEndian, true
	case zeros[0]*2 > n && zeros[1]*20 < n:
		return utf.BigEndian, true
	}
	return utf.BigEndian, false
}

// mostlyUTF8 reports whether raw is UTF-8, be it with a few characters damaged.
func mostlyUTF8(raw []byte) bool {
	good, bad := 0, 0
	for i := 0; i < len(raw); {
		if raw[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRune(raw[i:])
		if r == utf8.RuneError && size == 1 {
			bad++
		} else {
			good++
		}
		i += size
	}
	return bad*10 <= good
}

// isBinary reports whether more than one character in 32 of the beginning is a
// control or was no UTF-8. A single NUL is none of a text's business either,
// but pages have them.
func isBinary(raw []byte) bool {
	odd, all := 0, 0
	for head := raw[:min(len(raw), 64<<10)]; len(head) > 0; all++ {
		r, size := utf8.DecodeRune(head)
		if r == utf8.RuneError && size == 1 && len(head) > utf8.UTFMax || r < ' ' && r != '\t' && r != '\n' && r != '\r' && r != '\f' {
			odd++
		}
		head = head[size:]
	}
	return odd*32 > all
}

// clean brings text into the form in which it is kept.
func clean(text string) string {
	if !utf8.ValidString(text) {
		text = strings.ToValidUTF8(text, "\uFFFD")
	}
	var b strings.Builder
	b.Grow(len(text))
	for i, r := range text {
		switch {
		case r == '\n' || r == '\t' || ' ' <= r && r < 0x7f:
			b.WriteByte(byte(r))
		case r == '\r':
			if !strings.HasPrefix(text[i+1:], "\n") {
				b.WriteByte('\n')
			}
		case r == '\f' || r == '\u2029':
			b.WriteString("\n\n")
		case r == '\v' || r == '\u2028' || r == '\u0085':
			b.WriteByte('\n')
		case r < 0xa0 || invisible(r):
		case unicode.Is(unicode.Zs, r):
			b.WriteByte(' ')
		default:
			b.WriteRune(r)
		}
	}
	return norm.NFC.String(b.String())
}

// invisible reports whether r is dropped: what nobody sees, and what turns the
// direction of writing. The joiners of Persian and Indic scripts stay.
func invisible(r rune) bool {
	return r == '\u00ad' || r != '\u200c' && r != '\u200d' && unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Co, r)
}
