package bulk

import (
	"bytes"
	"math"
	"os"
	"strconv"
)

// MachineMemory is how much memory the machine has, or the container where
// that is less. Where the system does not tell, it is a modest guess.
func MachineMemory() int64 {
	memory := int64(4 << 30)
	if info, err := os.ReadFile("/proc/meminfo"); err == nil {
		memory = totalMemory(info, memory)
	}
	if limit, err := os.ReadFile("/sys/fs/cgroup/memory.max"); err == nil {
		if n, err := strconv.ParseInt(string(bytes.TrimSpace(limit)), 10, 64); err == nil && n > 0 {
			memory = min(memory, n)
		}
	}
	return min(memory, math.MaxInt/2)
}

// totalMemory reads the line "MemTotal: 16 kB".
func totalMemory(info []byte, otherwise int64) int64 {
	for line := range bytes.Lines(info) {
		fields := bytes.Fields(line)
		if len(fields) > 1 && string(fields[0]) == "MemTotal:" {
			if kib, err := strconv.ParseInt(string(fields[1]), 10, 64); err == nil && kib > 0 {
				return kib << 10
			}
		}
	}
	return otherwise
}
