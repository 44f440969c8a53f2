package storetest

import (
	"bufio"
	"io"
	"math/bits"
	"strconv"
	"time"
)

// Stats says what Generate wrote.
type Stats struct {
	Lines, Bytes int64
	// The distinct terms. Their sum counts a term once for each of these
	// kinds; no term is of two.
	Entities, Predicates, Strings, Values, Sources int64
}

// Terms is the number of distinct terms.
func (s Stats) Terms() int64 {
	return s.Entities + s.Predicates + s.Strings + s.Values + s.Sources
}

const sources = 20_000

// Generate writes canonical N-Quads, the same bytes for the same number of
// quads and seed on every machine:
//
//   - quads/5 entities. Subjects, and objects that are entities, are drawn by
//     Zipf's law with the exponent 1.1 from this one set. The number in an
//     entity's IRI tells nothing about how often it occurs.
//   - 60 predicates, each with its kind of object. Among those of one kind the
//     k-th is drawn in proportion to 1/k.
//   - objects: 70 % entities; 20 % strings of words; 5 % numbers (integers and
//     decimals), 5 % dates and times. Half of the strings occur once; the
//     others are drawn from a set of quads/40.
//   - 20,000 sources, all drawn alike; each quad has one.
//
// With this exponent half of the entities are never drawn: 0.09 to 0.12 a quad
// are. The strings bring 0.12 terms a quad, the numbers and times 0.06 to
// 0.09, so that there are at least 0.25 distinct terms a quad up to 50 million
// quads (0.37 at 500,000, 0.30 at 5 million, 0.27 at 50 million); Stats counts
// them. One line in 2,700 repeats another at 500,000 quads, one in 390 at 5
// million.
func Generate(w io.Writer, quads int, seed uint64) (Stats, error) {
	g := newGenerator(quads, seed)
	out := bufio.NewWriterSize(w, 1<<20)
	var line []byte
	for range quads {
		line = g.appendLine(line[:0])
		g.stats.Bytes += int64(len(line))
		if _, err := out.Write(line); err != nil {
			return g.stats, err
		}
	}
	g.stats.Lines = int64(quads)
	return g.stats, out.Flush()
}

// generator makes line after line.
type generator struct {
	random
	stats    Stats
	entities uint64
	zipf     *zipf
	stride   uint64 // from the entity of one rank to that of the next
	pool     uint64 // how many strings there are that may be repeated
	unique   uint64 // strings so far that occur once

	seenEntity, seenString, seenSource, seenPredicate seen
	seenValue                                         [len(valueKinds)]seen
}

func newGenerator(quads int, seed uint64) *generator {
	g := &generator{random: newRandom(seed)}
	g.entities = max(1, uint64(quads)/5)
	g.zipf = newZipf(g.entities)
	g.stride = strideOf(g.entities)
	g.pool = max(1, uint64(quads)/40)
	g.seenEntity = newSeen(g.entities)
	g.seenString = newSeen(g.pool)
	g.seenSource = newSeen(sources)
	g.seenPredicate = newSeen(uint64(len(predicates)))
	for i, kind := range valueKinds {
		g.seenValue[i] = newSeen(kind.size)
	}
	return g
}

// strideOf returns a number without a common divisor with n, about 0.618 n,
// so that its multiples modulo n spread the ranks over all numbers under n.
func strideOf(n uint64) uint64 {
	hi, _ := bits.Mul64(n, 0x9e3779b97f4a7c15)
	stride := max(1, hi)
	for divisor(stride, n) != 1 {
		stride++
	}
	return stride
}

func divisor(a, b uint64) uint64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

const space = "http://data.example.org/"

func (g *generator) appendLine(b []byte) []byte {
	b = g.appendEntity(b)
	switch part := g.below(100); {
	case part < 70:
		b = g.appendPredicate(b, toEntity)
		b = g.appendEntity(b)
	case part < 90:
		b = g.appendPredicate(b, toString)
		b = g.appendString(b)
	default:
		kind := g.below(uint64(len(valueKinds)))
		b = g.appendPredicate(b, toValue[kind])
		b = g.appendValue(b, int(kind))
	}
	n := g.below(sources)
	g.seenSource.mark(n, &g.stats.Sources)
	b = append(b, "<"+space+"source/"...)
	b = append(b, publishers[n%uint64(len(publishers))]...)
	b = append(b, '/')
	b = strconv.AppendUint(b, n, 10)
	return append(b, "> .\n"...)
}

