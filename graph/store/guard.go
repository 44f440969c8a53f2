package store

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"quipu/graph/store/segment"
)

// Segments are read where they lie, in a mapped file that may be damaged or
// become shorter at any time. Go's own checks of bounds, and a fault in the
// mapping, then panic; guard makes an error of that at the border of the
// package, where it is deferred:
//
//	defer s.guard(faultsPanic(), &err)
//
// It also keeps the state, and with it the mapping, reachable until then.
func (s *state) guard(before bool, err *error) {
	debug.SetPanicOnFault(before)
	if p := recover(); p != nil {
		*err = asDamage(p)
	}
	if *err != nil {
		*err = s.damage(*err)
	}
	runtime.KeepAlive(s)
}

// guard is a state's, for what belongs to no state yet.
func (s *Store) guard(before bool, err *error) {
	debug.SetPanicOnFault(before)
	if p := recover(); p != nil {
		*err = asDamage(p)
	}
	*err = s.fileError(*err)
}

// asDamage is the error for a panic of the runtime; others go on.
func asDamage(p any) error {
	if _, ok := p.(interface{ Addr() uintptr }); ok { // see debug.SetPanicOnFault
		return &segment.DamagedError{What: "it cannot be read there: it has become shorter, or the disk fails"}
	}
	if e, ok := p.(runtime.Error); ok {
		return &segment.DamagedError{What: fmt.Sprintf("what is there makes no sense (%v)", e)}
	}
	panic(p)
}

// faultsPanic makes faults in mapped memory panic in this goroutine; without it
// they end the process. It returns what was set before.
func faultsPanic() (before bool) { return debug.SetPanicOnFault(true) }
