package segment

import (
	"encoding/binary"
	"errors"
)

// dictNodeWriter turns chunks into nodes, and gathers what the top says.
type dictNodeWriter struct {
	tables  []block
	nodes   []block
	keys    []byte
	keyEnds []int

	symbols *symbolEncoder // nil: none
	table   int            // its number, -1 for none
	since   int            // bytes of text since the table was made; -1 before the first
	ratio   float64        // how much smaller the first chunk became by it

	coded  []byte
	block  blockBuilder
	text   []byte // the blocks of a chunk, one behind the other
	ends   []int
	blocks []block
}

const (
	// A chunk of less text is written as it is: a table would take more than it
	// saves.
	minTrain = 4 << 10
	// A table serves until so much text was written with it, or a chunk becomes
	// an eighth larger than the first one did; but not before the lesser number.
	mostSince  = 4 << 20
	leastSince = 128 << 10

	sampleSize = 32 << 10
)

// flush writes the chunk as a node with its blocks.
func (d *DictWriter) flush() error {
	c, w := &d.chunk, &d.places
	if err := d.encode(); err != nil {
		return err
	}
	w.blocks = w.blocks[:0]
	from := 0
	for _, to := range w.ends {
		if to-from >= 1<<lengthBit {
			return errors.New("segment: terms are too large")
		}
		at, err := d.write(w.text[from:to])
		if err != nil {
			return err
		}
		w.blocks = append(w.blocks, at)
		from = to
	}
	if span := w.blocks[len(w.blocks)-1].offset - w.blocks[0].offset; span>>(64-lengthBit) != 0 {
		return errors.New("segment: the blocks of a dictionary are too far apart")
	}
	at, err := d.write(appendDictNode(w.text[:0], w.table, w.blocks, c.keys))
	if err != nil {
		return err
	}
	w.nodes = append(w.nodes, at)
	w.keys = append(w.keys, c.keys[0]...)
	w.keyEnds = append(w.keyEnds, len(w.keys))
	c.reset()
	return nil
}

// encode encodes the chunk, if need be with a new table of symbols.
func (d *DictWriter) encode() error {
	c, w := &d.chunk, &d.places
	size := len(c.text)
	c.text = append(c.text, make([]byte, 8)...) // for symbolEncoder.match
	if w.since >= 0 || size < minTrain {
		coded := w.encode(c)
		w.since += size
		if size < minTrain || w.since < mostSince && (w.since < leastSince || float64(coded) < 9./8*w.ratio*float64(size)) {
			return nil
		}
	}
	w.since, w.table = 0, -1
	if w.symbols = train(c.sample(size)); w.symbols != nil {
		at, err := d.write(w.symbols.marshal(nil))
		if err != nil {
			return err
		}
		w.table = len(w.tables)
		w.tables = append(w.tables, at)
	}
	w.ratio = float64(w.encode(c)) / float64(size)
	return nil
}

// encode encodes the blocks of a chunk and returns the size of the suffixes.
func (w *dictNodeWriter) encode(c *dictChunk) (size int) {
	w.text, w.ends = w.text[:0], w.ends[:0]
	w.block.reset()
	for i := range c.ends {
		w.coded = w.symbols.encode(w.coded[:0], c.text, c.begin(i), c.ends[i])
		size += len(w.coded)
		w.block.add(c.shared[i], w.coded, c.large[i])
		if i%blockTerms == blockTerms-1 || i == len(c.ends)-1 {
			w.text = w.block.append(w.text)
			w.ends = append(w.ends, len(w.text))
			w.block.reset()
		}
	}
	return size
}

// appendTop appends the top. maps are the offsets of the blocks of ids.
func (w *dictNodeWriter) appendTop(dst []byte, maps []int64) []byte {
	le := binary.LittleEndian
	dst = le.AppendUint32(dst, uint32(len(w.tables)))
	for _, t := range w.tables {
		dst = le.AppendUint64(dst, uint64(t.offset))
		dst = le.AppendUint32(dst, uint32(t.length))
	}
	for i, n := range w.nodes {
		dst = le.AppendUint64(dst, uint64(n.offset))
		dst = le.AppendUint32(dst, uint32(n.length))
		dst = le.AppendUint32(dst, uint32(w.keyEnds[i]))
	}
	for _, offset := range maps {
		dst = le.AppendUint64(dst, uint64(offset))
	}
	return append(dst, w.keys...)
}