func (g *generator) appendEntity(b []byte) []byte {
	rank := g.zipf.next(g.random)
	id := (rank*g.stride + g.stride/2) % g.entities
	g.seenEntity.mark(id, &g.stats.Entities)
	b = append(b, "<"+space+"entity/Q"...)
	b = strconv.AppendUint(b, id, 10)
	return append(b, "> "...)
}

// appendPredicate draws one of a span of predicates, the k-th in proportion
// to 1/k.
func (g *generator) appendPredicate(b []byte, among span) []byte {
	const scale = 1 << 32
	total := uint64(0)
	for k := range among.length {
		total += scale / uint64(k+1)
	}
	n := among.first
	for u := g.below(total); u >= scale/uint64(n-among.first+1); n++ {
		u -= scale / uint64(n-among.first+1)
	}
	g.seenPredicate.mark(uint64(n), &g.stats.Predicates)
	b = append(b, "<"+space+"property/"...)
	b = append(b, predicates[n]...)
	return append(b, "> "...)
}

// appendString writes a string that occurs once or one of the pool.
func (g *generator) appendString(b []byte) []byte {
	number := 2*g.unique + 1
	if g.below(2) == 0 {
		n := g.below(g.pool)
		g.seenString.mark(n, &g.stats.Strings)
		number = 2 * n
	} else {
		g.unique++
		g.stats.Strings++
	}
	// Multiplying by an odd number modulo 1<<32 gives each number one of its
	// own, and its four bytes choose the first four words: no two numbers
	// have the same string.
	id := uint32(number) * 0x9e3779b1
	b = append(b, '"')
	for shift := 24; shift >= 0; shift -= 8 {
		b = append(b, words[id>>shift&0xff]...)
		b = append(b, ' ')
	}
	hash := (id ^ id>>15) * 0x85ebca6b
	for range 1 + hash%4 {
		hash = (hash ^ hash>>13) * 0xc2b2ae35
		b = append(b, words[hash>>24]...)
		b = append(b, ' ')
	}
	b[len(b)-1] = '"'
	return append(b, ' ')
}

// valueKinds are the kinds of numbers and dates, all as frequent, with how
// many values each has.
var valueKinds = [...]struct {
	datatype string
	size     uint64
}{
	{"integer", 1_000_000},
	{"decimal", 100_000_000},   // hundredths
	{"date", 60 * 365},         // days
	{"dateTime", 30 * 525_600}, // minutes
}

func (g *generator) appendValue(b []byte, kind int) []byte {
	k := valueKinds[kind]
	n := g.below(k.size)
	b = append(b, '"')
	switch k.datatype {
	case "integer": // small ones are more frequent
		n >>= g.below(12)
		b = strconv.AppendUint(b, n, 10)
	case "decimal":
		b = strconv.AppendUint(b, n/100, 10)
		b = append(b, '.', byte('0'+n/10%10), byte('0'+n%10))
	case "date":
		b = time.Unix(int64(n)*86_400, 0).UTC().AppendFormat(b, "2006-01-02")
	case "dateTime":
		b = time.Unix(946_684_800+int64(n)*60, 0).UTC().AppendFormat(b, "2006-01-02T15:04:05Z")
	}
	g.seenValue[kind].mark(n, &g.stats.Values)
	b = append(b, `"^^<http://www.w3.org/2001/XMLSchema#`...)
	b = append(b, k.datatype...)
	return append(b, "> "...)
}

// seen is a set of small numbers.
type seen []uint64

func newSeen(size uint64) seen { return make(seen, (size+63)/64) }

// mark takes n into the set and counts it if it is new.
func (s seen) mark(n uint64, count *int64) {
	if bit := uint64(1) << (n % 64); s[n/64]&bit == 0 {
		s[n/64] |= bit
		*count++
	}
}
