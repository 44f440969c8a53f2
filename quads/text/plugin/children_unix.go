//go:build unix

package plugin

import (
	"os/exec"
	"syscall"
)

// alone puts a program into a process group of its own, so that it can be
// ended with its children, and Ctrl-C at the terminal is ours to pass on.
func alone(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

// killAll ends a program and its children.
func killAll(cmd *exec.Cmd) error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
