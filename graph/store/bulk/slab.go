package bulk

import "unsafe"

// A slab is a long array of numbers that is given back by hand. Where the
// system lends memory page by page as it is first written to, room is taken
// for all that can ever be needed, and only what is used counts; elsewhere a
// slab is a slice that doubles.
type slab[T uint32 | uint64 | byte | row] struct {
	all    []T
	mapped []byte // nil: all is a slice of the heap
}

// small is the size up to which a slab is a slice of the heap.
const small = 64 << 10

// reserve makes room for n elements in a slab that is empty, if room costs
// nothing before it is used.
func (s *slab[T]) reserve(n int) {
	var t T
	size := int(unsafe.Sizeof(t))
	if n < 1 || n > maxMapped/size || n*size <= small {
		return
	}
	if s.mapped = mapMemory(n * size); s.mapped != nil {
		s.all = unsafe.Slice((*T)(unsafe.Pointer(unsafe.SliceData(s.mapped))), n)
	}
}

// grow makes room for n elements; the first kept ones stay.
func (s *slab[T]) grow(n, kept int) {
	if n <= len(s.all) {
		return
	}
	var larger slab[T]
	n = max(n, 2*len(s.all), 64)
	larger.reserve(n)
	if larger.all == nil {
		larger.all = make([]T, n)
	}
	copy(larger.all, s.all[:kept])
	s.free()
	*s = larger
}

// free gives the memory back. Nobody may use it any more.
func (s *slab[T]) free() {
	if s.mapped != nil {
		unmapMemory(s.mapped)
	}
	*s = slab[T]{}
}
