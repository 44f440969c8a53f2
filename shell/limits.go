package shell

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"quipu/graph/query"
	"quipu/quads"
)

// limits are those of a session's queries. Zero is none, or for held rows the
// default.
type limits struct {
	rows, held int
	time       time.Duration
}

// lateError is the end of a query's time.
type lateError struct{ after time.Duration }

func (e *lateError) Error() string {
	return fmt.Sprintf("stopped after %s: the answer is not complete; ask for less, or give it longer: .limit time %s", e.after, 5*e.after)
}

// timed runs f within the time that a query has.
func (l limits) timed(ctx context.Context, f func(context.Context) error) error {
	if l.time == 0 {
		return f(ctx)
	}
	late := &lateError{l.time}
	timed, cancel := context.WithTimeoutCause(ctx, l.time, late)
	defer cancel()
	err := f(timed)
	if err != nil && ctx.Err() == nil && errors.Is(context.Cause(timed), late) {
		return late
	}
	return err
}

func (s *session) limitCommand(_ context.Context, args string) error {
	if args == "" {
		s.showLimits()
		return nil
	}
	what, value, _ := strings.Cut(args, " ")
	value = strings.TrimSpace(value)
	switch what {
	case "time":
		d := time.Duration(0)
		if value != "none" {
			var err error
			if d, err = time.ParseDuration(value); err != nil || d <= 0 {
				return errors.New("write a time such as .limit time 2s or 1m30s, or .limit time none")
			}
		}
		s.limits.time = d
	case "rows", "held":
		n := 0
		if value != "none" {
			var err error
			if n, err = strconv.Atoi(strings.ReplaceAll(value, ",", "")); err != nil || n <= 0 {
				none := ", or .limit rows none"
				if what == "held" {
					none = ""
				}
				return fmt.Errorf("write a number such as .limit %s 10000%s", what, none)
			}
		}
		if what == "held" && value == "none" {
			return fmt.Errorf("what a query holds in memory has always a limit: write a number, or .limit held %s, which is the default",
				quads.Grouped(query.DefaultMaxHeld))
		}
		if what == "rows" {
			s.limits.rows = n
		} else {
			s.limits.held = n
		}
	default:
		return errUsage
	}
	s.showLimits()
	return nil
}

func (s *session) showLimits() {
	or := func(n int, none string) string {
		if n == 0 {
			return none
		}
		return quads.Grouped(n)
	}
	longest := "none"
	if s.limits.time > 0 {
		longest = s.limits.time.String()
	}
	s.say("time  %s", longest)
	s.say("rows  %s", or(s.limits.rows, "none"))
	s.say("held  %s", or(s.limits.held, quads.Grouped(query.DefaultMaxHeld)))
}

func (s *session) offerLimits(arg string) []string {
	return withPrefix([]string{"time ", "rows ", "held "}, arg)
}
