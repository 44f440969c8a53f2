package main

import (
	"context"
	"os/user"
	"path/filepath"
	"strings"

	"github.com/spf13/pflag"

	"quipu/graph/source"
	"quipu/quads"
)

// registerAs adds the flag of a command that writes.
func registerAs(flags *pflag.FlagSet, as *string) {
	flags.StringVar(as, "as", "", "who enters this, kept in the store's history as `NAME` (default: $QUIPU_ANALYST, or the login name)")
}

// longestNote is the room, in columns, for a name or a command in a history.
const longestNote = 80

// analyst is who writes: the name given with --as, or that of the environment.
// It may stay unknown.
func (a *app) analyst(as string) string {
	login := func() string {
		u, err := user.Current()
		if err != nil {
			return ""
		}
		return u.Username
	}
	for _, name := range []func() string{
		func() string { return as },
		func() string { return a.getenv("QUIPU_ANALYST") },
		login,
		func() string { return a.getenv("USER") },
	} {
		if n := strings.Join(strings.Fields(name()), " "); n != "" {
			return quads.Cut(n, longestNote)
		}
	}
	return ""
}

// signed returns the context for a command that writes: what it commits keeps
// the analyst and the command's words.
func (a *app) signed(ctx context.Context, as string, words ...string) context.Context {
	command := strings.Join(strings.Fields(strings.Join(words, " ")), " ")
	return source.WithNote(ctx, source.Note{Analyst: a.analyst(as), Command: quads.Cut(command, longestNote)})
}

// baseNames returns the names of files without their folders.
func baseNames(files []string) []string {
	names := make([]string, len(files))
	for i, f := range files {
		names[i] = filepath.Base(f)
	}
	return names
}
