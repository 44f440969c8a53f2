package entity

import "strings"

// The word lists are English, small and in lower case. They say what a common
// noun or a title tells of the name beside it, and no more of the world.

// setOf is the set of the words between bars and line ends.
func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsFuncSeq(words, func(r rune) bool { return r == '|' || r == '\n' }) {
		set[w] = true
	}
	return set
}

// fields is the set of words between white space.
func fields(words string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		set[w] = true
	}
	return set
}

// titles stand before a person's name and are no part of it.
var titles = fields(`president vice-president premier minister chancellor governor mayor senator congressman
	congresswoman representative secretary ambassador envoy commissioner chairman chairwoman chair chief director
	general colonel major captain lieutenant sergeant pm shaikh admiral commander marshal brigadier judge justice attorney
	prosecutor sheriff detective inspector officer agent professor prof prof. doctor dr dr. mr mr. mrs mrs. ms ms. miss sir
	lord lady dame baron count emir sheikh mullah imam ayatollah rabbi rev rev. reverend father bishop archbishop
	cardinal spokesman spokeswoman spokesperson leader analyst expert journalist reporter lawyer activist historian
	economist author editor correspondent founder foreign prime vice deputy acting former interim then-president
	ex-president ceo cfo gen. col. maj. capt. lt. sgt. sen. rep. gov. pres.`)

// leading titles do not stand alone before a name: "Foreign Minister".
var adjectival = fields(`foreign prime vice deputy acting former interim`)

// kept titles belong to the name: Pope Francis, King Charles.
var kept = fields(`king queen prince princess pope saint st. st`)

// common reports whether a word is a common noun of the lists.
func common(word string) bool {
	return groupNouns[word] || organisationWords[word] && word != "kremlin" && word != "pentagon" || personNouns[word] || eventWords[word] || placeWords[word]
}

// female and male are titles, and given names below, that tell he from she.
var female = fields(`mrs mrs. ms ms. miss lady dame queen princess congresswoman chairwoman spokeswoman
	woman girl mother daughter sister wife widow actress`)

var male = fields(`mr mr. sir lord king prince pope baron count emir sheikh mullah imam congressman chairman spokesman
	man boy father son brother husband cardinal bishop archbishop`)

// genitives are nouns that go on with "of" in a name: Bank of England.
var genitives = fields(`authority guild alliance network bank university ministry department republic kingdom state states party council house court office
	institute movement front army union organisation organization commission committee church emirate league federation
	academy school gulf bay strait isle isles islands city province board bureau agency chamber museum centre center
	directorate service college order brotherhood association confederation society house strip dominion district institute`)

// secretaries go on with "of" in a title: Secretary of State.
var secretaries = fields(`secretary minister chief`)
var portfolios = fields(`state defence defense staff justice interior energy treasury commerce health education finance labour labor`)

// organisationWords are nouns that an organisation's name ends in, or begins
// with before "of", or that call it one.
var organisationWords = fields(`organisation organization company corporation corp corp. inc inc. ltd ltd. plc llc gmbh group
	agency service services ministry department bureau committee commission council party bank university institute
	college school union association federation confederation league foundation fund alliance coalition front movement
	army navy force forces brigade battalion militia police court parliament senate congress assembly government
	authority authorities administration directorate office board club team network society academy church press
	times post newspaper news television tv radio airline airlines airways industries systems holdings partners
	brotherhood cartel gang faction wing branch affiliate offshoot caliphate guard guards corps command intelligence
	hospital museum regime junta kremlin pentagon duma knesset bundestag firm startup charity cooperative brigades`)

// groupWords call an organisation that may be meant by "the group" and "they".
var organisationNouns = fields(`group organisation organization company firm agency party militia movement ministry bank
	university institute union alliance network charity foundation corporation faction regime cooperative`)

var placeWords = fields(`city town village province region state district county country island islands river lake sea
	mountain mountains valley desert street avenue road square bridge airport station port harbour harbor hall
	stadium theatre theater hotel park palace castle border peninsula coast gulf bay strait prison camp mall
	market cathedral mosque temple embassy neighbourhood neighborhood suburb capital nation republic kingdom tower forest canal`)

