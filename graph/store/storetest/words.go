package storetest

import "strings"

// span is a stretch of the predicates.
type span struct{ first, length int }

// The predicates by their kind of object.
var (
	toEntity = span{0, 40}
	toString = span{40, 8}
	toValue  = [len(valueKinds)]span{{48, 4}, {52, 3}, {55, 3}, {58, 2}}
)

var predicates = strings.Fields(`
mentions accuses met-with supports criticises member-of located-in took-part-in
works-for negotiates-with supplies owns condemns leader-of part-of warns denies
claimed funds attacked born-in studied-at married-to parent-of sibling-of
allied-with at-war-with borders signed invested-in subsidiary-of founded sold
bought visited represents succeeded arrested sanctioned recognises
name quotes description headline remark address motive alias
killed wounded arrested-count population amount distance price
date founded-on died-on published at-time`)

var publishers = strings.Fields(`reuters tass guardian the-times le-monde escudo-digital interfax el-pais`)

// words are 256, so that a byte chooses one.
var words = strings.Fields(`
about above accord across action advice affair after agency agreed airport allied
almost along already always among announced another answer appeal april around arrest
article attack august autumn avenue aware before began behind being believe below
beside better between beyond border both bridge broken brought budget building called
campaign capital captain carried cause central century certain chance change charge
chief choice church citizen city claim clear close coast colonel column coming command
common company concern control corner council country court crisis crowd current damage
danger daughter december decided decree defence degree delay demand deputy desert detail
direct district divided doctor document doubt early east economy edition effort eight
election embassy empire enemy energy engine enough entire escape evening event every
evidence exile expert export factory failed family famous father february field fifth
figure final finance fire first five flight foreign forest former forward found four
friday friend front frontier future garden general given government grain great ground
group guard half harbour hard hearing heavy held high history hospital hour house human
hundred idea image import income industry inquiry inside interior island issue january
join journal journey judge july june justice killed king known labour land language
large later launch lawyer leader league leave letter level library little local long
machine major majority march market master matter measure meeting member message metal
military million minister minority mission moment monday money month morning mother
motor mountain movement murder music nation native nature naval nearly neighbour network
never night nobody noise normal north notice novel number object ocean office`)
