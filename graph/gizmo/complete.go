package gizmo

import (
	"errors"
	"strings"

	"github.com/dop251/goja/parser"
)

// Complete reports whether a typed text can run: it waits for more where the
// script is fine as far as it goes but has not come to its end.
func Complete(text string) bool {
	if len(text) > maxScript {
		return true // to be refused
	}
	_, err := parser.ParseFile(nil, "", blankHead(text), 0, parser.WithDisableSourceMaps)
	var list parser.ErrorList
	if !errors.As(err, &list) || len(list) == 0 {
		return true
	}
	return !strings.Contains(list[0].Message, "end of input")
}
