package store

import (
	"testing"

	"quipu/graph/source"
	"quipu/graph/source/sourcetest"
)

func TestMemory(t *testing.T) {
	sourcetest.Run(t, func(t *testing.T) source.Store { return Memory("") })
}
