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
	"slices"
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
		if help, err = s.askText("What does it answer? (one line for .queries, or Enter) ", nil); err != nil {
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
	err = quads.ReplaceFile(file, func(w io.Writer) error {
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
	var table columns
	for _, q := range saved {
		var params []string
		for _, p := range q.Params {
			if p.Required {
				params = append(params, p.Name)
			} else {
				params = append(params, p.Name+"="+p.Default)
			}
		}
		table.add(quads.Printable(q.Name), quads.Printable(strings.Join(params, ", ")), quads.Printable(firstSentence(q.Help)))
	}
	table.write(s)
	return nil
}

// firstSentence returns the first sentence of a text, or its first line where
// that ends sooner.
func firstSentence(text string) string {
	text, _, _ = strings.Cut(text, "\n")
	for i := 0; i+1 < len(text); i++ {
		if strings.IndexByte(".?!", text[i]) >= 0 && text[i+1] == ' ' {
			return text[:i+1]
		}
	}
	return text
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
	_, err = s.answerTo(ctx, request{text: saved.Text, file: saved.File, params: params})
	return err
}

// fillIn completes the parameters of a saved query: defaults, and what a
// person answers for those that have none.
func (s *session) fillIn(saved *query.Saved, params map[string]string) error {
	for _, p := range saved.Params {
		_, given := params[p.Name]
		switch {
		case given:
		case !p.Required:
			params[p.Name] = p.Default
		case !s.Terminal:
			return fmt.Errorf("parameter %s is missing: .run %s %s=VALUE", p.Name, quads.Printable(saved.Name), p.Name)
		default:
			if err := s.askParam(saved, p, params); err != nil {
				return err
			}
		}
	}
	return nil
}

// askParam asks for the value of a parameter; an empty one cancels.
func (s *session) askParam(saved *query.Saved, p query.Param, params map[string]string) error {
	text := p.Name
	if p.Help != "" {
		text += " (" + quads.Printable(p.Help) + ")"
	}
	err := s.ask(question{
		text: text + ": ",
		free: true,
		take: func(answer string) string {
			params[p.Name] = answer
			var usage *query.UsageError
			if err := saved.Validate(params, s.graph.Names()); answer != "" && errors.As(err, &usage) && usage.Param == p.Name {
				return quads.Printable(usage.What)
			}
			return ""
		},
		offer: func(typed string) []string { return s.offerValues(saved, p.Name, typed) },
	})
	if err == nil && params[p.Name] == "" {
		return errCancelled
	}
	return err
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

// offerParams completes what stands behind the name of a saved query: its
// parameters, and the value of one that is a name. It returns how much of the
// text the candidates replace.
func (s *session) offerParams(name, text string) (typed string, candidates []string) {
	saved, err := s.findSaved(name)
	if err != nil {
		return "", nil
	}
	given := parameter.FindAllStringSubmatchIndex(text, -1)
	if len(given) > 0 {
		last := given[len(given)-1]
		value := strings.TrimLeft(text[last[1]:], " ")
		if names := s.offerValues(saved, text[last[2]:last[3]], value); len(names) > 0 {
			return value, names
		}
	}
	typed = text[strings.LastIndexAny(text, " ,")+1:]
	for _, p := range saved.Params {
		there := func(at []int) bool { return text[at[2]:at[3]] == p.Name }
		if strings.HasPrefix(p.Name, typed) && !slices.ContainsFunc(given, there) {
			candidates = append(candidates, p.Name+"=")
		}
	}
	return typed, candidates
}

// offerValues completes the value of a parameter that is a name.
func (s *session) offerValues(saved *query.Saved, param, typed string) []string {
	for _, p := range saved.Params {
		if p.Name == param && (p.Type == query.NameParam || p.Type == "") {
			return s.offerNames(spot{at: atEntity}, typed)
		}
	}
	return nil
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
