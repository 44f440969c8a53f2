package segment

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestDamage changes every byte of a segment, one at a time, and reads it
// all: what is read is right, or an error.
func TestDamage(t *testing.T) {
	e := smallExample(220, 60)
	m := NewMemory(0)
	ref := e.write(t, m, 9, nil)
	data := m.Bytes().Data
	r := rand.New(rand.NewPCG(5, 6))
	found := 0
	for i := range data {
		damaged := slices.Clone(data)
		damaged[i] ^= byte(1 + r.IntN(255))
		if checkDamaged(t, e, damaged, ref, fmt.Sprintf("byte %d", i)) {
			found++
		}
	}
	if found < len(data)*9/10 {
		t.Errorf("only %d of %d changed bytes were found", found, len(data))
	}
}

// TestDamageOfMany cuts, zeroes, moves and swaps parts, and splices segments.
func TestDamageOfMany(t *testing.T) {
	e := smallExample(3000, 300)
	m, m2 := NewMemory(0), NewMemory(0)
	ref := e.write(t, m, 9, nil)
	e.write(t, m2, 10, nil) // another segment of the same shape
	data, other := m.Bytes().Data, m2.Bytes().Data
	r := rand.New(rand.NewPCG(5, 6))
	for range 300 {
		damaged := slices.Clone(data)
		a, b := r.IntN(len(data)), r.IntN(len(data))
		n := min(1+r.IntN(2000), len(data)-max(a, b))
		kind := r.IntN(5)
		switch kind {
		case 0:
			damaged = damaged[:a]
		case 1:
			clear(damaged[a : a+n])
		case 2:
			copy(damaged[a:a+n], data[b:b+n])
			copy(damaged[b:b+n], data[a:a+n])
		case 3:
			copy(damaged[a:min(a+n, len(other))], other[min(a, len(other)):])
		case 4:
			copy(damaged[min(a+n, len(data)):], data[a:])
		}
		checkDamaged(t, e, damaged, ref, fmt.Sprintf("kind %d of damage at %d, %d, %d", kind, a, b, n))
	}
}

// checkDamaged reads damaged bytes, and reports whether Verify or Open finds
// that they are. The store turns runtime panics of readers into errors, as
// this does.
func checkDamaged(t *testing.T, e example, data []byte, ref Ref, what string) (found bool) {
	read := func(f func() error) (err error) {
		defer func() {
			if p := recover(); p != nil {
				err = &DamagedError{What: fmt.Sprint(p)}
			}
		}()
		return f()
	}
	var s *Segment
	if err := read(func() (err error) {
		s, err = Open(Bytes{Data: data}, ref)
		return err
	}); err != nil {
		if !isDamaged(err) {
			t.Errorf("%s: Open: %v", what, err)
		}
		return true
	}
	err := read(func() error { return e.check(s) })
	if err != nil && !isDamaged(err) {
		t.Errorf("%s: %v", what, err)
	}
	verified := read(func() error {
		return s.Verify(context.Background(), func(err error) {
			if !isDamaged(err) {
				t.Errorf("%s: Verify: %v", what, err)
			}
			found = true
		})
	})
	if verified != nil {
		t.Errorf("%s: Verify: %v", what, verified)
	}
	if err != nil && !found {
		t.Errorf("%s: reading says %v, and Verify nothing", what, err)
	}
	return found
}
