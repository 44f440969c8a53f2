package attribution

import (
	"strings"

	"quipu/quads"
)

// A sense is what a word does to the clause that it embeds.
type sense struct {
	stance quads.Stance
	// whose tells whether the stance is that of the word's subject; otherwise
	// it is the document's own account: "failed to", "seems to".
	whose bool
}

// senses reads a table: words and the sense they share.
func senses(whose, own map[quads.Stance]string) map[string]sense {
	m := map[string]sense{}
	for stance, words := range own {
		for _, w := range strings.Fields(words) {
			m[w] = sense{stance, false}
		}
	}
	for stance, words := range whose {
		for _, w := range strings.Fields(words) {
			m[w] = sense{stance, true}
		}
	}
	return m
}

// finiteVerbs embed a whole clause: "said (that) …", "asked whether …".
// Particles follow a low line.
var finiteVerbs = senses(map[quads.Stance]string{
	quads.Asserts: `say claim state confirm affirm report announce declare allege insist maintain reiterate
		repeat admit acknowledge conclude tell write add note stress emphasise emphasize explain argue
		complain recall reply respond answer observe remark point_out show find reveal disclose testify swear
		assure inform notify boast joke concede contend rule determine establish assert attest comment counter
		shout yell cry whisper exclaim tweet post lament mention recount relate retort highlight underline
		underscore verify certify confess describe agree accept continue go_on make_clear hold record
		charge convince persuade remind teach calculate document demonstrate prove cite quote judge decree
		broadcast publish advise explain_away stipulate clarify mutter snap quip recite proclaim profess avow detail`,
	quads.Denies: `deny reject refute dispute contradict dismiss disavow disclaim rebut rule_out`,
	quads.Doubts: `doubt question disbelieve`,
	quads.Warns:  `warn alert caution`,
	quads.Plans:  `promise pledge vow threaten plan intend decide`,
	quads.Fears:  `fear worry dread`,
	quads.Supposes: `believe think suspect assume suppose estimate expect reckon guess imagine speculate suggest
		imply presume predict forecast feel consider anticipate hint indicate infer gather understand hear
		theorise theorize conjecture project`,
	quads.Conditional: `ask wonder demand urge request order hope wish propose recommend inquire enquire debate
		investigate examine`,
}, map[quads.Stance]string{
	quads.Supposes: `seem appear`,
	quads.Asserts:  `turn_out happen emerge transpire mean`,
})

// infinitiveVerbs embed "to …" with their own subject as its subject.
var infinitiveVerbs = senses(map[quads.Stance]string{
	quads.Plans: `plan intend want seek aim hope vow pledge promise threaten agree decide prepare mean wish
		propose offer undertake commit opt choose resolve swear consider expect aspire plot conspire
		look need`,
	quads.Negated:     `refuse decline`,
	quads.Asserts:     `claim profess admit`,
	quads.Supposes:    `believe think suspect consider assume presume estimate`,
	quads.Conditional: `ask order urge tell call request demand advise invite instruct encourage command beg press warn appeal`,
}, map[quads.Stance]string{
	quads.Plans:    `try attempt strive struggle work rush move`,
	quads.Negated:  `fail neglect cease`,
	quads.Supposes: `seem appear tend purport`,
	quads.Asserts: `begin start continue come go get manage help force cause lead make let allow permit enable
		have compel prove happen serve keep dare use deign proceed oblige inspire drive`,
})

// gerundVerbs embed a form in -ing: "denied having …", "accused X of …".
var gerundVerbs = senses(map[quads.Stance]string{
	quads.Asserts: `admit acknowledge confess report describe recall mention remember accuse blame criticise
		criticize condemn denounce charge boast recount praise rebuke chide fault`,
	quads.Denies:      `deny rule_out dispute`,
	quads.Supposes:    `suspect imagine`,
	quads.Plans:       `plan consider propose suggest contemplate discuss intend favour favor envisage`,
	quads.Conditional: `oppose resist forbid ban prohibit reject urge recommend warn fear risk`,
}, map[quads.Stance]string{
	quads.Asserts: `begin start continue keep finish go come stand sit spend end_up catch see hear find leave`,
	quads.Negated: `stop cease avoid refrain prevent escape discontinue bar ban`,
})

// accusing verbs say with "of", "for", "with" what somebody has done.
var accusing = set(`accuse blame charge suspect criticise criticize condemn denounce praise fault convict rebuke chide indict`)

// calling verbs say of their object what it is: "called the report a lie".
var calling = set(`call describe consider deem brand label regard denounce view dub believe think declare find`)

// adjectives embed like verbs: "is likely to …", "is afraid that …".
var adjectives = senses(map[quads.Stance]string{
	quads.Plans:    `ready willing keen eager determined prepared set poised`,
	quads.Negated:  `unwilling reluctant`,
	quads.Supposes: `sure certain confident convinced optimistic`,
	quads.Asserts:  `adamant`,
	quads.Fears:    `afraid worried concerned fearful anxious alarmed`,
	quads.Doubts:   `sceptical skeptical doubtful unconvinced unsure`,
}, map[quads.Stance]string{
	quads.Supposes:    `likely possible probable plausible able free conceivable bound`,
	quads.Doubts:      `unlikely improbable`,
	quads.Negated:     `unable impossible untrue false`,
	quads.Conditional: `unclear uncertain unknown undecided important essential vital necessary hard difficult easy`,
	quads.Plans:       `due about scheduled`,
	quads.Asserts:     `clear true obvious evident aware known glad sorry`,
})

// nouns embed: "the claim that …", "plans to …".
var nouns = senses(map[quads.Stance]string{
	quads.Asserts: `claim statement accusation allegation report assertion announcement declaration insistence
		argument admission confession conclusion finding news word complaint assurance confirmation revelation
		testimony contention charge remark verdict ruling evidence message comment`,
	quads.Denies: `denial rejection`,
	quads.Warns:  `warning alert`,
	quads.Supposes: `belief suspicion suggestion speculation rumour rumor hint possibility sign indication theory
		view opinion idea impression assumption estimate likelihood chance hypothesis notion gossip prediction
		forecast conviction`,
	quads.Fears: `fear worry concern anxiety dread`,
	quads.Plans: `plan promise pledge vow threat intention decision bid effort attempt agreement offer proposal
		commitment ambition plot`,
	quads.Doubts:      `doubt scepticism skepticism`,
	quads.Conditional: `demand call request condition order question hope wish permission opportunity right ability risk danger`,
}, map[quads.Stance]string{
	quads.Asserts: `fact realisation realization knowledge`,
})

// lending verbs make their subject the owner of a noun: "issued a warning that".
var lending = set(`make issue give express voice repeat reiterate offer have publish release level raise share hold
	harbour harbor renew stand utter deliver send`)

// hedges are adverbs that say a thing is not known.
var hedges = set(`reportedly allegedly apparently supposedly purportedly possibly probably perhaps maybe likely
	seemingly presumably ostensibly conceivably evidently`)

// impersonal nouns are no person: "he" cannot mean them.
var impersonal = set(`ministry government office agency report company police army military navy committee
	commission council parliament court party group bank firm university hospital department organisation
	organization union association board statement embassy newspaper paper study survey figures document
	indictment memo media regime administration team service services force forces church city country state
	network airline operator watchdog intelligence command institute authority broadcaster channel website`)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}
