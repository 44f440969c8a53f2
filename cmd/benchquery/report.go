package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"

	"quipu/cmd/internal/bench"
)

// report is the table and what is told below it.
type report struct {
	cells  [][]string
	ratios []float64 // beside Cayley
	failed []error
}

func (rep *report) add(r *row, t task, all []sample, err error) {
	if err != nil {
		rep.failed = append(rep.failed, fmt.Errorf("%s: %w", r.name, err))
		text := strings.NewReplacer("\n", " ", "|", "\\|").Replace(err.Error())
		rep.cells = append(rep.cells, []string{r.name, r.floor, r.aim, "failed", text, t.Note})
		return
	}
	measured, spread := r.summary(t, all)
	rep.cells = append(rep.cells, []string{r.name, r.floor, r.aim, measured, spread, t.Note})
	if r.on == onSmall {
		rep.ratios = append(rep.ratios, faster(medians(all)))
	}
}

// write writes the table in Markdown, and what machine it is from.
func (rep *report) write(w io.Writer, n bench.Quantity) error {
	rows := append([][]string{{n.String() + " quads", "floor", "aim", "measured", "from – to", "what came out"}}, rep.cells...)
	if len(rep.ratios) > 1 {
		rows = append(rows, []string{"beside Cayley's paths: all, geometric mean", "3 ×", "8 ×", number(geometric(rep.ratios)) + " ×", "", ""})
	}
	if err := bench.WriteTable(w, rows); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "\n%s\n", hardware())
	return err
}

// hardware tells the processor, as far as the system tells it.
func hardware() string {
	what := runtime.GOARCH
	if cpu := afterColon("/proc/cpuinfo", "model name"); cpu != "" {
		what = cpu
	}
	text := fmt.Sprintf("%s, %d cores used", what, runtime.GOMAXPROCS(0))
	if memory := afterColon("/proc/meminfo", "MemTotal"); memory != "" {
		text += ", memory " + memory
	}
	return text + ", " + runtime.GOOS + ", " + runtime.Version()
}

// afterColon returns what a file of lines "name: value" tells of a name.
func afterColon(path, name string) string {
	f, err := os.Open(path)
	if err != nil {
		return ""
	}
	defer f.Close()
	for in := bufio.NewScanner(f); in.Scan(); {
		if key, value, ok := strings.Cut(in.Text(), ":"); ok && strings.TrimSpace(key) == name {
			return strings.TrimSpace(value)
		}
	}
	return ""
}
