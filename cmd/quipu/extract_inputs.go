package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"quipu/quads"
	"quipu/quads/text/document"
)

// textExtensions are those of the files that are read of a folder; behind them
// may stand one of a compression. A file that is named is read whatever its
// extension.
var textExtensions = []string{".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml"}

// findTexts returns the files of arguments, folders with all in them, in the
// order of the arguments and of names, and how many files of folders are no
// texts.
func findTexts(args []string, from string) (files []string, passed int, err error) {
	for _, arg := range args {
		if arg == "-" {
			files = append(files, arg)
			continue
		}
		info, err := os.Stat(arg)
		if err != nil {
			return nil, 0, err
		}
		if !info.IsDir() {
			files = append(files, arg)
			continue
		}
		found, other, err := textsIn(arg, from != "")
		if err != nil {
			return nil, 0, err
		}
		if len(found) == 0 {
			return nil, 0, fmt.Errorf("%s: no texts in this folder: want one of %s", arg, strings.Join(textExtensions, " "))
		}
		files, passed = append(files, found...), passed+other
	}
	return files, passed, nil
}

// textsIn walks a folder. Hidden files and folders are left alone, links to
// folders not followed.
func textsIn(folder string, all bool) (files []string, passed int, err error) {
	err = filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case path != folder && strings.HasPrefix(d.Name(), "."):
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case d.IsDir():
			return nil
		case all || isText(d.Name()):
			files = append(files, path)
		default:
			passed++
		}
		return nil
	})
	return files, passed, err
}

func isText(name string) bool {
	name = strings.ToLower(name)
	for _, compressed := range []string{".gz", ".zst", ".bz2"} {
		name = strings.TrimSuffix(name, compressed)
	}
	return slices.Contains(textExtensions, filepath.Ext(name))
}

// A sourceRow is what LIST.csv says about a file.
type sourceRow struct {
	meta   document.Meta
	source string
}

// sourceColumns are those of LIST.csv; file must be there.
var sourceColumns = []string{"file", "title", "author", "date", "url", "source"}

// readSources reads LIST.csv. A file in it is named as seen from the list, or
// by its name alone.
func readSources(path string) (map[string]sourceRow, error) {
	in, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	r := csv.NewReader(in)
	r.TrimLeadingSpace = true
	header, err := r.Read()
	if errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%s is empty: its first line names its columns: %s", path, strings.Join(sourceColumns, ","))
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if len(header) > 0 {
		header[0] = strings.TrimPrefix(header[0], "\ufeff")
	}
	for i, name := range header {
		header[i] = strings.ToLower(strings.TrimSpace(name))
		if !slices.Contains(sourceColumns, header[i]) {
			return nil, fmt.Errorf("%s: unknown column %q: use %s", path, quads.Printable(name), strings.Join(sourceColumns, ", "))
		}
	}
	if !slices.Contains(header, "file") {
		return nil, fmt.Errorf("%s: no column \"file\": the first line names the columns: %s", path, strings.Join(sourceColumns, ","))
	}
	rows := map[string]sourceRow{}
	for {
		fields, err := r.Read()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		line, _ := r.FieldPos(0)
		file, row := sourceOf(header, fields)
		if file == "" {
			return nil, fmt.Errorf("%s:%d: no file is named", path, line)
		}
		if err := checkMeta(row.meta); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", path, line, err)
		}
		if _, twice := rows[file]; twice {
			return nil, fmt.Errorf("%s:%d: %s stands here a second time", path, line, quads.Printable(file))
		}
		rows[file] = row
	}
}

func sourceOf(header, fields []string) (file string, row sourceRow) {
	for i, value := range fields {
		value = strings.TrimSpace(value)
		switch header[i] {
		case "file":
			if value != "" {
				file = filepath.Clean(value)
			}
		case "title":
			row.meta.Title = value
		case "author":
			row.meta.Authors = splitAuthors(value)
		case "date":
			row.meta.Date = value
		case "url":
			row.meta.URL = value
		case "source":
			row.source = value
		}
	}
	return file, row
}

// rowOf is under which name LIST.csv describes a file: its path, that as seen
// from the list, or its name alone.
func (f *extractFlags) rowOf(path string) string {
	if _, ok := f.described[filepath.Clean(path)]; ok {
		return filepath.Clean(path)
	}
	if near, err := filepath.Rel(filepath.Dir(f.sources), path); err == nil {
		if _, ok := f.described[near]; ok {
			return near
		}
	}
	return filepath.Base(path)
}

// unused returns the files that LIST.csv describes and that are none of the
// inputs, likely for a typing error.
func (f *extractFlags) unused(inputs []string) []string {
	used := make(map[string]bool, len(inputs))
	for _, path := range inputs {
		used[f.rowOf(path)] = true
	}
	var out []string
	for file := range f.described {
		if !used[file] {
			out = append(out, file)
		}
	}
	slices.Sort(out)
	return out
}

// describedAs is what the flags and LIST.csv say about a file; the flags come
// first.
func (f *extractFlags) describedAs(path string) (document.Meta, string) {
	m, source := f.given, f.source
	row := f.described[f.rowOf(path)]
	for _, field := range []struct{ to, from *string }{
		{&m.Title, &row.meta.Title}, {&m.Date, &row.meta.Date}, {&m.URL, &row.meta.URL}, {&source, &row.source},
	} {
		if *field.to == "" {
			*field.to = *field.from
		}
	}
	if len(m.Authors) == 0 {
		m.Authors = row.meta.Authors
	}
	return m, source
}

// isDateLike tells a date from a number: of bare digits only four are a year.
func isDateLike(text string, v quad.Value) bool {
	t, ok := v.(quad.TypedString)
	if !ok {
		return false
	}
	switch t.Type {
	case quads.XSDDate, quads.XSDTime, quads.XSDMonth, quads.XSDYear, quads.EDTF:
		return true
	}
	return t.Type == quads.XSDInteger && len(text) == 4
}
