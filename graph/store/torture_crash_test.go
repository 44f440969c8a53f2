package store

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/cayleygraph/quad"
)

// What TestCrash tells the process that it will kill.
const (
	crashPath = "QUIPU_CRASH_PATH"
	crashSeed = "QUIPU_CRASH_SEED"
	crashFrom = "QUIPU_CRASH_FROM" // the last deed that was done
)

func TestMain(m *testing.M) {
	if path := os.Getenv(crashPath); path != "" {
		if err := toil(path); err != nil {
			os.Stderr.WriteString(err.Error() + "\n")
			os.Exit(3)
		}
	}
	os.Exit(m.Run())
}

// toil does one deed after the other to a file, and says on standard output
// which one it begins and which one is done, until it is killed.
func toil(path string) error {
	seed, err := strconv.ParseUint(os.Getenv(crashSeed), 10, 64)
	if err != nil {
		return err
	}
	from, err := strconv.Atoi(os.Getenv(crashFrom))
	if err != nil {
		return err
	}
	m := newModel()
	for n := 1; n <= from; n++ {
		m.deed(seed, n)
	}
	var s *Store
	r := rand.New(rand.NewPCG(seed, uint64(from)))
	for n := from + 1; ; n++ {
		d := m.deed(seed, n)
		if d.kind == doReopen || s == nil {
			if s != nil {
				s.Close()
			}
			if s, err = Open(ctx, path, Options{}); err != nil {
				return err
			}
			small(s, r)
		}
		fmt.Fprintln(os.Stdout, "begin", n)
		if err := d.do(s); err != nil && !(d.needsFile() && missing(path)) {
			return fmt.Errorf("%v: %w", d, err)
		}
		fmt.Fprintln(os.Stdout, "done", n)
	}
}

func missing(path string) bool {
	_, err := os.Stat(path)
	return errors.Is(err, fs.ErrNotExist)
}

// killsAFile is how often who writes to one file is killed before another
// file is begun.
const killsAFile = 40

// A process that is killed at any moment leaves a file that opens, verifies,
// and holds the state before or after what it was doing.
func TestCrash(t *testing.T) {
	kills, deeds := times(16, 1000), 0
	within := map[kind]int{}
	for n := 0; n < kills; n += killsAFile {
		c := &crashes{t: t, seed: uint64(n), path: filepath.Join(t.TempDir(), "g.db"), model: newModel(), sums: map[int]sum{}, within: within}
		c.sums[0] = content{}.sum()
		r := rand.New(rand.NewPCG(c.seed, 99))
		for k := range min(killsAFile, kills-n) {
			c.crash(r)
			c.inspect(r, k%2 == 0)
		}
		deeds += c.last
		c.tidy()
	}
	t.Logf("%d kills in %d deeds; killed while at work on: %v", kills, deeds, within)
}

// crashes is what happened to one file.
type crashes struct {
	t      *testing.T
	seed   uint64
	path   string
	last   int // the last deed that is in the file
	model  *model
	sums   map[int]sum // of the contents after each deed
	within map[kind]int

	began, done int // what the process said
}

// crash lets a process work and kills it: either after some time, or shortly
// after it began something.
func (c *crashes) crash(r *rand.Rand) {
	c.t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), crashPath+"="+c.path, crashSeed+"="+strconv.FormatUint(c.seed, 10), crashFrom+"="+strconv.Itoa(c.last))
	out, err := cmd.StdoutPipe()
	if err != nil {
		c.t.Fatal(err)
	}
	var said bytes.Buffer
	cmd.Stderr = &said
	if err := cmd.Start(); err != nil {
		c.t.Fatal(err)
	}
	c.began, c.done = c.last, c.last
	lines := bufio.NewReader(out)
	c.hear(lines) // the first is begun: all before was starting
	if r.IntN(2) == 0 {
		for range r.IntN(30) {
			c.hear(lines)
		}
		time.Sleep(time.Duration(r.IntN(1500)) * time.Microsecond)
	} else {
		time.Sleep(time.Duration(r.IntN(40_000)) * time.Microsecond)
	}
	killed := cmd.Process.Kill()
	for c.hear(lines) {
	}
	err = cmd.Wait()
	if killed != nil || said.Len() > 0 || cmd.ProcessState.ExitCode() >= 0 {
		c.t.Fatalf("seed %d: the process ended by itself after beginning %d: %v\n%s", c.seed, c.began, err, said.String())
	}
}

