package network

import "math"

// toHalf rounds a number to IEEE 754's half precision. What is too large
// becomes the largest, what is too small zero.
func toHalf(x float32) uint16 {
	bits := math.Float32bits(x)
	sign := uint16(bits >> 16 & 0x8000)
	size := math.Abs(float64(x))
	switch {
	case size > 65504:
		return sign | 0x7bff
	case size < 1.0/(1<<14): // subnormal: steps of 2^-24
		return sign | uint16(math.RoundToEven(size*(1<<24)))
	}
	bits = bits&0x7fffffff + 0xfff + bits>>13&1 // to nearest, ties to even
	return sign | uint16((bits-(112<<23))>>13)
}

func fromHalf(h uint16) float32 {
	sign := uint32(h&0x8000) << 16
	exponent, fraction := uint32(h>>10&31), uint32(h&0x3ff)
	if exponent == 0 {
		x := float32(fraction) / (1 << 24)
		return math.Float32frombits(math.Float32bits(x) | sign)
	}
	return math.Float32frombits(sign | (exponent+112)<<23 | fraction<<13)
}
