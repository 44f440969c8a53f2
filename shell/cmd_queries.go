package shell

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"quipu/graph/query"
	"quipu/quads"
)

// extension is that of saved queries in the arrow notation.
const extension = ".query"

func (s *session) saveCommand(_ context.Context, args string) error {
	name, err := oneArg(args)
	if err != nil {
		return err
	}
	if s.last == "" {
		return errors.New("there is no query to save yet: ask one, then .save NAME")
	}
	name = strings.TrimSuffix(name, extension)
	if name == "" || strings.HasPrefix(name, ".") || strings.ContainsAny(name, `/\:`) || name != quads.Printable(name) {
		return fmt.Errorf("'%s' cannot be the name of a saved query: letters, digits, spaces, - and _ can", quads.Printable(name))
	}
	file := filepath.Join(s.folder, name+extension)
	if err := s.mayReplace(file); err != nil {
		return err
	}
	help := ""
	if s.Terminal {
		if help, err = s.ask("What does it answer? (one line for .queries, or Enter) "); err != nil {
			return err
		}
	}
	text := strings.TrimSpace(s.last) + "\n"
	if help != "" {
		text = "# " + help + "\n" + text
	}
	if err := os.MkdirAll(s.folder, 0o777); err != nil {
		return err
	}
	err = replaceFile(file, func(w io.Writer) error {
		_, err := io.WriteString(w, text)
		return err
	})
	if err != nil {
		return err
	}
	s.say("saved as %s · .run %s runs it", quads.Printable(file), quads.Printable(name))
	return nil
}

func (s *session) queriesCommand(_ context.Context, args string) error {
	if args != "" {
		return errUsage
	}
	saved, err := query.LoadDir(s.folder)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if len(saved) == 0 {
		s.say("no saved queries in %s; .save NAME makes one of the last query", quads.Printable(s.folder))
		return nil
	}
	table := s.table()
	for _, q := range saved {
		help, _, _ := strings.Cut(q.Help, "\n")
		var params []string
		for _, p := range q.Params {
			if p.Required {
				params = append(params, p.Name)
			} else {
				params = append(params, p.Name+"="+p.Default)
			}
		}
		fmt.Fprintf(table, "%s\t%s\t%s\n", quads.Printable(q.Name), quads.Printable(strings.Join(params, ", ")), quads.Printable(help))
	}
	return table.Flush()
}

func (s *session) runCommand(ctx context.Context, args string) error {
	name, params, err := splitRun(args)
	if err != nil {
		return err
	}
	saved, err := s.findSaved(name)
	if err != nil {
		return err
	}
	if err := s.fillIn(saved, params); err != nil {
		return err
	}
	if err := saved.Validate(params, s.graph.Names()); err != nil {
		return err
	}
	return s.answerTo(ctx, request{text: saved.Text, file: saved.File, params: params})
}

// fillIn completes the parameters of a saved query: defaults, and what a
// person answers for those that have none.
func (s *session) fillIn(saved *query.Saved, params map[string]string) error {
	for _, p := range saved.Params {
		if _, given := params[p.Name]; given {
			continue
		}
		value := p.Default
		if p.Required {
			if !s.Terminal {
				return fmt.Errorf("parameter %s is missing: .run %s %s=VALUE", p.Name, quads.Printable(saved.Name), p.Name)
			}
			question := p.Name
			if p.Help != "" {
				question += " (" + quads.Printable(p.Help) + ")"
			}
			var err error
			if value, err = s.ask(question + ": "); err != nil {
				return err
			}
			if value == "" {
				return errCancelled
			}
		}
		params[p.Name] = value
	}
	return nil
}

// findSaved finds a saved query by its name in the folder, or as a file.
func (s *session) findSaved(name string) (*query.Saved, error) {
	file := name
	if !strings.ContainsAny(name, `/\`) {
		file = filepath.Join(s.folder, name)
		if filepath.Ext(name) == "" {
			file += extension
		}
	}
	saved, err := query.LoadSaved(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("there is no saved query %s in %s; .queries lists them", quads.Printable(name), quads.Printable(s.folder))
	}
	return saved, err
}

// parameter is where a parameter begins in the arguments of .run.
var parameter = regexp.MustCompile(`(?:^|[\s,])([A-Za-z_][A-Za-z0-9_]*)=`)

// splitRun reads "NAME a=some value, b=other". A value ends where the next
// parameter begins, so it may have commas and spaces; the comma between two
// is dropped.
func splitRun(args string) (name string, params map[string]string, err error) {
	name, rest, _ := strings.Cut(args, " ")
	if strings.HasPrefix(name, "'") || strings.HasPrefix(name, `"`) {
		n := quotedLength(args)
		name, rest = strings.Trim(args[:n], `'"`), args[n:]
	}
	if name == "" {
		return "", nil, errUsage
	}
	params = map[string]string{}
	rest = strings.TrimSpace(rest)
	starts := parameter.FindAllStringSubmatchIndex(rest, -1)
	if rest != "" && (len(starts) == 0 || starts[0][0] != 0) {
		return "", nil, errUsage
	}
	for i, at := range starts {
		end := len(rest)
		if i+1 < len(starts) {
			end = starts[i+1][0]
		}
		value := strings.TrimSpace(rest[at[1]:end])
		if i+1 < len(starts) {
			value = strings.TrimSpace(strings.TrimSuffix(value, ","))
		}
		params[rest[at[2]:at[3]]] = value
	}
	return name, params, nil
}

// offerQueries completes the name of a saved query.
func (s *session) offerQueries(arg string) []string {
	saved, err := query.LoadDir(s.folder)
	if err != nil {
		return nil
	}
	var names []string
	for _, q := range saved {
		if strings.HasPrefix(q.Name, arg) {
			names = append(names, q.Name)
		}
	}
	return names
}
