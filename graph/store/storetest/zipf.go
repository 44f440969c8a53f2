package storetest

import (
	"math"
	"math/bits"
	"math/rand/v2"
)

// random numbers of a fixed sequence. Only the generator's own 64 bits are
// used, so that the sequence does not lean on how a library cuts them.
type random struct{ pcg *rand.PCG }

func newRandom(seed uint64) random {
	return random{rand.NewPCG(seed, 0x9e3779b97f4a7c15)}
}

// below returns a number under n. The bias, under n in 1<<64, does not matter
// here.
func (r random) below(n uint64) uint64 {
	hi, _ := bits.Mul64(r.pcg.Uint64(), n)
	return hi
}

// unit returns a number in [0, 1) in steps of 1<<53.
func (r random) unit() float64 {
	return float64(r.pcg.Uint64()>>11) / (1 << 53)
}

// zipf draws ranks 0 … n-1, rank k with a probability in proportion to
// (k+1)^-1.1.
//
// It draws by rejection: the numbers [2^j, 2^(j+1)) are taken to be as likely
// as the first of them, and one that was drawn is kept in proportion to how
// likely it really is. That needs no table of n entries, and no function of
// package math whose last bit depends on the processor: the four operations
// and the square root round the same everywhere, as long as a conversion
// stands between a product and a sum.
type zipf struct {
	bound []float64 // bound[j] is the summed weight of the groups 0 … j
	n     uint64
}

// groupRatio is 2^-0.1: how the weight of a group, 2^j × (2^j)^-1.1, goes on
// from one group to the next.
const groupRatio = 0.93303299153680741598

func newZipf(n uint64) *zipf {
	z := &zipf{n: n}
	sum, weight := 0.0, 1.0
	for first := uint64(1); first <= n; first *= 2 {
		size := min(first, n-first+1)
		sum += float64(weight * (float64(size) / float64(first)))
		z.bound = append(z.bound, sum)
		weight *= groupRatio
	}
	return z
}

func (z *zipf) next(r random) uint64 {
	for {
		u := float64(r.unit() * z.bound[len(z.bound)-1])
		j := 0
		for u >= z.bound[j] && j < len(z.bound)-1 {
			j++
		}
		first := uint64(1) << j
		k := first + r.below(min(first, z.n-first+1))
		x := float64(k) / float64(first) // in [1, 2)
		// Keep k with the probability x^-1.1 = 1/(x × x^0.1).
		if float64(float64(r.unit()*x)*tenthRoot(x)) < 1 {
			return k - 1
		}
	}
}

// tenthRoot returns the tenth root of x in [1, 2).
func tenthRoot(x float64) float64 {
	s := math.Sqrt(x) // y^5 = s, by Newton's method from a point near 1
	y := 0.8 + float64(0.2*s)
	for range 3 {
		square := float64(y * y)
		y = float64(0.8*y) + float64(0.2*s)/float64(square*square)
	}
	return y
}
