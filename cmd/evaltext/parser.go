package main

import (
	"quipu/quads/text/sentence"
	"quipu/quads/text/syntax"
)

// defaultParser returns the parser with the model in the program.
func defaultParser() (parseFunc, error) {
	m, err := syntax.Default()
	if err != nil {
		return nil, err
	}
	p := m.NewParser()
	return func(tokens []sentence.Token) syntax.Tree { return p.Parse(tokens) }, nil
}
