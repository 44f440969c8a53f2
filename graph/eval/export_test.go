package eval

// HeldAfter returns options by which a pattern may be held after so many
// look-ups, to test on small graphs what happens on large ones.
func (o Options) HeldAfter(lookups int64) Options {
	o.heldAfter = lookups
	return o
}
