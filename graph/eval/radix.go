package eval

import "quipu/graph/source"

// digitBits is how many bits of the ids a pass of a radix sort looks at, the
// lowest first.
const digitBits = 11

// buckets counts ids by one of their digits, and then tells where the next id
// with each of them goes.
type buckets [1 << digitBits]int

// digitOf returns the digit of an id that begins at a bit.
func digitOf(id source.ID, bit int) source.ID { return id >> bit & (1<<digitBits - 1) }

// begin turns how many ids have each digit into where the first of them goes.
func (b *buckets) begin() {
	sum := 0
	for i, n := range b {
		b[i] = sum
		sum += n
	}
}
