package main

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"quipu": main})
}

// TestScripts runs testdata/script/*.txtar over the real command.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "../../testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       os.Getenv("QUIPU_REWRITE") != "",
		Setup: func(e *testscript.Env) error {
			e.Setenv("XDG_STATE_HOME", e.WorkDir+"/state")
			e.Setenv("HOME", e.WorkDir)
			e.Setenv("QUIPU_DB", "")
			e.Setenv("QUIPU_ANALYST", "ada")
			e.Setenv("TZ", "UTC")
			e.Setenv("ESC", "\x1b")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"status":          status,
			"interrupt":       interrupt,
			"damage":          damage,
			"rubbish":         file(rubbish),
			"longline":        file(longLine),
			"truncated-gzip":  file(truncatedGzip),
			"invalid-utf8":    file(invalidUTF8),
			"stdout-harmless": harmless("stdout"),
			"stderr-harmless": harmless("stderr"),
		},
	})
}

// status runs a command and wants exactly this exit status: status 2 quipu …
func status(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status N command…")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	got := 0
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("exit status %d, want %d", got, want)
	}
}

// interrupt runs a command that reads standard input, sends it an interrupt
// once it reads, and wants exit status 130.
func interrupt(ts *testscript.TestScript, neg bool, args []string) {
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Dir = ts.MkAbs(".")
	cmd.Stdout, cmd.Stderr = ts.Stdout(), ts.Stderr()
	in, err := cmd.StdinPipe()
	ts.Check(err)
	ts.Check(cmd.Start())
	ts.Defer(func() { cmd.Process.Kill() })
	// More than a pipe holds: when all is written, the command is reading and
	// so has set up what catches the signal.
	_, err = io.Copy(in, strings.NewReader(strings.Repeat("# a comment\n", 1<<17)))
	ts.Check(err)
	ts.Check(cmd.Process.Signal(os.Interrupt))
	err = cmd.Wait()
	if exit := (*exec.ExitError)(nil); !errors.As(err, &exit) || exit.ExitCode() != exitInterrupted {
		ts.Fatalf("ended with %v, want exit status %d", err, exitInterrupted)
	}
}

// damage turns one bit of a file, in the middle of what follows its head.
func damage(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("want one file")
	}
	const head = 8192
	b := []byte(ts.ReadFile(args[0]))
	if len(b) <= head {
		ts.Fatalf("%s has only %d bytes", args[0], len(b))
	}
	b[head+20] ^= 1 // in the first block: behind it may be room that nothing uses
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), b, 0o666))
}

// file makes a command that writes a file.
func file(content func() []byte) func(*testscript.TestScript, bool, []string) {
	return func(ts *testscript.TestScript, neg bool, args []string) {
		if neg || len(args) != 1 {
			ts.Fatalf("want one file")
		}
		ts.Check(os.WriteFile(ts.MkAbs(args[0]), content(), 0o666))
	}
}

func rubbish() []byte {
	random := rand.NewChaCha8([32]byte{1})
	b := make([]byte, 10_000)
	_, _ = random.Read(b) // never fails
	return b
}

func longLine() []byte {
	return []byte(`<urn:quipu:a> <urn:quipu:b> "` + strings.Repeat("x", 17<<20) + `" .` + "\n")
}

func truncatedGzip() []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	for i := range 1000 {
		io.WriteString(w, "<urn:quipu:a> <urn:quipu:b> <urn:quipu:n"+strconv.Itoa(i*7919)+"> .\n")
	}
	w.Close()
	return b.Bytes()[:b.Len()-100]
}

func invalidUTF8() []byte {
	return []byte("<urn:quipu:a> <urn:quipu:b> \"Z\xfcrich\" .\n")
}

// harmless makes a command that wants nothing in a stream that steers a
// terminal.
func harmless(stream string) func(*testscript.TestScript, bool, []string) {
	return func(ts *testscript.TestScript, neg bool, args []string) {
		text := ts.ReadFile(stream)
		if text == "" {
			ts.Fatalf("%s is empty", stream)
		}
		if !utf8.ValidString(text) {
			ts.Fatalf("%s is no UTF-8", stream)
		}
		for _, r := range text {
			if unicode.IsControl(r) && r != '\n' && r != '\t' && r != '\r' {
				ts.Fatalf("%s has %U", stream, r)
			}
		}
	}
}
