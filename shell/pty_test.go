//go:build unix

package shell

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/creack/pty"
)

// TestTerminal drives the real program in a pseudo-terminal, as a person
// would: type, complete, paste, interrupt, search, leave.
func TestTerminal(t *testing.T) {
	bin, dir := build(t), t.TempDir()
	term := startTerminal(t, dir, bin, "shell")

	// A search without any history does no harm.
	term.expect("quipu> ")
	term.send("\x12x\x03\x12\x07")
	term.send("Russia -> accuses -> Ukraine\r")
	term.expect("Who says so?")
	term.send("Reuters\r")
	term.expect("added 1 quad @ Reuters · .undo takes it back")
	term.expect("quipu> ")

	// Ctrl-C clears the line, Ctrl-R then Ctrl-C does no harm, Delete on an
	// empty line and Ctrl-Z do nothing.
	term.send("nonsense\x03")
	term.expect("quipu> ")
	term.send("\x12\x03\x1b[3~\x1a")
	term.send("?who -> accuses -> ?whom\r")
	term.expect("whom")
	term.expect("Ukraine")
	term.expect("1 row")
	term.expect("quipu> ")

	// Tab completes a name, and lists several above the prompt.
	term.send("rus\t-> acc\t-> ukr\t@ reu\t\r")
	term.expect("already there @ Reuters")
	term.expect("quipu> ")
	term.send(".s\t")
	for _, name := range []string{"source", "stats", "schema", "saveas"} {
		term.expect(name)
	}
	term.send("\x03")
	term.expect("quipu> ")

	// A paste of several lines is a block that runs on Enter.
	term.send("\x1b[200~Ukraine → denies → involvement @ BBC\nUkraine → borders → Russia @ BBC\n\x1b[201~")
	term.expect("⏎")
	term.send("\r")
	term.expect("added 2 quads @ BBC · .undo takes them back")
	term.expect("quipu> ")

	// Home, Delete and Ctrl-Right edit: "xUkraine" loses its x.
	term.send("xUkraine -> denies -> ?what\x1b[1~\x1b[3~\r")
	term.expect("involvement")
	term.expect("quipu> ")

	// The history holds the paste as one entry.
	term.send("\x12borders\r")
	term.expect("already there")
	term.expect("quipu> ")

	// Ctrl-D offers to save; a name saves.
	term.send("\x04")
	term.expect(".saveas FILE")
	term.send("kept.nq\r")
	term.expect("wrote 3 quads to kept.nq")
	if err := term.wait(); err != nil {
		t.Errorf("it ended with %v", err)
	}

	saved, err := os.ReadFile(filepath.Join(dir, "kept.nq"))
	if err != nil || bytes.Count(saved, []byte("\n")) != 3 {
		t.Errorf("kept.nq is %q (%v)", saved, err)
	}
	history, err := os.Stat(filepath.Join(dir, "state", "quipu", "history"))
	if err != nil || history.Mode().Perm() != 0o600 {
		t.Errorf("the history: %v (%v)", history, err)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "state", "quipu", "unsaved", "*")); len(left) > 0 {
		t.Errorf("a journal is left: %q", left)
	}
}

// Ctrl-C stops a query that would take very long, and not the session.
func TestTerminalInterrupt(t *testing.T) {
	dir := t.TempDir()
	var nq strings.Builder
	for i := range 300 {
		fmt.Fprintf(&nq, "<urn:quipu:a%d> <urn:quipu:p> <urn:quipu:b%d> .\n", i, i)
	}
	if err := os.WriteFile(filepath.Join(dir, "many.nq"), []byte(nq.String()), 0o666); err != nil {
		t.Fatal(err)
	}
	term := startTerminal(t, dir, build(t), "shell", "many.nq")
	term.expect("quipu> ")
	term.send(".mode tsv\r")
	term.expect("quipu> ")
	term.send("?a -> p -> ?b . ?c -> p -> ?d . ?e -> p -> ?f . ?g -> p -> ?h\r")
	term.expect("a1\tb1\t") // rows come
	term.send("\x03")
	term.expect("interrupted")
	term.expect("quipu> ")
	term.send("a7 -> p -> ?x\r")
	term.expect("b7")
	term.expect("quipu> ")
	term.send("\x04")
	if err := term.wait(); err != nil {
		t.Errorf("it ended with %v", err)
	}
}

