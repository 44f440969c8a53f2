package segment

// A dictChunk is the terms of a node before they are written: the suffixes, one
// behind the other.
type dictChunk struct {
	text   []byte
	ends   []int
	shared []int
	large  map[int][]byte
	keys   [][]byte // of the blocks
	room   []byte   // for keys
}

func (c *dictChunk) terms() int { return len(c.ends) }

func (c *dictChunk) reset() {
	c.text, c.ends, c.shared = c.text[:0], c.ends[:0], c.shared[:0]
	c.keys, c.room = c.keys[:0], c.room[:0]
	clear(c.large)
}

// add takes the part of a form that lies in the block, and how much of it is
// shared with the form before.
func (c *dictChunk) add(form []byte, shared int, large []byte) {
	i := c.terms()
	if i%blockTerms == 0 {
		from := len(c.room)
		c.room = append(c.room, form[:min(shared+1, len(form), maxKey)]...)
		c.keys = append(c.keys, c.room[from:len(c.room):len(c.room)])
		shared = 0
	}
	if large != nil {
		if c.large == nil {
			c.large = map[int][]byte{}
		}
		c.large[i] = large
	}
	c.text = append(c.text, form[shared:]...)
	c.ends = append(c.ends, len(c.text))
	c.shared = append(c.shared, shared)
}

// begin is where the suffix of term i begins.
func (c *dictChunk) begin(i int) int {
	if i == 0 {
		return 0
	}
	return c.ends[i-1]
}

// sample copies suffixes from all over the chunk, whole blocks of them.
func (c *dictChunk) sample(size int) (text []byte, ends []int) {
	step := blockTerms * (1 + size/sampleSize)
	for from := 0; from < c.terms(); from += step {
		for i := from; i < min(from+blockTerms, c.terms()); i++ {
			if suffix := c.text[c.begin(i):c.ends[i]]; len(suffix) > 0 {
				text = append(text, suffix...)
				ends = append(ends, len(text))
			}
		}
	}
	return text, ends
}
