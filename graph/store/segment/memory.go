package segment

import (
	"fmt"
	"sync"
)

// Memory is a Sink in memory.
type Memory struct {
	mu   sync.Mutex
	data []byte
}

// NewMemory returns an empty Memory with room for a number of bytes; it grows
// beyond them.
func NewMemory(capacity int) *Memory {
	return &Memory{data: make([]byte, 0, capacity)}
}

// Reserve takes the next n bytes. See Sink.
func (m *Memory) Reserve(n int) (int64, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	at := len(m.data)
	if n <= cap(m.data)-at {
		m.data = m.data[:at+n]
	} else {
		grown := make([]byte, at+n, max(at+n, cap(m.data)+cap(m.data)/2))
		copy(grown, m.data)
		m.data = grown
	}
	return int64(at), nil
}

// WriteAt fills reserved bytes. See Sink.
func (m *Memory) WriteAt(p []byte, offset int64) (int, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if offset < 0 || offset > int64(len(m.data)) || int64(len(p)) > int64(len(m.data))-offset {
		return 0, fmt.Errorf("segment: writing %d bytes at %d, where only %d are reserved", len(p), offset, len(m.data))
	}
	return copy(m.data[offset:], p), nil
}

// Bytes are the bytes that were written. It is called after the last write.
func (m *Memory) Bytes() Bytes {
	m.mu.Lock()
	defer m.mu.Unlock()
	return Bytes{Data: m.data}
}
