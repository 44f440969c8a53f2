package segment

import "sync/atomic"

// bitmap is a set of blocks whose checksum was found right. It is safe for
// concurrent use.
type bitmap []atomic.Uint64

func newBitmap(n int) bitmap { return make(bitmap, (n+63)/64) }

func (b bitmap) has(i int) bool { return b[i/64].Load()>>(i%64)&1 != 0 }
func (b bitmap) set(i int)      { b[i/64].Or(1 << (i % 64)) }
