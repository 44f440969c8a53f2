package shell

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"quipu/graph"
	"quipu/graph/review"
	"quipu/graph/source"
	"quipu/quads"
	"quipu/quads/rdf"
)

func (s *session) openCommand(ctx context.Context, args string) error {
	file := ""
	if args != "" {
		var err error
		if file, err = oneArg(args); err != nil {
			return err
		}
	}
	if err := s.letGo(); err != nil {
		return err
	}
	g, err := s.openGraph(ctx, file)
	if err != nil {
		return err
	}
	db, inputs := file, []string(nil)
	if isInput(file) {
		db, inputs = "", []string{file}
	}
	s.Inputs = inputs
	s.folder = queriesFolder(db, inputs)
	s.use(g, db)
	if s.Terminal {
		s.showGraph(ctx)
	}
	return nil
}

// letGo asks whether unsaved work may be left. It stays journalled.
func (s *session) letGo() error {
	if s.unsaved > 0 && !s.Terminal {
		return fmt.Errorf("not saved: %s in memory; .saveas FILE or .export FILE first", quads.Count(s.unsaved, "change"))
	}
	var lost []string
	if s.unsaved > 0 {
		lost = append(lost, quads.Count(s.unsaved, "change")+" in memory")
	}
	if len(s.loaded) > 0 && s.Terminal { // a script can read its files again
		lost = append(lost, "what .load read from "+quads.Printable(list(s.loaded, 3)))
	}
	if len(lost) == 0 {
		return nil
	}
	yes, err := s.confirm(false, "Not saved: %s (.saveas FILE keeps it). Go on without?", strings.Join(lost, ", and "))
	if err != nil {
		return err
	}
	if !yes {
		return errCancelled
	}
	if s.journal != nil {
		return s.journal.close()
	}
	return nil
}

// isInput reports whether a file's extension is that of a text format, so
// that it is loaded and not opened as a store.
func isInput(file string) bool {
	_, err := quads.FormatByFile(graph.Formats(), file)
	return err == nil
}

// openGraph opens a store, or a graph in memory with a file, or without.
func (s *session) openGraph(ctx context.Context, file string) (*graph.Graph, error) {
	if file != "" && !isInput(file) {
		return graph.Open(ctx, file, graph.Options{})
	}
	g, err := graph.Memory(graph.Options{Base: s.graph.Names().Base()})
	if err != nil || file == "" {
		return g, err
	}
	if _, err := g.Load(ctx, []graph.Input{{Path: file}}, graph.LoadOptions{}); err != nil {
		g.Close()
		return nil, err
	}
	return g, nil
}

// use makes g the graph of the session. What could be undone belonged to the
// graph before.
func (s *session) use(g *graph.Graph, db string) {
	if s.own {
		if err := s.graph.Close(); err != nil {
			s.note("%v", err)
		}
	}
	for _, st := range s.undo {
		st.close()
	}
	s.graph, s.db, s.own = g, db, true
	s.undo, s.index, s.unsaved, s.loaded = nil, nil, 0, nil
	s.commits = map[uint64]string{}
	s.names = g.Names()
	if s.journal != nil {
		s.journal.names = g.Names()
	}
}

func (s *session) loadCommand(ctx context.Context, args string) error {
	files, err := splitArgs(args)
	if err != nil {
		return err
	}
	if len(files) == 0 {
		return errUsage
	}
	inputs := make([]graph.Input, len(files))
	for i, f := range files {
		if f == "-" {
			return errors.New("the session itself is read from standard input: .load takes files")
		}
		inputs[i].Path = f
	}
	report, st, err := s.loadStep(ctx, inputs)
	if err != nil {
		return extensionError(err)
	}
	st.what = "loaded " + list(files, 3)
	text := fmt.Sprintf("read %s: %s new, %s already there",
		quads.Count(report.Read, "quad"), quads.Grouped(report.Added), quads.Grouped(report.Existed))
	if report.Added == 0 {
		st.close()
		s.say("%s", text)
	} else {
		s.changed(st)
		s.say("%s · .undo takes %s back", text, them(int(report.Added)))
	}
	if report.Unlabelled > 0 {
		s.note("%s have no source; .source NAME before .load gives them one", quads.Count(report.Unlabelled, "quad"))
	}
	if report.Changed > 0 {
		s.note("%s brought to normal form", quads.Count(report.Changed, "name"))
	}
	return nil
}

