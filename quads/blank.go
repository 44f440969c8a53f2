package quads

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
)

// BlankLabel returns the label that a blank node of an input has in every
// graph: q and 32 hex digits of a hash over the SHA-256 of the decompressed
// input and the label there. The same bytes therefore always give the same
// node, and the nodes of two inputs never meet. A label already of that form
// is kept, so that what was exported comes back as it was.
func BlankLabel(input [sha256.Size]byte, label string) string {
	if isOwnLabel(label) {
		return label
	}
	h := sha256.New()
	h.Write(input[:])
	h.Write([]byte(label))
	sum := h.Sum(nil)
	return "q" + hex.EncodeToString(sum[:16])
}

// isOwnLabel reports whether a label has the form that BlankLabel gives.
func isOwnLabel(label string) bool {
	hash, ok := strings.CutPrefix(label, "q")
	return ok && isHash(hash)
}
