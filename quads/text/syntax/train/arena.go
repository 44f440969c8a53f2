package train

// An arena gives out slices of zeros that live until the next reset, so that a
// step of training leaves no garbage.
type arena struct {
	block []float32
	used  int
	spill int // how much did not fit since the last reset
}

func (a *arena) take(n int) []float32 {
	if a.used+n > len(a.block) {
		a.spill += n
		return make([]float32, n)
	}
	s := a.block[a.used : a.used+n : a.used+n]
	a.used += n
	clear(s)
	return s
}

func (a *arena) reset() {
	if a.spill > 0 {
		a.block = make([]float32, 2*(len(a.block)+a.spill))
	}
	a.used, a.spill = 0, 0
}
