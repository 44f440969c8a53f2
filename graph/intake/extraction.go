package intake

import (
	"encoding/hex"

	"quipu/quads"
	"quipu/quads/text"
	"quipu/quads/text/document"
)

// OriginOf is the origin of a document that was read. Source is the name that
// was given for it, or "".
func OriginOf(d *document.Document, source, extractor string) Origin {
	return Origin{
		URL: d.Meta.URL, Source: source, Text: d.Text,
		SHA256: hex.EncodeToString(d.Original[:]), Extractor: extractor,
	}
}

// Extracted is what was extracted from a document of an origin, with the node
// that Node gave, ready for Add. It may be made by several goroutines at once.
func Extracted(x *text.Extraction, o Origin, name string, names *quads.Names) *Document {
	d := &Document{
		Origin: o, Node: x.Node, Name: name,
		About: x.About(names), Rest: x.TypeQuads(names), Offers: x.Offers,
		Sketch: document.Shingles(x.Document.Text),
		Claims: make([]Claim, len(x.Claims)),
	}
	for i := range x.Claims {
		c := &x.Claims[i]
		d.Claims[i] = Claim{Node: c.Node(names), Quads: c.Quads(names)}
	}
	for _, f := range x.Foreign {
		d.Foreign = append(d.Foreign, Foreign{Language: f.Language, Start: f.Start, End: f.End, Sentences: f.Sentences})
	}
	return d
}
