package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"quipu/graph/store/storetest"
)

// TestTogether uses one store from three sides at once: a shell that writes
// small statements, a large load, and one query after the other. Each query
// sees all of the load or nothing of it, and never less than the one before;
// nobody is in the way of anybody but for the length of a commit.
func TestTogether(t *testing.T) {
	const loaded, statements = 60_000, 25
	dir := t.TempDir()
	db, input := filepath.Join(dir, "case.quipu"), filepath.Join(dir, "many.nq")
	var text bytes.Buffer
	if _, err := storetest.Generate(&text, loaded, 7); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(input, text.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	shell := startShell(t, db)
	shell.write(t, 0)

	var written atomic.Int64
	written.Store(1)
	done := make(chan int64, 1)
	go func() { done <- runLoad(t, db, input) }()
	var sizes []int64
	var added int64
	for n := 1; n < statements || added == 0; n++ {
		shell.write(t, n)
		written.Add(1)
		sizes = append(sizes, countQuads(t, db)-written.Load())
		select {
		case added = <-done:
		default:
		}
	}
	seen := map[int64]int{}
	for i, size := range sizes {
		if size != 0 && size != added || i > 0 && size < sizes[i-1] {
			t.Fatalf("beside the shell's quads, the queries saw %d; the load brought %d", sizes, added)
		}
		seen[size]++
	}
	if added < loaded*99/100 {
		t.Errorf("the load brought %d quads", added)
	}
	if got, want := countQuads(t, db), added+written.Load(); got != want {
		t.Errorf("at the end there are %d quads, want %d", got, want)
	}
	t.Logf("queries that saw so many quads of the load: %v", seen)
	shell.say(t, fmt.Sprintf("<%s> → ?p → ?o limit 1", firstSubject(text.String())), "data.example.org/property")
	shell.quit(t)
}

func firstSubject(text string) string { return text[1:strings.IndexByte(text, '>')] }

// runLoad loads a file and returns how many quads were new.
func runLoad(t *testing.T, db, input string) int64 {
	out, err := quipuCommand("load", "--db", db, "--wait", "1m", input).CombinedOutput()
	if err != nil {
		t.Errorf("load: %v: %s", err, out)
		return -1
	}
	var read, fresh string
	if _, err := fmt.Sscanf(string(out), "read %s quads: %s new", &read, &fresh); err != nil {
		t.Errorf("load said %q", out)
	}
	n, err := strconv.ParseInt(strings.ReplaceAll(fresh, ",", ""), 10, 64)
	if err != nil {
		t.Errorf("load said %q", out)
	}
	return n
}

func countQuads(t *testing.T, db string) int64 {
	t.Helper()
	out, err := quipuCommand("stats", "--db", db).CombinedOutput()
	var n int64
	if _, scanned := fmt.Sscanf(string(out), "quads %d", &n); err != nil || scanned != nil {
		t.Fatalf("stats: %v: %s", err, out)
	}
	return n
}

func quipuCommand(args ...string) *exec.Cmd {
	cmd := exec.Command("quipu", args...)
	cmd.Env = append(os.Environ(), "QUIPU_DB=")
	return cmd
}

// pipedShell is a shell that reads lines and answers to each.
type pipedShell struct {
	cmd *exec.Cmd
	in  io.WriteCloser
	out *bufio.Scanner
}

func startShell(t *testing.T, db string) *pipedShell {
	t.Helper()
	s := &pipedShell{cmd: quipuCommand("shell", "--db", db, "--wait", "1m")}
	s.cmd.Env = append(s.cmd.Env, "XDG_STATE_HOME="+t.TempDir())
	in, err := s.cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := s.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	s.cmd.Stderr = s.cmd.Stdout
	s.in, s.out = in, bufio.NewScanner(out)
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	hung := time.AfterFunc(2*time.Minute, func() { _ = s.cmd.Process.Kill() })
	t.Cleanup(func() { hung.Stop() })
	return s
}

// write types a statement and makes sure that it was taken.
func (s *pipedShell) write(t *testing.T, n int) {
	t.Helper()
	s.say(t, fmt.Sprintf("Russia → said → 'word %[1]d'\n\nRussia → said → 'word %[1]d' ?", n), "yes")
}

// say types a block and reads on until the answer has come.
func (s *pipedShell) say(t *testing.T, block, answer string) {
	t.Helper()
	if _, err := fmt.Fprintf(s.in, "%s\n\n", block); err != nil {
		t.Fatal(err)
	}
	var heard []string
	for s.out.Scan() {
		heard = append(heard, s.out.Text())
		if strings.Contains(s.out.Text(), answer) {
			return
		}
	}
	t.Fatalf("to %q the shell said %q, not %q", block, heard, answer)
}

func (s *pipedShell) quit(t *testing.T) {
	t.Helper()
	s.in.Close()
	for s.out.Scan() {
		if line := s.out.Text(); strings.Contains(line, "error") {
			t.Error(line)
		}
	}
	if err := s.cmd.Wait(); err != nil {
		t.Error(err)
	}
}
