package document

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// undetermined is the language of what no language can be told of (BCP 47).
const undetermined = "und"

// functionWords are the commonest small words of languages in Latin letters.
// They are most of what tells languages apart in a single sentence: every
// sentence has some, and names, which are alike everywhere, have none.
var functionWords = []struct{ language, words string }{
	{"en", `the of and to in is was that for with on by as at from it his he has have had are were been be this which who
		not but their they an will would said its or after about into than more what where how when there she her him we you
		our your if no so out up over can could i my me am do does did just too never here now other some any all because a an
		may before between against under during while these those them its it's don't i'm`},
	{"es", `el la los las de del que y en un una por con para se su al es lo como más pero sus fue ha han está no sobre
		entre este esta son ser según también hasta desde muy sin`},
	{"fr", `le la les des du de et en un une que qui dans pour par sur au aux est il elle ne pas se ce cette avec son sa
		ses été ont sont plus mais ou leur leurs selon comme après entre été deux nous vous`},
	{"de", `der die das und den von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass
		sie nach wird bei einer um am sind noch wie einen über einem zum zur war oder gegen`},
	{"it", `il la di che e un una in del della dei delle per con non è sono da si al alla gli nel nella le lo i ha anche come
		più dal dalla ma su hanno stato tra questo`},
	{"pt", `o a os as de do da dos das que e em um uma para com não por no na nos nas se foi ao à mais como mas são é seu
		sua pela pelo também segundo entre já ter`},
	{"nl", `de het een en van in is dat op te zijn met voor niet aan er om ook als maar die bij uit door naar wordt heeft
		werd hij zij deze tegen over nog`},
	{"sv", `och att det som en på är av för med den till inte har de ett om var från vid men kan efter`},
	{"da", `og at det som en på er af for med den til ikke har de et om var fra ved men kan efter blev der`},
	{"pl", `w i na z do się nie to jest o że od przez dla po jak za ale oraz są tym był który która`},
	{"cs", `a se v na je že o s z do i to by pro za ve ale jako jeho po od však který podle`},
	{"tr", `ve bir bu için ile da de olarak çok olan daha gibi ise kadar sonra ancak`},
	{"ro", `și de la în a cu pe nu din un o care este pentru mai că au fost sau prin după`},
	{"hu", `a az és hogy nem is egy ez meg van volt de már csak el mint azt`},
	{"fi", `ja on ei että se oli hän mutta ovat kun niin tai joka sen myös ole`},
	{"id", `yang dan di untuk dengan dari pada ini itu tidak dalam akan oleh juga`},
}

// scripts are the writing systems that a language, or a handful, has for its own.
var scripts = []struct {
	table    *unicode.RangeTable
	language string
}{
	{unicode.Cyrillic, "ru"}, {unicode.Arabic, "ar"}, {unicode.Hiragana, "ja"}, {unicode.Katakana, "ja"},
	{unicode.Han, "zh"}, {unicode.Hangul, "ko"}, {unicode.Hebrew, "he"}, {unicode.Greek, "el"},
	{unicode.Devanagari, "hi"}, {unicode.Bengali, "bn"}, {unicode.Thai, "th"}, {unicode.Georgian, "ka"},
	{unicode.Armenian, "hy"}, {unicode.Tamil, "ta"}, {unicode.Ethiopic, "am"},
}

// kin are letters that tell apart languages of one script.
var kin = []struct{ script, letters, language string }{
	{"ru", "іїєґ", "uk"}, {"ru", "ў", "be"}, {"ru", "ђјљњћџ", "sr"}, {"ru", "әғқңөұүһ", "kk"},
	{"ar", "پچژگکی", "fa"}, {"ar", "ٹڈڑےں", "ur"},
}

// A languageTeller counts function words. It is not changed after it was made.
type languageTeller struct {
	of map[string][]uint8 // indices of functionWords
}

func newLanguageTeller() *languageTeller {
	t := &languageTeller{of: map[string][]uint8{}}
	for i, f := range functionWords {
		seen := map[string]bool{}
		for word := range strings.FieldsSeq(f.words) {
			if !seen[word] {
				seen[word] = true
				t.of[word] = append(t.of[word], uint8(i))
			}
		}
	}
	return t
}