// placeNouns may stand for a place that was named.
var placeNouns = fields(`city town village province region country island capital nation`)

var eventWords = fields(`attack attacks war wars battle massacre bombing shooting summit conference election elections
	referendum olympics games festival cup championship ceremony revolution uprising coup earthquake flood storm
	hurricane crisis explosion blast crash strike raid siege trial talks negotiations invasion offensive operation
	meeting protest protests riot riots funeral withdrawal takeover assault kidnapping murder killing arrest fire
	accident incident ceasefire agreement treaty vote campaign collapse eruption march demonstration`)

// personNouns say of whom they are used that it is one person.
var personNouns = fields(`man woman boy girl person president premier minister chancellor governor mayor senator
	secretary ambassador envoy commissioner chairman chairwoman director general colonel captain commander judge
	prosecutor sheriff officer professor doctor king queen prince princess pope emir sheikh imam bishop spokesman
	spokeswoman spokesperson leader analyst expert journalist reporter lawyer activist historian economist author editor
	correspondent founder politician deputy lawmaker scientist researcher singer actor actress writer driver suspect
	attacker gunman victim witness resident teacher student soldier pilot businessman businesswoman owner
	candidate chief head mother father son daughter wife husband brother sister widow official diplomat aide adviser advisor`)

// groupNouns are of people: plural, or "police".
var groupNouns = fields(`people person police staff crew family public crowd population youth citizen civilian soldier troop
	militant jihadist terrorist fighter rebel insurgent refugee migrant protester demonstrator hostage prisoner
	member official authority`)

// branchNouns say that two organisations are not the same.
var branchNouns = fields(`offshoot branch affiliate wing arm faction subsidiary splinter cell part member unit division
	ally rival successor predecessor opponent enemy partner spin-off chapter section parent competitor owner
	supporter neighbour neighbor`)

// humanVerbs have one person as their subject.
var humanVerbs = fields(`resign marry graduate die smile laugh thank hope retire weep born sing`)

// companyWords end the names of companies, and are no word for one.
var companyWords = fields(`energy works motors oil gas steel mining shipping pharma telecom electric insurance software
	technologies technology foods express air railways rail media studios brothers bros & petroleum chemicals logistics
	pharmaceuticals electronics aerospace robotics entertainment financial ventures resources sons`)

// givenMale and givenFemale are common given names of many countries: they
// tell a person's name from another's, and he from she.
var givenMale = fields(`abdul abdullah abu adam ahmed ahmad alan albert alejandro alex alexander alexei ali amir andrei andrew
	angel anthony antonio anton arthur ben benjamin bill boris brian carlos charles chris christopher daniel david dmitry
	dmitri donald edward emmanuel eric felix fernando francisco frank fyodor gabriel george giorgi hamid hans hassan henry hugo
	hussein ibrahim igor ilya ismail ivan jack jacob james jan jean jeff jens jim joao joe john jorge jose joseph juan karim karl
	kenneth kevin khalid lars leon leonid louis lucas luis luka mahmoud marco marcus mario mark martin mateo matthew michael miguel
	mikhail mohamed mohammad mohammed muhammad mustafa nicolas nikolai olaf oleg omar oscar otto pablo patrick paul pavel pedro peter
	philip pierre rafael raul richard robert roman ryan salman samuel scott sergei sergey simon stefan stephen steven taras
	thomas tim tomas tom viktor vincent vitali vitaly vladimir volodymyr walter william xavier yasser yuri yusuf`)

var givenFemale = fields(`aisha alice amina amira ana anastasia andrea angela anna anne annika barbara beatrice camila carla carmen
	carol catherine charlotte christina clara claire diana elena elizabeth ella emily emma eva fatima fiona gabriela
	giulia hannah helen helena ines ingrid irina isabel jane jennifer jessica julia karen kate katherine khadija
	laura leila lena linda lisa lucia lucy maria mariam marie marina martha mary maya mia natalia nadia nancy nina olga olivia
	patricia paula petra rachel rosa ruth sara sarah silvia sofia sonia sophie susan svetlana tatiana teresa ursula valentina
	vera victoria yasmin yulia zara zoe`)
