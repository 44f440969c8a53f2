package source

// Path is a walk, hop by hop.
type Path []Hop

// Hop is one edge of a walk as it is stored, and whether it was walked from
// subject to object.
type Hop struct {
	S, P, O ID
	Forward bool
	Denied  bool    // only denied; shown because denied hops were asked for
	Weight  float64 // what it adds to a weighted path, with what it passes through before
}
