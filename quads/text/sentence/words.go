package sentence

// The word lists of English that cutting needs, all in lower case.

// titles stand before a name, so no sentence ends at their full stop.
var titles = set(`mr mrs ms messrs mme mlle dr prof rev hon fr st ste gen lt col capt cpt cmdr adm maj sgt
	cpl pvt brig gov sen rep reps sens pres amb insp supt det atty msgr ft mt vs cf viz eg ie e.g i.e p.s approx ca al`)

// counted stand before a number: "No. 5", "Art. 12", "pp. 3-7".
var counted = set(`no nos art arts fig figs p pp vol vols ch para paras sec ext cap reg`)

// abbreviations may end a sentence or not: what follows tells.
var abbreviations = set(`inc corp ltd co cos bros llc plc etc jr sr esq dept est assn bldg univ inst intl natl govt
	jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thur thurs fri sat sun
	ave blvd rd hwy rte ariz ark calif colo conn del fla ga ill ind kan ky mass mich minn miss mo mont neb nev okla ore pa
	tenn tex la va vt wash wis wyo ala min mins hr hrs lb lbs oz yr yrs ed eds ph esp attn max misc fax tel`)

// weak are abbreviations that are words too: only what follows can tell, and a
// number or a name must.
var weak = set(`no art fig cap mar sat sun wed mon ill ind mass miss wash ed max min del mo pa co reg ga tel hon cos al ca
	sec ch ext la`)

// starters are words with which sentences begin: a capital on one of them is
// no sign of a name.
var starters = set(`the a an this that these those it its he she they we i you his her their our my your there here
	in on at by for from with without within after before during since until although though while when where
	what who why how which if as but and or so yet however meanwhile moreover also then thus still now
	is are was were do does did has have had can could will would should may might not no nor
	some many most several all both each every another one two three four five six
	according despite because amid under over among between instead later earlier asked`)

// pronouns begin sentences even in small letters.
var pronouns = set(`i it he she they we you`)

// prefixes stay with the word behind their hyphen, as in English EWT: "non-Arab"
// is one word where "Russian-Ukrainian" is three.
var prefixes = set(`anti arch bi co counter cross cyber de e eco ex extra hyper inter intra macro mega meta micro mid mini
	multi neo non over para post pre pro proto pseudo psycho quasi re semi sub super supra trans tri ultra un under vice`)

// suffixes stay with the word before their hyphen.
var suffixes = set(`esque wise ish fold`)

// joined are words that are two: where they are cut.
var joined = map[string]int{
	"cannot": 3, "gonna": 3, "wanna": 3, "gotta": 3, "dont": 2, "doesnt": 4, "didnt": 3, "couldnt": 5, "wouldnt": 5,
	"shouldnt": 6, "isnt": 2, "wasnt": 3, "arent": 3, "werent": 4, "havent": 4, "hasnt": 3, "wont": 2, "thats": 4,
	"im": 1, "ive": 1,
}

// clitics are what an apostrophe begins and English EWT cuts off.
var clitics = set(`s m d ll re ve`)

// said are the verbs that go on with a sentence after a question or an
// exclamation in quotation marks.
var said = set(`said says asked asks added adds told tells warned warns wrote writes replied replies shouted shouts
	insisted insists argued argues cried exclaimed joked wondered explained declared`)

// endings are the last parts of names in the net and of files, where a full
// stop ends no sentence.
var endings = set(`com org net edu gov int info biz news tv io eu uk us de fr es it ru ua cn jp nl pl ch at
	html htm pdf doc docx xls xlsx txt csv jpg png gif zip exe`)

func set(words string) map[string]bool {
	all := map[string]bool{}
	for i, start := 0, 0; i <= len(words); i++ {
		if i < len(words) && words[i] > ' ' {
			continue
		}
		if start < i {
			all[words[start:i]] = true
		}
		start = i + 1
	}
	return all
}
