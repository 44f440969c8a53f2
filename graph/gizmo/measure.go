package gizmo

import (
	"reflect"

	"github.com/dop251/goja"
	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/token"
)

// measured is a name that no script can write: of the function that looks at
// the size of what an operator made.
const measured = "<measured>"

// measure makes a script look at each text that its operators put together: one
// that doubles with every instruction would pass any limit of the heap before
// somebody looks. a + b becomes <measured>(a + b).
func measure(tree *ast.Program) {
	rewrite(reflect.ValueOf(tree.Body), func(e ast.Expression) ast.Expression {
		if !joins(e) {
			return e
		}
		return &ast.CallExpression{
			Callee: &ast.Identifier{Name: measured, Idx: e.Idx0()}, ArgumentList: []ast.Expression{e},
			LeftParenthesis: e.Idx0(), RightParenthesis: e.Idx1(),
		}
	})
}

// joins reports whether an expression may make a text much longer than those it
// is made of.
func joins(e ast.Expression) bool {
	switch e := e.(type) {
	case *ast.BinaryExpression:
		return e.Operator == token.PLUS && !isNumber(e.Left) && !isNumber(e.Right)
	case *ast.AssignExpression:
		return e.Operator == token.PLUS && !isNumber(e.Right)
	case *ast.TemplateLiteral:
		return e.Tag == nil && len(e.Expressions) > 0
	}
	return false
}

func isNumber(e ast.Expression) bool {
	_, ok := e.(*ast.NumberLiteral)
	return ok
}

// measures sets the function that measure calls.
func (s *session) measures() {
	f := s.vm.ToValue(func(c goja.FunctionCall) goja.Value {
		v := c.Argument(0)
		if text, ok := v.(goja.String); ok {
			s.short(text.Length())
		}
		return v
	})
	s.must(s.vm.GlobalObject().DefineDataProperty(measured, f, goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE))
}

var expression = reflect.TypeFor[ast.Expression]()

// rewrite replaces each expression of a tree, the inner ones first.
func rewrite(v reflect.Value, f func(ast.Expression) ast.Expression) {
	switch v.Kind() {
	case reflect.Interface:
		rewrite(v.Elem(), f)
		if e, ok := v.Interface().(ast.Expression); ok && v.Type() == expression && v.CanSet() {
			v.Set(reflect.ValueOf(f(e)))
		}
	case reflect.Pointer:
		if !v.IsNil() && v.Type().Elem().PkgPath() == syntax {
			rewrite(v.Elem(), f)
		}
	case reflect.Slice:
		for i := range v.Len() {
			rewrite(v.Index(i), f)
		}
	case reflect.Struct:
		if v.Type().PkgPath() != syntax {
			return
		}
		for i := range v.NumField() {
			if v.Type().Field(i).Name != "DeclarationList" { // those are in the body too
				rewrite(v.Field(i), f)
			}
		}
	}
}
