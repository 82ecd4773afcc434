package seeds

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/innograph/innograph/graph"
)

// Position is a place in a file. Line and Column count from 1; a column is one
// character (Unicode code point), not one byte.
type Position struct {
	File   string
	Line   int
	Column int
}

// String is the position in the form that compilers use: file:line:column.
func (p Position) String() string {
	if p.File == "" {
		return fmt.Sprintf("%d:%d", p.Line, p.Column)
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
}

// Problem is one mistake in one file.
type Problem struct {
	File    string
	Line    int      // from 1
	Column  int      // from 1, in characters
	Message string   // what is wrong and what was expected
	Suggest []string // what may have been meant, nearest first
	Excerpt string   // the source line and, below it, a caret under the column
}

// Position is where the mistake stands.
func (p Problem) Position() Position { return Position{p.File, p.Line, p.Column} }

// String is "file:line:column: message; did you mean …?" and the excerpt, which
// is indented.
func (p Problem) String() string {
	s := p.Position().String() + ": " + graph.Issue{Message: p.Message, Suggest: p.Suggest}.Text()
	if p.Excerpt != "" {
		s += "\n    " + strings.ReplaceAll(p.Excerpt, "\n", "\n    ")
	}
	return s
}

// Errors is every mistake of one run, sorted by file, line and column.
type Errors []Problem

func (e Errors) Error() string {
	lines := make([]string, len(e))
	for i, p := range e {
		lines[i] = p.String()
	}
	return strings.Join(lines, "\n")
}

// sorted orders the problems and drops those that say the same twice.
func (e Errors) sorted() Errors {
	slices.SortStableFunc(e, func(a, b Problem) int {
		return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line),
			cmp.Compare(a.Column, b.Column), strings.Compare(a.Message, b.Message))
	})
	return slices.CompactFunc(e, func(a, b Problem) bool {
		return a.Position() == b.Position() && a.Message == b.Message
	})
}
