package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"

	"github.com/cayleygraph/quad"

	"quipu/cmd/internal/bench"
	"quipu/graph"
	"quipu/graph/source"
)

// dataset is an input, the store that holds it, and the tasks made for it.
// Each is made when it is first wanted, and kept in the folder.
type dataset struct {
	name  string // of the files
	input func() (string, error)
	say   func(format string, args ...any)
	dir   string

	lines  *lines
	tasks  map[string]task
	graph  *graph.Graph
	view   source.Source
	cayley *cayleyStore
}

// version of the tasks: a file of another one is not used.
const version = 2

type taskFile struct {
	Version int
	Tasks   map[string]task
}

func (d *dataset) path(extension string) string { return filepath.Join(d.dir, d.name+extension) }

// task returns a row's task, made from the lines unless it is in the file.
func (d *dataset) task(r *row) (task, error) {
	if d.tasks == nil {
		d.tasks = map[string]task{}
		var file taskFile
		if data, err := os.ReadFile(d.path(".tasks.json")); err == nil {
			if err := json.Unmarshal(data, &file); err == nil && file.Version == version {
				maps.Copy(d.tasks, file.Tasks)
			}
		}
	}
	if t, known := d.tasks[r.name]; known {
		return t, nil
	}
	if d.lines == nil {
		path, err := d.input()
		if err != nil {
			return task{}, err
		}
		d.say("reading the lines of %s", path)
		if d.lines, err = readLines(path); err != nil {
			return task{}, err
		}
	}
	d.say("working out: %s", r.name)
	t, err := r.make(d.lines)
	if err != nil {
		return task{}, err
	}
	d.tasks[r.name] = t
	data, err := json.MarshalIndent(taskFile{version, d.tasks}, "", "\t")
	if err != nil {
		return task{}, err
	}
	return t, os.WriteFile(d.path(".tasks.json"), data, 0o600)
}

// openFor opens what a row needs, unless it is open.
func (d *dataset) openFor(ctx context.Context, r *row) error {
	if r.on == onSmall {
		return d.openCayley(ctx)
	}
	return d.open(ctx)
}

// open opens the store, which is loaded unless it is there.
func (d *dataset) open(ctx context.Context) (err error) {
	if d.graph != nil {
		return nil
	}
	store := d.path(".quipu")
	if _, err := os.Stat(store); err != nil {
		if err := d.load(ctx, store); err != nil {
			return err
		}
	}
	if d.graph, err = graph.Open(ctx, store, graph.Options{ReadOnly: true}); err != nil {
		return err
	}
	d.view, err = d.graph.View(ctx)
	return err
}

func (d *dataset) load(ctx context.Context, store string) error {
	path, err := d.input()
	if err != nil {
		return err
	}
	d.say("loading %s", path)
	part := store + ".part"
	if err := os.Remove(part); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	g, err := graph.Open(ctx, part, graph.Options{})
	if err != nil {
		return err
	}
	if _, err := g.Load(ctx, []graph.Input{{Path: path}}, graph.LoadOptions{}); err != nil {
		return errors.Join(err, g.Close())
	}
	if err := g.Close(); err != nil {
		return err
	}
	return os.Rename(part, store)
}

// ids looks terms up, as they stand in the lines.
func (d *dataset) ids(ctx context.Context, terms []string) ([]source.ID, error) {
	values := make([]quad.Value, len(terms))
	for i, t := range terms {
		values[i] = quad.IRI(t[1 : len(t)-1])
	}
	ids := make([]source.ID, len(terms))
	return ids, d.view.IDs(ctx, values, ids)
}

// close may be called again.
func (d *dataset) close() error {
	var all []error
	if d.view != nil {
		all = append(all, d.view.Close())
	}
	if d.graph != nil {
		all = append(all, d.graph.Close())
	}
	if d.cayley != nil {
		all = append(all, d.cayley.close())
	}
	d.view, d.graph, d.cayley = nil, nil, nil
	return errors.Join(all...)
}

// datasets are the kinds of data that rows ask for; two may be one dataset.
type datasets map[string]*dataset

func newDatasets(dir string, n bench.Quantity, say func(string, ...any)) datasets {
	generated := func(n bench.Quantity) *dataset {
		return &dataset{name: n.String(), dir: dir, say: say, input: func() (string, error) { return bench.Generate(dir, n) }}
	}
	quads := generated(n)
	small := quads
	if n > cayleyQuads {
		small = generated(cayleyQuads)
	}
	nodes := max(10, int(n)/5)
	name := fmt.Sprintf("tree-%s", n.String())
	tree := &dataset{name: name, dir: dir, say: say, input: func() (string, error) {
		return bench.Make(filepath.Join(dir, name+".nq"), func(w io.Writer) error { return generateTree(w, nodes) })
	}}
	return datasets{onQuads: quads, onSmall: small, onTree: tree}
}

func (s datasets) close() error {
	var all []error
	for _, kind := range []string{onQuads, onSmall, onTree} {
		all = append(all, s[kind].close())
	}
	return errors.Join(all...)
}

// The kinds of data.
const (
	onQuads = "quads" // storetest's, of the size asked for
	onSmall = "small" // the same, of cayleyQuads at most
	onTree  = "tree"  // see generateTree
)
