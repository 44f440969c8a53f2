package container_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"quipu/graph/store/container"
)

// holder is the variable that makes a run of the tests hold a lock.
const holder = "QUIPU_TEST_HOLD_LOCK"

func TestMain(m *testing.M) {
	if path := os.Getenv(holder); path != "" {
		hold(path)
		return
	}
	os.Exit(m.Run())
}

// hold holds the lock of a file until standard input ends.
func hold(path string) {
	l, err := container.Acquire(ctx, container.OS, path, time.Minute)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("held")
	io.Copy(io.Discard, os.Stdin)
	l.Close()
}

// startHolder starts a process that holds the lock of a file.
func startHolder(t *testing.T, path string) (process *exec.Cmd, release io.Closer) {
	t.Helper()
	process = exec.Command(os.Args[0])
	process.Env = append(os.Environ(), holder+"="+path)
	in, err := process.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := process.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := process.Start(); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(out).ReadString('\n'); line != "held\n" {
		t.Fatalf("the other process says %q, %v", line, err)
	}
	return process, in
}

func TestLockOfAnotherProcess(t *testing.T) {
	path := filepath.Join(t.TempDir(), "g.db")
	process, release := startHolder(t, path)
	_, err := container.Acquire(ctx, container.OS, path, 30*time.Millisecond)
	var locked *container.LockedError
	if !errors.As(err, &locked) || locked.PID != process.Process.Pid ||
		!strings.Contains(err.Error(), fmt.Sprintf("g.db is being written by process %d; waited 30ms (", locked.PID)) {
		t.Fatal(err)
	}
	cancelled, cancel := context.WithTimeout(ctx, 30*time.Millisecond)
	defer cancel()
	if _, err := container.Acquire(cancelled, container.OS, path, time.Minute); !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
	time.AfterFunc(50*time.Millisecond, func() { release.Close() })
	l, err := container.Acquire(ctx, container.OS, path, time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
	l.Close()
	if err := process.Wait(); err != nil {
		t.Error(err)
	}
	if names := list(t, path); len(names) != 0 {
		t.Errorf("the folder holds %v", names)
	}
}

// A lock ends with its process.
func TestLockOfKilledProcess(t *testing.T) {
	path := filepath.Join(t.TempDir(), "g.db")
	process, _ := startHolder(t, path)
	if err := process.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = process.Wait() // it was killed
	l, err := container.Acquire(ctx, container.OS, path, 0)
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
}

// The lock's file comes and goes with each writer, and still no two of them
// ever write.
func TestManyWriters(t *testing.T) {
	e := newFile(t)
	const writers, commits = 4, 15
	var all sync.WaitGroup
	for range writers {
		all.Go(func() {
			for range commits {
				if err := appendOnce(e.path); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	f, err := container.Open(e.fs, e.path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if log, err := f.Log(f.Header().LogStart); err != nil || len(log) != writers*commits {
		t.Errorf("%d records, %v", len(log), err)
	}
}

func appendOnce(path string) error {
	l, err := container.Acquire(ctx, container.OS, path, time.Minute)
	if err != nil {
		return err
	}
	defer l.Close()
	f, err := container.Open(container.OS, path)
	if err != nil {
		return err
	}
	defer f.Close()
	w, err := f.Writer(l)
	if err != nil {
		return err
	}
	_, err = w.Append([]byte("w"))
	return errors.Join(err, w.Close())
}
