//go:build unix

package shell

import (
	"bytes"
	"errors"
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