// loadStep loads inputs into the graph. In memory the step has the states
// before and after it; a store keeps them itself.
func (s *session) loadStep(ctx context.Context, inputs []graph.Input) (graph.LoadReport, *step, error) {
	if s.db != "" {
		report, err := s.load(ctx, inputs)
		return report, &step{applied: graph.Applied{Commit: report.Commit}}, err
	}
	before, err := s.graph.View(ctx)
	if err != nil {
		return graph.LoadReport{}, nil, err
	}
	report, err := s.load(ctx, inputs)
	if err == nil {
		var after source.Source
		if after, err = s.graph.View(ctx); err == nil {
			return report, &step{before: before, after: after}, nil
		}
	}
	before.Close()
	return report, nil, err
}

// load loads inputs into the graph and shows a person how far it is.
func (s *session) load(ctx context.Context, inputs []graph.Input) (graph.LoadReport, error) {
	o := graph.LoadOptions{
		Source: s.source, Words: review.Words(s.graph),
		OnRemark: func(text string) { s.note("%s", quads.Printable(text)) },
	}
	if s.Terminal && s.Progress != nil {
		report, stop := s.Progress()
		defer stop()
		o.Progress = report
	}
	return s.graph.Load(ctx, inputs, o)
}

func (s *session) exportCommand(ctx context.Context, args string) error {
	file, err := oneArg(args)
	if err != nil {
		return err
	}
	if file == "-" {
		format, err := quads.FormatByName(graph.Formats(), "nquads")
		if err != nil {
			return err
		}
		out := s.Out
		if s.Width != nil && s.Width() > 0 {
			out = rdf.ForTerminal(out)
		}
		_, err = s.graph.Export(ctx, format.NewWriter(out, s.names), graph.ExportOptions{})
		return err
	}
	return s.exportTo(ctx, file)
}

// exportTo writes the graph to a file by way of a temporary one, so that what
// was there stays whole when something fails.
func (s *session) exportTo(ctx context.Context, file string) error {
	format, err := quads.FormatByFile(graph.Formats(), file)
	if err != nil {
		return extensionError(err)
	}
	if !slices.Contains(format.Extensions, strings.ToLower(filepath.Ext(file))) {
		return fmt.Errorf("%s: export does not compress; give it the name without %s", quads.Printable(file), filepath.Ext(file))
	}
	if s.isOpen(file) {
		return fmt.Errorf("%s is the store that is open: name another file", quads.Printable(file))
	}
	if err := s.mayReplace(file); err != nil {
		return err
	}
	var n, dropped int64
	err = quads.ReplaceFile(file, func(w io.Writer) (err error) {
		writer := format.NewWriter(w, s.names)
		bare := rdf.DropLabels(writer)
		if format.Name == rdf.NTriples.Name {
			writer = bare
		}
		n, err = s.graph.Export(ctx, writer, graph.ExportOptions{})
		dropped = bare.Dropped
		return err
	})
	if err != nil {
		return err
	}
	text := fmt.Sprintf("wrote %s to %s", quads.Count(n, "quad"), quads.Printable(file))
	switch info, err := os.Stat(file); {
	case dropped > 0: // who says so is not kept there, so the work is not saved
		text += fmt.Sprintf("; ntriples has no place for sources: %s left out", quads.Count(dropped, "label"))
	case err != nil || !info.Mode().IsRegular():
	case s.unsaved > 0:
		text += "; nothing is left unsaved"
		s.saved()
	default:
		s.saved()
	}
	s.say("%s", text)
	return nil
}

// isOpen reports whether a file is the session's store, under whatever name.
func (s *session) isOpen(file string) bool {
	if s.db == "" {
		return false
	}
	a, err := os.Stat(file)
	if err != nil {
		return false
	}
	b, err := os.Stat(s.db)
	return err == nil && os.SameFile(a, b)
}

// extensionError says what is missing in the terms of a session, where the
// extension alone names a format.
func extensionError(err error) error {
	var unknown *quads.UnknownFormatError
	if !errors.As(err, &unknown) || unknown.File == "" {
		return err
	}
	if is, _ := graph.IsFile(unknown.File); is {
		return fmt.Errorf("%[1]s is a store and no input: .open %[1]s opens it", quads.Printable(unknown.File))
	}
	return fmt.Errorf("%s: its extension stands for no format; there is %s",
		quads.Printable(unknown.File), strings.Join(unknown.Known, ", "))
}

// mayReplace asks a person whether a file may be overwritten.
func (s *session) mayReplace(file string) error {
	_, err := os.Stat(file)
	if errors.Is(err, fs.ErrNotExist) || !s.Terminal {
		return nil
	}
	yes, err := s.confirm(false, "%s exists. Overwrite it?", quads.Printable(file))
	if err == nil && !yes {
		return errCancelled
	}
	return err
}
