package render

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"time"

	"quipu/graph/query"
	"quipu/quads"
)

// WritePlan writes a plan: as an object of JSON for the formats json and
// jsonl, else as a tree for the eye, one step a line.
func WritePlan(w io.Writer, format string, p *query.Plan, o Options) error {
	if format == "json" || format == "jsonl" {
		return planJSON(w, format, p)
	}
	out := bufio.NewWriter(w)
	heads := []string{"step", "how", "expected"}
	if p.Total != nil {
		heads = append(heads, "rows", "seeks", "quads", "time")
	}
	for i, s := range p.Steps {
		if i > 0 {
			fmt.Fprintln(out)
		}
		t := &table{w: out, r: result{vars: heads}, o: o}
		planRows(t, s, "", "")
		if p.Total != nil && i == len(p.Steps)-1 {
			t.sample = append(t.sample, planRow("total", "", "", &p.Total.Spent))
		}
		if err := t.fix(); err != nil {
			return err
		}
	}
	if len(p.Steps) == 0 {
		fmt.Fprintln(out, "nothing is asked of the graph")
	}
	return out.Flush()
}

// planRows adds a row for a step and those below it. first is drawn before it,
// rest before what is below.
func planRows(t *table, s *query.Step, first, rest string) {
	expected := ""
	if s.Expected >= 0 {
		expected = "~" + quads.Count(s.Expected, "row")
	}
	row := planRow(first+quads.Printable(s.Does), quads.Printable(s.How), expected, s.Spent)
	row.cells, row.numbers, row.firm = row.cells[:len(t.r.vars)], row.numbers[:len(t.r.vars)], row.firm[:len(t.r.vars)]
	t.sample = append(t.sample, row)
	for i, below := range s.Steps {
		if i < len(s.Steps)-1 {
			planRows(t, below, rest+"├─ ", rest+"│  ")
		} else {
			planRows(t, below, rest+"└─ ", rest+"   ")
		}
	}
}

func planRow(does, how, expected string, spent *query.Spent) tableRow {
	cells := []string{does, how, expected, "–", "", "", ""} // – was not run
	if spent != nil {
		cells = append(cells[:3], quads.Grouped(spent.Rows), quads.Grouped(spent.Seeks), quads.Grouped(spent.Quads), duration(spent.Time))
	}
	numbers := []bool{false, false, true, true, true, true, true}
	return tableRow{cells: cells, numbers: numbers, firm: numbers}
}

// duration writes a time with three digits or so.
func duration(d time.Duration) string {
	switch {
	case d >= time.Second:
		return fmt.Sprintf("%.2f s", d.Seconds())
	case d >= time.Millisecond:
		return fmt.Sprintf("%.1f ms", float64(d)/float64(time.Millisecond))
	default:
		return fmt.Sprintf("%.0f µs", float64(d)/float64(time.Microsecond))
	}
}

// The JSON of a plan. Times are milliseconds; what is not known is left out.
type (
	jsonPlan struct {
		Plans []jsonStep `json:"plans"`
		Total *jsonSpent `json:"total,omitempty"`
	}
	jsonStep struct {
		Does     string `json:"does"`
		How      string `json:"how,omitempty"`
		Expected *int64 `json:"expected,omitempty"`
		*jsonSpent
		Steps []jsonStep `json:"steps,omitempty"`
	}
	jsonSpent struct {
		Rows  int64   `json:"rows"`
		Seeks int64   `json:"seeks"`
		Quads int64   `json:"quads"`
		Time  float64 `json:"ms"`
	}
)

func planJSON(w io.Writer, format string, p *query.Plan) error {
	out := jsonPlan{Plans: stepsJSON(p.Steps)}
	if p.Total != nil {
		out.Total = spentJSON(&p.Total.Spent)
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	if format == "json" {
		e.SetIndent("", "  ")
	}
	return e.Encode(out)
}

func stepsJSON(steps []*query.Step) []jsonStep {
	out := []jsonStep{}
	for _, s := range steps {
		step := jsonStep{Does: s.Does, How: s.How, jsonSpent: spentJSON(s.Spent), Steps: stepsJSON(s.Steps)}
		if s.Expected >= 0 {
			step.Expected = &s.Expected
		}
		out = append(out, step)
	}
	return out
}

func spentJSON(s *query.Spent) *jsonSpent {
	if s == nil {
		return nil
	}
	return &jsonSpent{Rows: s.Rows, Seeks: s.Seeks, Quads: s.Quads, Time: float64(s.Time) / float64(time.Millisecond)}
}
