package network

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
)

// A model file is: eight bytes of magic with the version in the last, the
// dimensions, the lists of strings, the weights, a table of the caller's own,
// and the SHA-256 of all that. Integers are little endian. Embeddings and word
// vectors have a byte a number and a factor a row, other weights are half
// precision floats.
const magic = "qsyntax\x01"

// Marshal returns the network as a file, with a table that travels with it.
func (n *Network) Marshal(table []byte) []byte {
	w := &writer{}
	w.WriteString(magic)
	for _, d := range n.Sizes.dimensions() {
		w.int(*d)
	}
	for _, list := range [][]string{n.Sizes.UPOS, n.Sizes.XPOS, n.Sizes.Relations} {
		packed := Pack(list)
		w.strings(&packed)
	}
	for _, row := range n.Allowed {
		for _, ok := range row {
			w.WriteByte(map[bool]byte{true: 1}[ok])
		}
	}
	w.strings(&n.Learned)
	for i, m := range n.Params.All() {
		if i < embeddings {
			w.quantised(m)
		} else {
			w.halves(m.W)
		}
	}
	w.strings(&n.Vectors.Words)
	w.floats(n.Vectors.Scales)
	w.WriteString(n.Vectors.Values)
	w.int(len(table))
	w.Write(table)
	sum := sha256.Sum256(w.Bytes())
	w.Write(sum[:])
	return w.Bytes()
}

// embeddings is how many of Params.All are tables of rows.
const embeddings = 2

func (s *Sizes) dimensions() []*int {
	return []*int{&s.Vector, &s.Word, &s.Affix, &s.Hidden, &s.Arc, &s.Rel, &s.Words, &s.Buckets}
}

type writer struct{ bytes.Buffer }

func (w *writer) int(n int) { w.Write(binary.LittleEndian.AppendUint32(nil, uint32(n))) }

func (w *writer) strings(s *Strings) {
	w.int(len(s.Ends))
	w.int(len(s.Text))
	for _, end := range s.Ends {
		w.int(int(end))
	}
	w.WriteString(s.Text)
}

func (w *writer) floats(x []float32) {
	for _, v := range x {
		w.int(int(math.Float32bits(v)))
	}
}

func (w *writer) halves(x []float32) {
	for _, v := range x {
		w.Write(binary.LittleEndian.AppendUint16(nil, toHalf(v)))
	}
}

func (w *writer) quantised(m *Matrix) {
	row := make([]byte, m.Cols)
	for i := range m.Rows {
		w.floats([]float32{Quantise(row, m.Row(i))})
		w.Write(row)
	}
}

// ErrDamaged is the error of a model file that is not as it was written.
var ErrDamaged = errors.New("the model of the parser is damaged: build or fetch it again")

// Unmarshal reads what Marshal wrote; it keeps parts of file.
func Unmarshal(file string) (n *Network, table string, err error) {
	const sum = sha256.Size
	if len(file) < len(magic)+sum || file[:len(magic)-1] != magic[:len(magic)-1] {
		return nil, "", fmt.Errorf("%w: it does not begin as a model does", ErrDamaged)
	}
	if v := file[len(magic)-1]; v != magic[len(magic)-1] {
		return nil, "", fmt.Errorf("the model of the parser has version %d, and this program reads version %d: train it again with make train", v, magic[len(magic)-1])
	}
	h := sha256.New()
	buffer := make([]byte, 1<<16) // the file is a string, and large
	for rest := file[:len(file)-sum]; len(rest) > 0; {
		n := copy(buffer, rest)
		h.Write(buffer[:n])
		rest = rest[n:]
	}
	if string(h.Sum(nil)) != file[len(file)-sum:] {
		return nil, "", fmt.Errorf("%w: its checksum is not that of its bytes", ErrDamaged)
	}
	r := &fileReader{rest: file[len(magic) : len(file)-sum]}
	n, table = r.network()
	if r.short || len(r.rest) > 0 {
		return nil, "", fmt.Errorf("%w: its parts do not fill it", ErrDamaged)
	}
	n.join()
	return n, table, nil
}

// A fileReader takes parts from the front of a file. After short it gives zeros.
type fileReader struct {
	rest  string
	short bool
}

func (r *fileReader) take(n int) string {
	if n < 0 || n > len(r.rest) {
		r.short, r.rest = true, ""
		return ""
	}
	part := r.rest[:n]
	r.rest = r.rest[n:]
	return part
}

func (r *fileReader) int() int {
	b := r.take(4)
	if b == "" {
		return 0
	}
	return int(uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16 | uint32(b[3])<<24)
}

func (r *fileReader) strings() (s Strings) {
	count, size := r.int(), r.int()
	if count > len(r.rest)/4 {
		r.take(-1)
		return s
	}
	s.Ends = make([]uint32, count)
	last := 0
	for i := range s.Ends {
		end := r.int()
		if end < last || end > size {
			r.take(-1)
			return Strings{}
		}
		s.Ends[i], last = uint32(end), end
	}
	if s.Text = r.take(size); r.short {
		return Strings{}
	}
	return s
}

func (r *fileReader) list() []string {
	s := r.strings()
	list := make([]string, s.Len())
	for i := range list {
		list[i] = s.At(i)
	}
	return list
}

func (r *fileReader) network() (*Network, string) {
	n := &Network{}
	s := &n.Sizes
	for _, d := range s.dimensions() {
		*d = r.int()
	}
	s.UPOS, s.XPOS, s.Relations = r.list(), r.list(), r.list()
	for range s.UPOS {
		row := make([]bool, len(s.XPOS))
		for j, b := range []byte(r.take(len(row))) {
			row[j] = b != 0
		}
		n.Allowed = append(n.Allowed, row)
	}
	n.Learned = r.strings()
	if r.short || !s.plausible() || s.Words != n.Learned.Len()+1 {
		r.take(-1)
		return nil, ""
	}
	n.Params = NewParams(s)
	for i, m := range n.Params.All() {
		if i < embeddings {
			r.quantised(m)
		} else {
			r.halves(m.W)
		}
	}
	n.Vectors.Dim = s.Vector
	n.Vectors.Words = r.strings()
	n.Vectors.Scales = make([]float32, n.Vectors.Words.Len())
	for i := range n.Vectors.Scales {
		n.Vectors.Scales[i] = math.Float32frombits(uint32(r.int()))
	}
	n.Vectors.Values = r.take(s.Vector * n.Vectors.Words.Len())
	return n, r.take(r.int())
}

// plausible guards against a file that would ask for more memory than any
// model has.
func (s *Sizes) plausible() bool {
	for _, d := range []int{s.Vector, s.Word, s.Affix, s.Hidden, s.Arc, s.Rel} {
		if d < 1 || d > 1<<10 {
			return false
		}
	}
	return s.Words < 1<<18 && s.Buckets > 0 && s.Buckets < 1<<18 && len(s.UPOS) > 0 && len(s.XPOS) > 0 && len(s.Relations) > 0
}

func (r *fileReader) halves(x []float32) {
	part := r.take(2 * len(x))
	for i := range len(part) / 2 {
		x[i] = fromHalf(uint16(part[2*i]) | uint16(part[2*i+1])<<8)
	}
}

func (r *fileReader) quantised(m *Matrix) {
	for i := range m.Rows {
		scale := math.Float32frombits(uint32(r.int()))
		part, row := r.take(m.Cols), m.Row(i)
		for j := range len(part) {
			row[j] = scale * float32(int8(part[j]))
		}
	}
}