// hear takes the next line of the process; false at the end.
func (c *crashes) hear(lines *bufio.Reader) bool {
	line, err := lines.ReadString('\n')
	if err != nil {
		return false // a part of a line was never said
	}
	what, number, _ := strings.Cut(strings.TrimSpace(line), " ")
	n, err := strconv.Atoi(number)
	switch {
	case err != nil:
		c.t.Fatalf("the process says %q", line)
	case what == "begin":
		c.began = n
	default:
		c.done = n
	}
	return true
}

// inspect compares the file with the model before and after the last deed.
func (c *crashes) inspect(r *rand.Rand, readOnly bool) {
	t := c.t
	t.Helper()
	var before, after content
	var last deed
	for n := c.last + 1; n <= c.began; n++ {
		if n == c.began {
			before = contentOf(c.model.quads)
		}
		last = c.model.deed(c.seed, n)
		after = contentOf(c.model.quads)
		c.sums[n] = after.sum()
	}
	what := fmt.Sprintf("seed %d, killed in %v (done: %d)", c.seed, last, c.done)
	if c.done < c.began {
		c.within[last.kind]++
	}
	s, err := Open(ctx, c.path, Options{ReadOnly: readOnly})
	if errors.Is(err, fs.ErrNotExist) && len(before) == 0 && c.done < c.began {
		c.undo()
		return
	}
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	defer s.Close()
	mustVerify(t, what, s)
	got, err := contentNow(s)
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	c.last = c.began
	if wrong := got.differs(after); wrong != "" {
		if c.done == c.began || got.differs(before) != "" {
			t.Fatalf("%s: %s", what, wrong)
		}
		c.undo()
	}
	c.inspectPast(what, s, r)
	c.inspectCopy(what)
}

// undo takes the last deed back: it is not in the file.
func (c *crashes) undo() {
	c.last = c.began - 1
	c.model = newModel()
	for n := 1; n <= c.last; n++ {
		c.model.deed(c.seed, n)
	}
}

// inspectPast compares some states of the history with what they were.
func (c *crashes) inspectPast(what string, s *Store, r *rand.Rand) {
	var all []Commit
	if err := s.Commits(ctx, func(commit Commit) bool {
		all = append(all, commit)
		return true
	}); err != nil {
		c.t.Fatalf("%s: history: %v", what, err)
	}
	for range min(3, len(all)) {
		commit := all[r.IntN(len(all))]
		n, err := strconv.Atoi(commit.Command)
		if err != nil || commit.Analyst != "Ada" || n > c.last {
			c.t.Fatalf("%s: the history has %+v", what, commit)
		}
		src, err := s.At(ctx, commit.Number)
		if err != nil {
			c.t.Fatalf("%s: at %d: %v", what, commit.Number, err)
		}
		got, err := contentIn(src)
		if err != nil || got.sum() != c.sums[n] {
			c.t.Fatalf("%s: at commit %d (deed %d): %d quads that were not those, %v", what, commit.Number, n, len(got), err)
		}
	}
}

// inspectCopy looks at the backup: it is not there, or that of some time.
func (c *crashes) inspectCopy(what string) {
	s, err := Open(ctx, c.path+".copy", Options{ReadOnly: true})
	if errors.Is(err, fs.ErrNotExist) {
		return
	}
	if err != nil {
		c.t.Fatalf("%s: backup: %v", what, err)
	}
	defer s.Close()
	mustVerify(c.t, what+": backup", s)
	got, err := contentNow(s)
	if err != nil {
		c.t.Fatalf("%s: backup: %v", what, err)
	}
	for _, known := range c.sums {
		if got.sum() == known {
			return
		}
	}
	c.t.Fatalf("%s: the backup holds what the store never did", what)
}

// tidy checks that the next commit and backup leave nothing of the killed
// processes.
func (c *crashes) tidy() {
	s, err := Open(ctx, c.path, Options{})
	if err != nil {
		c.t.Fatal(err)
	}
	defer s.Close()
	for _, d := range []deed{{kind: doChange, add: nil}, {kind: doChange, add: []quad.Quad{q1}}, {kind: doCompact}, {kind: doBackup}} {
		if err := d.do(s); err != nil {
			c.t.Fatalf("%v after all kills: %v", d, err)
		}
	}
	entries, err := os.ReadDir(filepath.Dir(c.path))
	if err != nil {
		c.t.Fatal(err)
	}
	for _, e := range entries {
		if name := e.Name(); name != "g.db" && name != "g.db.copy" {
			c.t.Errorf("seed %d: %s was left behind", c.seed, name)
		}
	}
}
