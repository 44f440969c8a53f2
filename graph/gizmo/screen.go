package gizmo

import (
	"math/big"
	"reflect"
	"strings"

	"github.com/dop251/goja/ast"
)

// maxParts is how many values a `text ${value}` may have: the runtime makes it
// in one go.
const maxParts = 16

// screen looks for what a script may not be written with, because one
// operator on it could take any time or memory: large integers of any length
// and texts of very many parts. Nor may it change what names mean by 'with'.
func (s *session) screen(tree *ast.Program) (err error) {
	walk(reflect.ValueOf(tree.Body), func(node any) bool {
		var what, hint string
		var at int
		switch n := node.(type) {
		case *ast.NumberLiteral:
			if _, big := n.Value.(*big.Int); big {
				at, what, hint = int(n.Idx), "a script has no integers of any length", "typed('"+strings.TrimSuffix(n.Literal, "n")+"', 'xsd:integer') is the literal"
			}
		case *ast.WithStatement: // it could put a name in the place of one of ours
			at, what, hint = int(n.With), "a script has no 'with'", "name the object each time"
		case *ast.TemplateLiteral:
			if len(n.Expressions) > maxParts {
				at, what, hint = int(n.OpenQuote), "a text of too many parts", "join a list: [a, b].join('')"
			}
		}
		if what != "" && err == nil {
			p := tree.File.Position(at - tree.File.Base())
			err = s.at(p.Line, p.Column, what, hint)
		}
		return err == nil
	})
	return err
}

var syntax = reflect.TypeFor[ast.Program]().PkgPath()

// walk calls f for each node of a tree, which the runtime has no way to go
// through, as long as it returns true.
func walk(v reflect.Value, f func(node any) bool) bool {
	switch v.Kind() {
	case reflect.Interface:
		return walk(v.Elem(), f)
	case reflect.Pointer:
		if v.IsNil() || v.Type().Elem().PkgPath() != syntax {
			return true
		}
		return f(v.Interface()) && walk(v.Elem(), f)
	case reflect.Slice:
		for i := range v.Len() {
			if !walk(v.Index(i), f) {
				return false
			}
		}
	case reflect.Struct:
		if v.Type().PkgPath() != syntax {
			return true
		}
		for i := range v.NumField() {
			if v.Type().Field(i).Name != "DeclarationList" && !walk(v.Field(i), f) { // those are in the body too
				return false
			}
		}
	}
	return true
}
