package segment

import (
	"bytes"
	"io"
	"math/rand/v2"
	"sync"
	"testing"

	"quipu/graph/store/storetest"
)

// benchForms are the terms of generated quads, as storetest describes them.
var benchForms = sync.OnceValue(func() [][]byte {
	var text bytes.Buffer
	if _, err := storetest.Generate(io.Writer(&text), 500_000, 1); err != nil {
		panic(err)
	}
	seen := map[string]bool{}
	for line := range bytes.Lines(text.Bytes()) {
		line = line[:len(line)-len(" .\n")]
		subject := bytes.IndexByte(line, ' ')
		predicate := subject + 1 + bytes.IndexByte(line[subject+1:], ' ')
		object := bytes.LastIndexByte(line, ' ')
		for _, form := range [][]byte{line[:subject], line[subject+1 : predicate], line[predicate+1 : object], line[object+1:]} {
			seen[string(form)] = true
		}
	}
	var forms [][]byte
	for form := range seen {
		forms = append(forms, []byte(form))
	}
	return sortedForms(forms)
})

func perTerm(b *testing.B, terms int) {
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(terms), "ns/term")
}

func BenchmarkDictWrite(b *testing.B) {
	forms := benchForms()
	m := NewMemory(64 << 20)
	var stored int64
	for b.Loop() {
		m.data = m.data[:0]
		w := newDictWriter(m, testSegment, FirstTerm)
		for _, form := range forms {
			if _, err := w.Add(form); err != nil {
				b.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			b.Fatal(err)
		}
		stored = w.stored
	}
	perTerm(b, len(forms))
	b.ReportMetric(float64(stored)/float64(len(forms)), "B/term")
}

func BenchmarkDictFind(b *testing.B) {
	forms := benchForms()
	d := writeDict(b, forms, FirstTerm, nil)
	random := rand.New(rand.NewPCG(1, 2))
	sought := make([][]byte, 1<<16)
	for i := range sought {
		sought[i] = bytes.Clone(forms[random.IntN(len(forms))])
	}
	i := 0
	for b.Loop() {
		if _, found, err := d.Find(sought[i%len(sought)]); err != nil || !found {
			b.Fatal(found, err)
		}
		i++
	}
}

func BenchmarkDictAppendForm(b *testing.B) {
	forms := benchForms()
	d := writeDict(b, forms, FirstTerm, nil)
	random := rand.New(rand.NewPCG(1, 2))
	ids := make([]ID, 1<<16)
	for i := range ids {
		ids[i] = FirstTerm + ID(random.IntN(len(forms)))
	}
	i := 0
	var buf []byte
	for b.Loop() {
		var err error
		if buf, err = d.AppendForm(buf[:0], ids[i%len(ids)]); err != nil {
			b.Fatal(err)
		}
		i++
	}
}

func BenchmarkDictTerms(b *testing.B) {
	forms := benchForms()
	d := writeDict(b, forms, FirstTerm, nil)
	for b.Loop() {
		it := d.Terms()
		for it.Next() {
		}
		if it.Err() != nil {
			b.Fatal(it.Err())
		}
	}
	perTerm(b, len(forms))
}