// A session that is killed leaves its journal, which the next one brings back.
func TestTerminalKilled(t *testing.T) {
	bin, dir := build(t), t.TempDir()
	term := startTerminal(t, dir, bin, "shell")
	term.expect("quipu> ")
	term.send("a -> p -> b @ S\r")
	term.expect("added 1 quad")
	// While it runs, another session leaves its journal alone.
	other := startTerminal(t, dir, bin, "shell")
	other.expect("quipu> ")
	other.send("\x04")
	if err := other.wait(); err != nil {
		t.Errorf("the other session ended with %v", err)
	}
	if err := term.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	term.wait()

	term = startTerminal(t, dir, bin, "shell")
	term.expect("1 quad unsaved")
	term.send("y\r")
	term.expect("recovered 1 quad")
	term.expect("quipu> ")
	term.send("?x -> p -> ?y\r")
	term.expect("1 row")
}

// build builds the program, once for all tests.
func build(t *testing.T) string {
	t.Helper()
	buildOnce.Do(func() {
		dir, err := os.MkdirTemp("", "quipu")
		if err != nil {
			t.Fatal(err)
		}
		built = filepath.Join(dir, "quipu")
		if out, err := exec.Command("go", "build", "-o", built, "quipu/cmd/quipu").CombinedOutput(); err != nil {
			t.Fatalf("the program does not build: %v\n%s", err, out)
		}
	})
	return built
}

var (
	buildOnce sync.Once
	built     string
)

// TestMain removes what build built.
func TestMain(m *testing.M) {
	status := m.Run()
	if built != "" {
		os.RemoveAll(filepath.Dir(built))
	}
	os.Exit(status)
}

// terminal is a program in a pseudo-terminal and what it has shown.
type terminal struct {
	t    *testing.T
	cmd  *exec.Cmd
	pty  *os.File
	done chan struct{}

	mu   sync.Mutex
	out  []byte
	read int // how much of out expect has passed
	more *sync.Cond
}

func startTerminal(t *testing.T, dir string, args ...string) *terminal {
	t.Helper()
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Dir = dir
	cmd.Env = append(slices.DeleteFunc(os.Environ(), func(s string) bool { return strings.HasPrefix(s, "QUIPU_") }),
		"XDG_STATE_HOME="+filepath.Join(dir, "state"), "TERM=xterm", "NO_COLOR=1")
	f, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: 40, Cols: 120})
	if err != nil {
		const text = "no pseudo-terminal here"
		if slices.Contains(strings.Split(os.Getenv("QUIPU_REQUIRE"), ","), "pty") {
			t.Fatalf("%s: %v", text, err)
		}
		t.Skipf("%s: %v", text, err)
	}
	term := &terminal{t: t, cmd: cmd, pty: f, done: make(chan struct{})}
	term.more = sync.NewCond(&term.mu)
	go term.collect()
	t.Cleanup(func() {
		cmd.Process.Kill()
		f.Close()
	})
	return term
}

func (p *terminal) collect() {
	buf := make([]byte, 4096)
	for {
		n, err := p.pty.Read(buf)
		p.mu.Lock()
		p.out = append(p.out, buf[:n]...)
		if err != nil {
			close(p.done)
		}
		p.more.Broadcast()
		p.mu.Unlock()
		if err != nil {
			return
		}
	}
}

func (p *terminal) send(s string) {
	p.t.Helper()
	if _, err := io.WriteString(p.pty, s); err != nil {
		p.t.Fatal(err)
	}
}

// patience ends a test that would hang; nothing is measured by it.
const patience = 30 * time.Second

// expect waits for a text and goes on behind it.
func (p *terminal) expect(text string) {
	p.t.Helper()
	late := false
	timer := time.AfterFunc(patience, func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		late = true
		p.more.Broadcast()
	})
	defer timer.Stop()
	p.mu.Lock()
	defer p.mu.Unlock()
	for {
		if i := bytes.Index(p.out[p.read:], []byte(text)); i >= 0 {
			p.read += i + len(text)
			return
		}
		select {
		case <-p.done:
			p.t.Fatalf("it ended before showing %q, after\n%q", text, p.out[p.read:])
		default:
		}
		if late {
			p.t.Fatalf("%q does not appear in\n%q", text, p.out[p.read:])
		}
		p.more.Wait()
	}
}

func (p *terminal) wait() error {
	select {
	case <-p.done:
		return p.cmd.Wait()
	case <-time.After(patience):
		return errors.New("it does not end")
	}
}
