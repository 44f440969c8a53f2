package quads

import (
	"fmt"
	"io"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"
)

// A Reader yields quads until io.EOF. An error other than io.EOF ends it,
// except that a Reader with ReadOptions.OnBad goes on behind a bad line.
type Reader interface {
	Read() (quad.Quad, error)
}

// A Writer takes quads. Close writes what the format needs at its end; it
// does not close the writer beneath.
type Writer interface {
	Write(quad.Quad) error
	Close() error
}

// ReadOptions are what a reader must know beside the bytes.
type ReadOptions struct {
	File    string // for messages: file:line:column
	Names   *Names
	MaxLine int // bytes; 0 means DefaultMaxLine
	// OnBad, if set, is told each bad line, or a *Skipped for several; they
	// are then skipped.
	OnBad func(error)
	// Blank maps a blank node's label to the label it has here; nil keeps
	// labels. An error of it ends the reading. See Input.Blank.
	Blank func(label string) (string, error)
}

// DefaultMaxLine is the longest line a reader takes unless told otherwise.
const DefaultMaxLine = 16 << 20

// A Format is one way to write quads down. The table of formats is
// graph.Formats: a reader or writer package knows nothing of the others.
type Format struct {
	Name       string   // as in --from and -o
	Extensions []string // with the dot, lower case
	MediaType  string
	NewReader  func(r io.Reader, o ReadOptions) Reader // nil: cannot be read
	NewWriter  func(w io.Writer, n *Names) Writer      // nil: cannot be written
}

// FormatByName returns the format of that name. The error is an
// *UnknownFormatError.
func FormatByName(formats []Format, name string) (Format, error) {
	for _, f := range formats {
		if strings.EqualFold(f.Name, name) {
			return f, nil
		}
	}
	return Format{}, &UnknownFormatError{Name: name, Known: known(formats)}
}

// FormatByFile returns the format that a file's extension stands for. One
// extension of compression (.gz, .zst, .bz2) is passed over, and case does
// not count. The error is an *UnknownFormatError.
func FormatByFile(formats []Format, file string) (Format, error) {
	base := strings.ToLower(filepath.Base(file))
	switch ext := path.Ext(base); ext {
	case ".gz", ".zst", ".bz2":
		base = strings.TrimSuffix(base, ext)
	}
	ext := path.Ext(base)
	for _, f := range formats {
		if ext != "" && slices.Contains(f.Extensions, ext) {
			return f, nil
		}
	}
	return Format{}, &UnknownFormatError{File: file, Known: known(formats)}
}

// UnknownFormatError is a name, or a file's extension, that stands for no
// format in the table.
type UnknownFormatError struct {
	Name  string   // the format asked for, or
	File  string   // the file whose extension says nothing
	Known []string // the formats there are: "nquads (.nq)"
}

// Error says what was asked for and which formats exist.
func (e *UnknownFormatError) Error() string {
	list := strings.Join(e.Known, ", ")
	if e.File == "" {
		return fmt.Sprintf("unknown format %q; the formats are %s", e.Name, list)
	}
	if e.File == "-" {
		return "the format of standard input is unknown; name it with --from: " + list
	}
	return fmt.Sprintf("%s: unknown format: the extension says nothing; name the format with --from: %s", Printable(e.File), list)
}

func known(formats []Format) []string {
	var list []string
	for _, f := range formats {
		s := f.Name
		if len(f.Extensions) > 0 {
			s += " (" + strings.Join(f.Extensions, " ") + ")"
		}
		list = append(list, s)
	}
	return list
}
