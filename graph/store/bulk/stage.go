package bulk

// A stage holds a few quads, so that their terms are looked up together.
type stage struct {
	n    int // forms: four for each quad
	ends [4 * stageQuads]int
	buf  []byte
}

const (
	stageQuads = 32
	stageBytes = 16 << 10
)

func (s *stage) put(forms ...[]byte) {
	for _, form := range forms {
		s.buf = append(s.buf, form...)
		s.ends[s.n] = len(s.buf)
		s.n++
	}
}

func (s *stage) form(i int) []byte {
	if i == 0 {
		return s.buf[:s.ends[0]]
	}
	return s.buf[s.ends[i-1]:s.ends[i]]
}

func (s *stage) reset() { s.n, s.buf = 0, s.buf[:0] }
