package segment

import (
	"errors"
	"strings"
	"testing"
)

// What is not a dictionary is refused, by Add, AddID or Close.
func TestDictWriterRefuses(t *testing.T) {
	large := strings.Repeat("x", 5000)
	for _, test := range []struct {
		name  string
		forms []string
		ids   []ID // nil: Add
		want  string
	}{
		{"repeated", []string{"a", "a"}, nil, "not above"},
		{"repeated empty", []string{"", ""}, nil, "not above"},
		{"descending", []string{"b", "a"}, nil, "not above"},
		{"shorter", []string{"ab", "a"}, nil, "not above"},
		{"repeated large", []string{large, large}, nil, "not above"},
		{"descending large", []string{large + "b", large + "a"}, nil, "not above"},
		{"large, then its beginning", []string{large, large[:maxShort]}, nil, "not above"},
		{"an id twice", []string{"a", "b"}, []ID{7, 7}, "given twice"},
		{"an id too low", []string{"a", "b"}, []ID{7, 6}, "not one of the 2 from 7"},
		{"an id too high", []string{"a", "b"}, []ID{7, 9}, "not one of the 2 from 7"},
	} {
		w := newDictWriter(NewMemory(0), testSegment, 7)
		err := func() error {
			for i, form := range test.forms {
				if test.ids != nil {
					if err := w.AddID([]byte(form), test.ids[i]); err != nil {
						return err
					}
				} else if _, err := w.Add([]byte(form)); err != nil {
					return err
				}
			}
			return w.Close()
		}()
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v; want %q", test.name, err, test.want)
		}
	}
}

// failingSink fails when n calls were made.
type failingSink struct {
	*Memory
	n int
}

var errSink = errors.New("no room")

func (s *failingSink) fails() bool { s.n--; return s.n < 0 }

func (s *failingSink) Reserve(n int) (int64, error) {
	if s.fails() {
		return 0, errSink
	}
	return s.Memory.Reserve(n)
}

func (s *failingSink) WriteAt(p []byte, offset int64) (int, error) {
	if s.fails() {
		return 0, errSink
	}
	return s.Memory.WriteAt(p, offset)
}

// An error of the sink, whenever it comes, is that of Close.
func TestDictWriterSink(t *testing.T) {
	forms := sortedForms(append(exampleForms(3000), []byte(strings.Repeat("large ", 1<<19))))
	for calls := 0; ; calls++ {
		w := newDictWriter(&failingSink{NewMemory(0), calls}, testSegment, FirstTerm)
		for _, form := range forms {
			if _, err := w.Add(form); err != nil && !errors.Is(err, errSink) {
				t.Fatal(err)
			}
		}
		err := w.Close()
		if err == nil {
			if calls < 4 {
				t.Errorf("only %d calls", calls)
			}
			return
		}
		if !errors.Is(err, errSink) {
			t.Fatal(err)
		}
	}
}
