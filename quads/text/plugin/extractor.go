package plugin

import (
	"context"
	"errors"
	"fmt"
	"time"

	"quipu/quads"
)

// Options are the settings of a program; the zero value has sane ones.
type Options struct {
	Starting time.Duration     // how long it may take to start; 0: a minute
	Answer   time.Duration     // how long it may take for a sentence; 0: 30 seconds
	Complain func(line string) // what it writes to standard error, harmless to a terminal; called by another goroutine
}

const (
	defaultStarting = time.Minute
	defaultAnswer   = 30 * time.Second
	maxFailures     = 3           // in a row: then it is given up
	maxStarts       = 20          // and after so many starts
	goodbye         = time.Second // to end after its input has ended
)

// An Extractor is a program that finds claims. It is for one goroutine: each
// worker starts its own.
type Extractor struct {
	words   []string
	options Options
	name    string
	process *process // nil: to be started again
	id      int
	failed  int // in a row
	starts  int
	given   error // why it was given up
}

// An Error says what was wrong with a program's answer.
type Error struct {
	Name string // of the program
	Err  error
}

// Error names the program.
func (e *Error) Error() string { return "the extractor " + e.Name + ": " + e.Err.Error() }

// Unwrap returns what was wrong.
func (e *Error) Unwrap() error { return e.Err }

// Start starts a program, given as a command line (see Split), and waits until
// it is ready. It is found as a shell finds it, and runs until Close or the
// end of ctx. The error is an *Error where the program is to blame.
func Start(ctx context.Context, command string, o Options) (*Extractor, error) {
	words, err := Split(command)
	if err != nil {
		return nil, fmt.Errorf("the command %s: %w", shown(command), err)
	}
	if o.Starting <= 0 {
		o.Starting = defaultStarting
	}
	if o.Answer <= 0 {
		o.Answer = defaultAnswer
	}
	e := &Extractor{words: words, options: o, name: quads.Printable(quads.Cut(words[0], 60))}
	if err := e.start(ctx); err != nil {
		return nil, err
	}
	return e, nil
}

// start starts the program and exchanges greetings.
func (e *Extractor) start(ctx context.Context) error {
	e.starts++
	p, err := start(ctx, e.words, e.options.Complain)
	if err != nil {
		return e.blame(err)
	}
	name := ""
	err = p.ask(ctx, e.options.Starting, helloOut{typeHello, Version, stances}, func(line []byte) (bool, error) {
		m, err := decode(line)
		switch {
		case err != nil:
			return false, fmt.Errorf("it did not say hello but %w", err)
		case m.Type != typeHello:
			return false, fmt.Errorf("it did not say hello but %s", shown(m.Type))
		case m.Protocol != Version:
			return false, fmt.Errorf("it speaks version %d of the protocol, and this is version %d", m.Protocol, Version)
		case m.Name == "":
			return false, errors.New("it did not say its name")
		}
		name = quads.Printable(quads.Cut(m.Name+" "+m.Version, 60))
		return true, nil
	})
	if err != nil {
		return e.blame(p.kill(err))
	}
	e.process, e.name = p, name
	return nil
}

// blame makes an error the program's, unless it is that of a context.
func (e *Extractor) blame(err error) error {
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return &Error{Name: e.name, Err: err}
}

// Name is the program's name and version, as it says, printable.
func (e *Extractor) Name() string { return e.name }

// Sentence asks for the claims of a sentence. An *Error says that the program
// gave no answer that can be used; the next sentence may be asked all the same.
func (e *Extractor) Sentence(ctx context.Context, r Request) ([]Claim, error) {
	if e.given != nil {
		return nil, e.given
	}
	if e.process == nil {
		if err := e.start(ctx); err != nil {
			return nil, e.fail(err)
		}
	}
	e.id++
	a := answer{id: e.id, sentence: r.Text}
	err := e.process.ask(ctx, e.options.Answer, sentenceOut{typeSentence, e.id, r.Text, r.Before, r.After, r.Document}, a.take)
	if err != nil { // nobody knows what it would say next
		err = e.process.kill(err)
		e.process = nil
		return nil, e.fail(e.blame(fmt.Errorf("sentence %d: %w", e.id, err)))
	}
	e.failed = 0
	if a.wrong != nil {
		return nil, e.blame(fmt.Errorf("sentence %d: %w", e.id, a.wrong))
	}
	return a.claims, nil
}

// fail counts a failure of the program itself.
func (e *Extractor) fail(err error) error {
	if !errors.As(err, new(*Error)) {
		return err // ours, or the end of the context
	}
	e.failed++
	if e.failed >= maxFailures || e.starts >= maxStarts {
		e.given = e.blame(errors.New("given up, as it failed again and again"))
	}
	return err
}

// Close ends the program: it is told by the end of its input, and killed with
// its children if that does not end it.
func (e *Extractor) Close() error {
	if e.process != nil {
		e.process.finish(goodbye)
		e.process = nil
	}
	e.given = errors.New("the extractor was closed")
	return nil
}

// answer collects what a program says about a sentence.
type answer struct {
	id       int
	sentence string
	claims   []Claim
	count    int
	wrong    error // the first claim that cannot be used
}

// take takes a line; an error is one of the protocol.
func (a *answer) take(line []byte) (done bool, err error) {
	m, err := decode(line)
	switch {
	case err != nil:
		return false, fmt.Errorf("it said %w", err)
	case m.ID == nil:
		return false, fmt.Errorf("it said %s without an id", shown(m.Type))
	case *m.ID != a.id:
		return false, fmt.Errorf("it answered sentence %d", *m.ID)
	case m.Type == typeDone:
		return true, nil
	case m.Type != typeClaim:
		return false, fmt.Errorf("it said %s, and neither claim nor done", shown(m.Type))
	}
	if a.count++; a.count > maxClaims {
		return false, fmt.Errorf("it made more than %d claims of one sentence", maxClaims)
	}
	c, err := m.claim(a.sentence)
	if err != nil && a.wrong == nil {
		a.wrong = fmt.Errorf("claim %d: %w", a.count, err)
	}
	a.claims = append(a.claims, c)
	return false, nil
}
