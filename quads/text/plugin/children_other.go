//go:build !unix

package plugin

import "os/exec"

// alone does nothing: here there are no process groups as on Unix.
func alone(*exec.Cmd) {}

// killAll ends a program. Its children notice that their input has ended.
func killAll(cmd *exec.Cmd) error { return cmd.Process.Kill() }
