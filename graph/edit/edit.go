package edit

import (
	"github.com/innograph/innograph/graph"
)

// Edit is what a proposal wants to change.
type Edit struct {
	Add    []Placed
	Remove []Removal
}

// Placed is a statement and the place in the request that asked for it.
type Placed struct {
	graph.Statement
	At Place
}

// Place is where in a request a statement was asked for.
type Place struct {
	// At is a JSON pointer (RFC 6901): to the statement or, of a Field, to what of
	// an entity's form is its object.
	At    string
	Field bool
}

// of is the pointer to a part of the statement: subject, object, references/0 ….
func (p Place) of(part string) string {
	switch {
	case !p.Field:
		return p.At + "/" + part
	case part == "object" || part == "relation":
		return p.At
	case part == "subject":
		return "/id"
	}
	return "/" + part
}

// Removal is the id of a statement and the place that asked for its removal.
type Removal struct{ ID, At string }

// Put adds a statement, which is identified here.
func (e *Edit) Put(at string, s graph.Statement) {
	e.Add = append(e.Add, Placed{s.Identify(), Place{At: at}})
}

// putField adds a statement that a field of an entity's form asks for.
func (e *Edit) putField(at string, s graph.Statement) {
	e.Add = append(e.Add, Placed{s.Identify(), Place{at, true}})
}

// Drop removes a statement.
func (e *Edit) Drop(at, id string) { e.Remove = append(e.Remove, Removal{id, at}) }

// mistakes collects what is wrong with an edit, up to a bound.
type mistakes struct {
	issues []graph.Issue
	more   int
}

// maxMistakes bounds what is told of one edit.
const maxMistakes = 100

func (m *mistakes) say(at string, value any, message string, suggest ...string) {
	if len(m.issues) == maxMistakes {
		m.more++
		return
	}
	m.issues = append(m.issues, graph.Issue{Param: at, Value: value, Message: message, Suggest: suggest})
}

func (m *mistakes) err() error {
	if len(m.issues) == 0 {
		return nil
	}
	e := &graph.Error{Kind: graph.Invalid, Issues: m.issues}
	if m.more > 0 {
		e.Issues = append(e.Issues, graph.Issue{Message: plural(m.more, "more mistake is", "more mistakes are") + " not listed"})
	}
	return e
}
