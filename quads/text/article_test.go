package text_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"quipu/quads/text/texttest"
)

// What the articles must give at least: expected lines found, of all, and
// dangers at most. Raise the first and lower the second when it gets better.
const (
	leastFound  = 120
	mostDangers = 0
)

// TestArticles reads the articles of testdata/text/articles and compares what
// comes out with their gold claims.
func TestArticles(t *testing.T) {
	gold, err := filepath.Glob("../../testdata/text/articles/*.claims")
	if err != nil || len(gold) < 5 {
		t.Fatalf("%d articles with gold claims, %v", len(gold), err)
	}
	found, expected, spurious, dangers := 0, 0, 0, 0
	for _, path := range gold {
		score := scoreArticle(t, path)
		name := filepath.Base(path)
		t.Logf("%-20s found %3d of %3d, others %3d, dangers %d", name, score.Found, score.Expected, len(score.Spurious), len(score.Dangers))
		for _, d := range score.Dangers {
			t.Logf("    danger: %s", d)
		}
		for _, l := range score.Missing {
			t.Logf("    missing: %s", l.Text)
		}
		for _, c := range score.Spurious {
			t.Logf("    other: %.2f %s", c.Confidence, texttest.String(c, testNames))
		}
		found, expected = found+score.Found, expected+score.Expected
		spurious, dangers = spurious+len(score.Spurious), dangers+len(score.Dangers)
	}
	t.Logf("all: found %d of %d, others %d, dangers %d", found, expected, spurious, dangers)
	if found < leastFound {
		t.Errorf("found %d of %d gold claims, at least %d were found before", found, expected, leastFound)
	}
	if dangers > mostDangers {
		t.Errorf("%d dangers, at most %d before", dangers, mostDangers)
	}
}

func scoreArticle(t *testing.T, gold string) texttest.Score {
	t.Helper()
	raw, err := os.ReadFile(gold)
	if err != nil {
		t.Fatal(err)
	}
	lines, err := texttest.Parse(string(raw))
	if err != nil {
		t.Fatalf("%s: %v", gold, err)
	}
	articles, err := filepath.Glob(strings.TrimSuffix(gold, ".claims") + ".*")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range articles {
		if path == gold {
			continue
		}
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		x := extract(t, path, string(content))
		return texttest.Compare(x.Claims, lines, testNames)
	}
	t.Fatalf("%s has no article", gold)
	return texttest.Score{}
}
