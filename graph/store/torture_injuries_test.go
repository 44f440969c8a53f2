package store

import (
	"bytes"
	"math/rand/v2"
)

// injury is a way to damage a file.
type injury struct {
	name string
	do   func(r *rand.Rand, data, other []byte) []byte // may change data
}

const page = 4096

var injuries = []injury{
	{"a bit flipped", func(r *rand.Rand, data, _ []byte) []byte {
		data[r.IntN(len(data))] ^= 1 << r.IntN(8)
		return data
	}},
	{"a bit at an end flipped", func(r *rand.Rand, data, _ []byte) []byte {
		at := r.IntN(2 * page) // the superblocks, or the log's end
		if r.IntN(2) == 0 {
			at = len(data) - 1 - r.IntN(page/2)
		}
		data[at] ^= 1 << r.IntN(8)
		return data
	}},
	{"some bits flipped", func(r *rand.Rand, data, _ []byte) []byte {
		for range 2 + r.IntN(20) {
			data[r.IntN(len(data))] ^= 1 << r.IntN(8)
		}
		return data
	}},
	{"bytes overwritten", func(r *rand.Rand, data, _ []byte) []byte {
		at := r.IntN(len(data))
		for i := at; i < min(at+1+r.IntN(64), len(data)); i++ {
			data[i] = byte(r.Uint32())
		}
		return data
	}},
	{"truncated", func(r *rand.Rand, data, _ []byte) []byte { return data[:r.IntN(len(data))] }},
	{"truncated at the end", func(r *rand.Rand, data, _ []byte) []byte { return data[:len(data)-1-r.IntN(600)] }},
	{"truncated while open", func(r *rand.Rand, data, _ []byte) []byte { return data[:r.IntN(len(data))] }},
	{"bytes appended", func(r *rand.Rand, data, other []byte) []byte {
		at := r.IntN(len(other))
		return append(data, other[at:min(len(other), at+r.IntN(2000))]...)
	}},
	{"pages swapped", func(r *rand.Rand, data, _ []byte) []byte {
		a, b := somePage(r, data), somePage(r, data)
		kept := bytes.Clone(a)
		copy(a, b)
		copy(b, kept)
		return data
	}},
	{"a page zeroed", func(r *rand.Rand, data, _ []byte) []byte {
		clear(somePage(r, data))
		return data
	}},
	{"a page repeated", func(r *rand.Rand, data, _ []byte) []byte {
		copy(somePage(r, data), somePage(r, data))
		return data
	}},
	{"a page of another store", func(r *rand.Rand, data, other []byte) []byte {
		n := r.IntN(min(len(data), len(other)) / page)
		copy(data[n*page:(n+1)*page], other[n*page:])
		return data
	}},
	{"spliced with another", func(r *rand.Rand, data, other []byte) []byte {
		cut := r.IntN(min(len(data), len(other)))
		if r.IntN(2) == 0 {
			cut -= cut % page
		}
		if r.IntN(2) == 0 {
			data, other = bytes.Clone(other), data
		}
		return append(data[:cut:cut], other[cut:]...)
	}},
}

// somePage is a whole page of a file.
func somePage(r *rand.Rand, data []byte) []byte {
	n := r.IntN(len(data) / page)
	return data[n*page : (n+1)*page]
}
