package conllu

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/ulikunitz/xz"
)

// Open opens a file of trees; one that ends in .xz is unpacked.
func Open(name string) (io.ReadCloser, error) {
	f, err := os.Open(name)
	if err != nil || !strings.HasSuffix(name, ".xz") {
		return f, err
	}
	r, err := xz.NewReader(bufio.NewReader(f))
	if err != nil {
		_ = f.Close()
		return nil, fmt.Errorf("unpacking %s: %w", name, err)
	}
	return struct {
		io.Reader
		io.Closer
	}{r, f}, nil
}
