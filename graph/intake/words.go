package intake

import (
	"fmt"
	"strings"

	"github.com/cayleygraph/quad"

	"quipu/quads"
)

// languages are the English names of languages that a passage may be told to
// be in.
var languages = map[string]string{
	"am": "Amharic", "ar": "Arabic", "be": "Belarusian", "bg": "Bulgarian", "bn": "Bengali", "cs": "Czech", "da": "Danish",
	"de": "German", "el": "Greek", "en": "English", "es": "Spanish", "fa": "Persian", "fi": "Finnish", "fr": "French",
	"he": "Hebrew", "hi": "Hindi", "hu": "Hungarian", "hy": "Armenian", "id": "Indonesian", "it": "Italian", "ja": "Japanese",
	"ka": "Georgian", "kk": "Kazakh", "ko": "Korean", "nl": "Dutch", "no": "Norwegian", "pl": "Polish", "pt": "Portuguese",
	"ro": "Romanian", "ru": "Russian", "sr": "Serbian", "sv": "Swedish", "ta": "Tamil", "th": "Thai", "tr": "Turkish",
	"uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese", "zh": "Chinese",
}

// undetermined is the language of a passage that nobody can tell it of.
const undetermined = "und"

// Language returns the English name of a language: "Spanish" of "es".
func Language(tag string) string {
	base, _, _ := strings.Cut(strings.ToLower(tag), "-")
	if name, ok := languages[base]; ok {
		return name
	}
	return quads.Printable(tag)
}

// Lines says what is worth telling of a batch, a line each, harmless to a
// terminal: of a document that came as expected, nothing.
func (r *Report) Lines(names *quads.Names) []string {
	var lines []string
	for i := range r.Outcomes {
		o := &r.Outcomes[i]
		told := o.lines(names)
		if o.Changed && r.Commit > 1 {
			told = append(told, fmt.Sprintf("its earlier text is in the history: --at %d", r.Commit-1))
		}
		for _, line := range told {
			lines = append(lines, quads.Printable(o.Document.Name)+": "+line)
		}
	}
	return lines
}

func (o *Outcome) lines(names *quads.Names) []string {
	if o.Again != "" {
		return []string{"the same document as " + quads.Printable(o.Again) + ", left out"}
	}
	if o.Taken {
		return []string{fmt.Sprintf("%s is quite another text in the store, left out: give this one another --source", shown(o.Document.Node, names))}
	}
	var lines []string
	for _, m := range o.Mentions {
		if m.Language == undetermined {
			continue // a list of names, a line of figures
		}
		line := fmt.Sprintf("%s, %s, %s", Language(m.Language), quads.Count(m.Sentences, "sentence"), quads.Count(m.Names, "known name"))
		if o.Claims == 0 {
			line += ", no claims"
		}
		lines = append(lines, line)
	}
	if o.Revised {
		why := "extracted anew"
		if o.Changed {
			why = "a new revision"
		}
		lines = append(lines, fmt.Sprintf("%s: %s gone, %s new", why, quads.Count(o.Gone, "claim"), quads.Grouped(o.New)))
	}
	if o.Accepted > 0 {
		lines = append(lines, quads.Count(o.Accepted, "claim")+" gone from the text, kept as a person accepted them")
	}
	if o.Rejected > 0 {
		lines = append(lines, quads.Count(o.Rejected, "claim")+" left out, as a person rejected or replaced them")
	}
	for _, c := range o.Copies {
		if c.Text == quad.Value(o.Document.Node) {
			lines = append(lines, fmt.Sprintf("%d %% the text of %s", c.Percent(), shown(c.Of, names)))
		} else {
			lines = append(lines, fmt.Sprintf("%d %% of the text of %s stands in it", c.Percent(), shown(c.Text, names)))
		}
	}
	return lines
}

// shown is a document as a person writes it.
func shown(v quad.Value, names *quads.Names) string {
	iri, ok := v.(quad.IRI)
	if !ok {
		return quads.Printable(v.String())
	}
	if name, ok := names.Name(iri); ok {
		return quads.Printable(name)
	}
	return quads.Printable(string(iri))
}
