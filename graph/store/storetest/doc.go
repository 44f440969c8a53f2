// Package storetest has what tests and benchmarks of the store need: a
// generator of N-Quads. No other package uses it.
package storetest
