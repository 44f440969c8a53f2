package clause

import "strings"

// A set of words, lower case.
type set map[string]bool

func setOf(words string) set {
	s := set{}
	for _, w := range strings.Fields(words) {
		s[w] = true
	}
	return s
}

// What verbs do to the clause they govern. Lemmas.
var (
	// seeming verbs say how something looks, not that it is.
	seeming = setOf("seem appear look sound")
	// supposing verbs do the same in an agentless passive: "is believed to".
	supposing = setOf("believe think say report allege suppose assume presume suspect rumour rumor " +
		"claim understand consider estimate deem feel reckon fear speculate")
	// achieving verbs with an infinitive say that it happened.
	achieving = setOf("begin start continue manage help cause force come get go prove happen turn " +
		"proceed cease lead compel make let have keep remain serve tend use bother resume dare deign " +
		"know find see show")
	// failing verbs say that it did not.
	failing = setOf("fail refuse decline neglect forget omit avoid stop prevent forbid bar ban escape " +
		"block deter dissuade discourage hinder prohibit")
	// imagining verbs with a gerund do not say that it happened.
	imagining = setOf("consider suggest propose recommend contemplate discuss imagine favour favor risk " +
		"oppose intend plan threaten fear")
	// promising verbs keep their subject: "promised them to leave".
	promising = setOf("promise threaten vow pledge swear offer")
	// steering verbs make their object do something: "allowed them to recruit".
	steering = setOf("allow enable permit force help order urge ask tell encourage persuade cause get compel " +
		"lead invite require press prompt oblige instruct command train pay hire authorise authorize")
	// blaming verbs tell what their object did: "accused Kiev of facilitating".
	blaming = setOf("accuse suspect blame charge convict acquit condemn criticise criticize thank praise " +
		"punish prevent stop keep deter dissuade discourage fault denounce sue arrest hold sentence fine " +
		"excuse forgive warn bar ban block prohibit catch find")
	// speaking verbs as participles have the speaker for their subject.
	speaking = setOf("accuse say claim deny warn add call blame urge argue insist assert allege vow cite " +
		"tell state note describe declare demand announce point stress criticise criticize denounce " +
		"condemn threaten promise pledge suggest describe ask admit acknowledge affirm maintain")
	// intransitive verbs share no object with the verb they are joined to.
	intransitive = setOf("come go sit stand rise fall arrive die live sleep stay wait run walk travel " +
		"return flee happen occur appear emerge be become look work")
)

// Words within a clause.
var (
	hedging = setOf("reportedly allegedly possibly perhaps maybe probably likely apparently supposedly " +
		"presumably seemingly purportedly potentially conceivably ostensibly arguably")
	negating  = setOf("not n't never neither nor hardly nowhere scarcely barely n’t")
	nobody    = setOf("nobody none nothing neither")
	limiting  = setOf("only just merely simply solely necessarily least") // "not only": no negation
	ifMarkers = setOf("if unless provided lest supposing")
	likely    = setOf("likely possible probable conceivable plausible unclear uncertain doubtful thinkable unlikely " +
		"impossible improbable")
	unlikely = setOf("unlikely impossible improbable unable unwilling reluctant")
	tough    = setOf("hard difficult easy impossible tough simple")
	ordinals = setOf("first second third last next only")
)

// complexNouns make a preposition with those around them: "in connection with".
var complexNouns = setOf("connection accordance response addition front favour favor behalf exchange return " +
	"retaliation opposition relation regard respect reference support need search charge line terms light honour honor contrast part")

// Time and place.
var (
	times = setOf("january february march april may june july august september october november december " +
		"jan feb mar apr jun jul aug sep sept oct nov dec " +
		"monday tuesday wednesday thursday friday saturday sunday " +
		"day week weekend month year decade century hour minute second moment time night morning afternoon " +
		"evening noon midnight dawn dusk today yesterday tomorrow tonight spring summer autumn fall winter " +
		"season era period date past quarter beginning end start ramadan christmas easter eve anniversary " +
		"age occasion days weeks months years decades centuries hours minutes moments times nights mornings " +
		"1990s 1980s 1970s 1960s 2000s 2010s 2020s")
	timeAdverbs = setOf("today yesterday tomorrow tonight now recently currently previously formerly earlier " +
		"later soon already once twice often always then afterwards afterward before ago since meanwhile " +
		"eventually finally initially originally annually daily weekly monthly early late still again")
	placeAdverbs = setOf("here there abroad nearby elsewhere everywhere overseas home inside outside upstairs downtown worldwide")
	placeCases   = setOf("in at near outside inside throughout across within around above below beneath beyond behind along alongside")
	timeCases    = setOf("in on at during since after before until till by from within over throughout between for about around")
	placeNouns   = setOf("city town village capital country state province region district area hall embassy border " +
		"building house home street road square market station airport port harbour harbor hospital school " +
		"university prison camp base church mosque temple theatre theater stadium museum hotel office " +
		"headquarters factory plant bridge river lake sea ocean island mountain valley desert forest coast " +
		"suburb suburbs outskirts neighbourhood neighborhood centre center north south east west continent " +
		"world territory zone place site location part parts room court courtroom parliament field park " +
		"canton county municipality peninsula")
)

// year reports whether a word is a year's number.
func year(s string) bool {
	if len(s) != 4 || s[0] < '1' || s[0] > '2' {
		return false
	}
	for i := 1; i < 4; i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}
