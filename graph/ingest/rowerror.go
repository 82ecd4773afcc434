package ingest

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/innograph/innograph/graph"
)

// RowError is a row that was refused, whole.
type RowError struct {
	File    string
	Line    int      // on which the record begins, from 1
	Column  string   // the column, member or term at fault; "" for the whole record
	Message string   // what is wrong and what was expected
	Suggest []string // what may have been meant, nearest first
}

func (e *RowError) Error() string {
	where := fmt.Sprintf("%s:%d: ", e.File, e.Line)
	if e.Column != "" {
		where += e.Column + ": "
	}
	return where + graph.Issue{Message: e.Message, Suggest: e.Suggest}.Text()
}

// problem makes a RowError that has no place yet.
func problem(column, format string, args ...any) *RowError {
	return &RowError{Column: column, Message: fmt.Sprintf(format, args...)}
}

func (e *RowError) suggest(names []string) *RowError {
	e.Suggest = names
	return e
}

// BadRows is the error of an input with more bad rows than are allowed.
type BadRows struct {
	Bad   int64       // rows refused until reading stopped
	Max   int         // Options.MaxErrors
	First []*RowError // at most maxShown
}

// maxShown is how many bad rows an error shows.
const maxShown = 5

func (e *BadRows) Error() string {
	if e.Max == 0 && len(e.First) == 1 {
		return e.First[0].Error()
	}
	lines := make([]string, len(e.First))
	for i, r := range e.First {
		lines[i] = "\n  " + r.Error()
	}
	noun := "the first of them"
	if int64(len(e.First)) == e.Bad {
		noun = "they are"
	}
	return fmt.Sprintf("%d bad rows, where %d are allowed; %s:%s", e.Bad, e.Max, noun, strings.Join(lines, ""))
}

// Unwrap answers the same as an *graph.Error of kind Invalid.
func (e *BadRows) Unwrap() error {
	out := &graph.Error{Kind: graph.Invalid}
	for _, r := range e.First {
		out.Issues = append(out.Issues, graph.Issue{Param: "input", Value: r.File, Message: r.Error()})
	}
	return out
}

// fileError is an input that cannot be read at all, or not to its end.
func fileError(file string, cause error, format string, args ...any) error {
	return &graph.Error{Kind: graph.Invalid, Err: cause, Issues: []graph.Issue{{
		Param: "input", Value: file, Message: file + ": " + fmt.Sprintf(format, args...)}}}
}

// fileLineError is a fileError with a place.
func fileLineError(file string, line int, cause error, e *RowError) error {
	e.File, e.Line = file, line
	return &graph.Error{Kind: graph.Invalid, Err: cause, Issues: []graph.Issue{{Param: "input", Value: file, Message: e.Error()}}}
}

// misread is a mistake in a line, placed by its character, counted from 1.
func misread(what, line string, at int, format string, args ...any) *RowError {
	n := utf8.RuneCountInString(line[:min(at, len(line))]) + 1
	return problem("", "this is not %s at character %d: %s", what, n, fmt.Sprintf(format, args...))
}
