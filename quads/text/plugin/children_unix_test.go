//go:build unix

package plugin_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"quipu/quads/text/plugin"
)

// TestChildren: its children end with it, when it is closed and when the
// context ends.
func TestChildren(t *testing.T) {
	for _, way := range []string{"close", "cancel"} {
		t.Run(way, func(t *testing.T) {
			t.Setenv(behaviour, "child")
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			child := make(chan int, 1)
			e, err := plugin.Start(ctx, "'"+os.Args[0]+"'", plugin.Options{Complain: func(line string) {
				var pid int
				if _, err := fmt.Sscanf(line, "child %d", &pid); err == nil {
					child <- pid
				}
			}})
			if err != nil {
				t.Fatal(err)
			}
			pid := <-child
			if way == "cancel" {
				cancel()
				if _, err := e.Sentence(ctx, plugin.Request{Text: sentence}); !errors.Is(err, context.Canceled) {
					t.Errorf("after the end of the context: %v", err)
				}
			}
			e.Close()
			process, err := os.FindProcess(pid)
			if err != nil {
				return
			}
			for range 500 { // whoever adopted it may not have waited for it yet
				if err := process.Signal(syscall.Signal(0)); err != nil || zombie(pid) {
					return
				}
				time.Sleep(10 * time.Millisecond)
			}
			t.Errorf("the child %d lives", pid)
		})
	}
}

// zombie reports whether a process has ended and nobody waited for it.
func zombie(pid int) bool {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	return err == nil && strings.Contains(string(stat), ") Z ")
}