// tell returns the language of a text, or "" where it has too few words to tell.
// A guess is content with less, and takes what looks like none for English.
func (t *languageTeller) tell(text string, guess bool) string {
	if len(text) > 4000 {
		text = text[:4000]
	}
	if language := tellScript(text); language != "" {
		return language
	}
	scores := make([]float64, len(functionWords))
	hits, all := 0, 0
	for word := range strings.FieldsSeq(text) {
		all++
		word = strings.TrimFunc(word, func(r rune) bool { return !unicode.IsLetter(r) })
		if len(word) > 12 || word == "" {
			continue
		}
		list := t.of[strings.ToLower(word)]
		if len(list) > 0 {
			hits++
		}
		weight := 1 / float64(len(list))
		if len(word) == 1 { // initials, units, the letters of lists
			weight /= 2
		}
		for _, i := range list {
			scores[i] += weight
		}
	}
	best := 0
	for i, score := range scores {
		if score > scores[best] {
			best = i
		}
	}
	switch {
	case hits >= 2 && scores[best] >= 1 && hits*12 >= all, guess && scores[best] >= 0.3:
		return functionWords[best].language
	case guess && isASCII(text):
		return "en"
	}
	return ""
}

func isASCII(text string) bool {
	for i := 0; i < len(text); i++ {
		if text[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// tellScript tells the language of a text most of whose letters are not Latin.
func tellScript(text string) string {
	counts := make([]int, len(scripts))
	latin := 0
	for _, r := range text {
		switch {
		case r < 0x250:
			if unicode.IsLetter(r) {
				latin++
			}
			continue
		case !unicode.IsLetter(r):
			continue
		}
		for i, s := range scripts {
			if unicode.Is(s.table, r) {
				counts[i]++
				break
			}
		}
	}
	best, kana := 0, 0
	for i, n := range counts {
		if scripts[i].language == "ja" {
			kana += n
		}
		if n > counts[best] {
			best = i
		}
	}
	if counts[best] == 0 || counts[best] < latin {
		return ""
	}
	language := scripts[best].language
	if language == "zh" && kana*10 > counts[best] {
		return "ja"
	}
	for _, k := range kin {
		if k.script == language && strings.ContainsAny(strings.ToLower(text), k.letters) {
			return k.language
		}
	}
	return language
}

// tellLanguages sets the language of every paragraph. One that is too short to
// tell has that of the last paragraph before it that was told, else of the
// next, else the declared one.
func (d *Document) tellLanguages() {
	teller := newLanguageTeller()
	sizes := map[string]int{}
	last := ""
	for i := range d.Paragraphs {
		p := &d.Paragraphs[i]
		p.Language = teller.tell(d.Text[p.Start:p.End], false)
		if p.Language != "" {
			sizes[p.Language] += p.End - p.Start
		}
	}
	main := mostOf(sizes)
	if main == "" && d.Meta.Language == "" {
		main = teller.tell(d.Text, true)
	}
	if d.Meta.Language != "" && sizes[primary(d.Meta.Language)]*2 >= sizes[main] {
		main = primary(d.Meta.Language)
	}
	for i := range d.Paragraphs {
		p := &d.Paragraphs[i]
		if p.Language == "" {
			p.Language = last
		}
		last = p.Language
	}
	for i := len(d.Paragraphs) - 1; i >= 0; i-- {
		p := &d.Paragraphs[i]
		if p.Language == "" {
			p.Language = last
		}
		if p.Language == "" {
			p.Language = main
		}
		if p.Language == "" {
			p.Language = undetermined
		}
		last = p.Language
	}
	if d.Meta.Language == "" {
		d.Meta.Language = main
	}
}

// mostOf returns the language with the most text; of several the first by name.
func mostOf(sizes map[string]int) string {
	best := ""
	for language, size := range sizes {
		if best == "" || size > sizes[best] || size == sizes[best] && language < best {
			best = language
		}
	}
	return best
}

// primary returns the language of a tag such as en-GB.
func primary(tag string) string {
	tag, _, _ = strings.Cut(strings.ToLower(strings.ReplaceAll(tag, "_", "-")), "-")
	return tag
}
