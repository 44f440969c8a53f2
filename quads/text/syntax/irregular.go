package syntax

// irregular are the verbs of English whose past forms follow no rule: lemma,
// past tense and, where it differs, past participle. A stroke parts spellings.
const irregular = `
arise arose arisen; awake awoke awoken; bear bore borne|born; beat beat beaten; become became become;
befall befell befallen; begin began begun; bend bent; bet bet; bid bid|bade bid|bidden; bind bound;
bite bit bitten; bleed bled; blow blew blown; break broke broken; breed bred; bring brought;
broadcast broadcast|broadcasted; build built; burn burnt|burned; burst burst; buy bought; cast cast; catch caught;
choose chose chosen; cling clung; come came come; cost cost; creep crept; cut cut; deal dealt; dig dug;
do did done; draw drew drawn; dream dreamt|dreamed; drink drank drunk; drive drove driven; dwell dwelt|dwelled;
eat ate eaten; fall fell fallen; feed fed; feel felt; fight fought; find found; flee fled; fling flung;
fly flew flown; forbid forbade|forbad forbidden; forecast forecast|forecasted; foresee foresaw foreseen; forget forgot forgotten;
forgive forgave forgiven; forgo forwent forgone; forsake forsook forsaken; freeze froze frozen;
get got got|gotten; give gave given; go went gone; grind ground; grow grew grown; hang hung|hanged;
have had; hear heard; hide hid hidden; hit hit; hold held; hurt hurt; keep kept; kneel knelt|kneeled;
know knew known; lay laid; lead led; lean leant|leaned; leap leapt|leaped; learn learnt|learned; leave left;
lend lent; let let; lie lay lain; light lit|lighted; lose lost; make made; mean meant; meet met;
mislead misled; mistake mistook mistaken; misunderstand misunderstood; mow mowed mown|mowed;
overcome overcame overcome; overhear overheard; override overrode overridden; oversee oversaw overseen;
overtake overtook overtaken; overthrow overthrew overthrown; partake partook partaken; pay paid; plead pled|pleaded;
prove proved proven|proved; put put; quit quit; read read; rebuild rebuilt; redo redid redone; repay repaid;
resell resold; retake retook retaken; rethink rethought; rewrite rewrote rewritten; rid rid; ride rode ridden;
ring rang rung; rise rose risen; run ran run; say said; see saw seen; seek sought; sell sold; send sent;
set set; sew sewed sewn|sewed; shake shook shaken; shed shed; shine shone; shoot shot; show showed shown;
shrink shrank shrunk; shut shut; sing sang sung; sink sank sunk; sit sat; slay slew slain; sleep slept;
slide slid; sling slung; slit slit; sow sowed sown|sowed; speak spoke spoken; speed sped|speeded; spell spelt|spelled;
spend spent; spill spilt|spilled; spin spun; spit spat; split split; spread spread; spring sprang sprung;
stand stood; steal stole stolen; stick stuck; sting stung; stink stank stunk; strike struck struck|stricken;
string strung; strive strove striven; swear swore sworn; sweep swept; swell swelled swollen; swim swam swum;
swing swung; take took taken; teach taught; tear tore torn; tell told; think thought; throw threw thrown;
thrust thrust; tread trod trodden; undergo underwent undergone; understand understood; undertake undertook undertaken;
undo undid undone; uphold upheld; upset upset; wake woke woken; wear wore worn; weave wove woven; weep wept;
win won; wind wound; withdraw withdrew withdrawn; withhold withheld; withstand withstood; wring wrung;
write wrote written`

// plurals are nouns whose plural follows no rule: singular and plural.
const plurals = `
analysis analyses; axis axes; basis bases; child children; crisis crises; criterion criteria; diagnosis diagnoses;
emphasis emphases; foot feet; goose geese; hypothesis hypotheses; knife knives; half halves; leaf leaves; life lives;
mouse mice; nucleus nuclei; ox oxen; oasis oases; phenomenon phenomena; self selves; shelf shelves;
thesis theses; thief thieves; tooth teeth; wife wives; wolf wolves`
