// Package graph is a graph of quads over any Cayley QuadStore: open, load,
// add, remove, resolve a name, describe, close.
//
// A Graph is opened in memory (Memory), in a file (Open) or over a Cayley
// store (Over). What a statement sees is a state of package source, which
// View hands out and which never changes; changes go through Begin, Apply or
// Load, each all or nothing.
//
//	g, err := graph.Memory(graph.Options{})
//	report, err := g.Load(ctx, []graph.Input{{Path: "case.arrows"}}, graph.LoadOptions{})
//	src, err := g.View(ctx)
//	who, err := g.Resolve(ctx, src, "Russia") // urn:quipu:Russia
//
// Above it stand graph/query and the shell, below it graph/store; the formats
// it can load and export are one table, Formats.
package graph
