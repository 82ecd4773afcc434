package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/innograph/innograph/graph"
)

// change is a delta that has been checked: statements in canonical order, every
// id once.
type change struct {
	add    []graph.Statement
	remove []string
}

// maxIssues bounds the mistakes that are told of one delta.
const maxIssues = 20

// newChange checks a delta. It answers an *graph.Error of kind Invalid with the
// mistakes of every statement, or the context's error.
func newChange(ctx context.Context, d graph.Delta) (change, error) {
	var (
		c      change
		issues []graph.Issue
		adding = make(map[string]bool, len(d.Add))
		known  = make(map[string]bool, len(d.Remove))
	)
	for i, s := range d.Add {
		if err := ctx.Err(); err != nil {
			return change{}, err
		}
		if err := s.Validate(); err != nil {
			issues = append(issues, placed(fmt.Sprintf("add[%d]", i), err)...)
			continue
		}
		if !adding[s.ID] {
			adding[s.ID] = true
			c.add = append(c.add, s.Identify())
		}
	}
	for i, id := range d.Remove {
		place := fmt.Sprintf("remove[%d]", i)
		switch {
		case !graph.ValidStatementID(id):
			issues = append(issues, graph.Issue{Param: place, Value: id,
				Message: fmt.Sprintf(`%s: %q is not the id of a statement: "s-" and 20 characters of base32`, place, id)})
		case adding[id]:
			issues = append(issues, graph.Issue{Param: place, Value: id,
				Message: fmt.Sprintf("%s: statement %s is added by the same delta", place, id)})
		case !known[id]:
			known[id] = true
			c.remove = append(c.remove, id)
		}
	}
	if more := len(issues) - maxIssues; more > 0 {
		issues = append(issues[:maxIssues], graph.Issue{Message: fmt.Sprintf("and %d more mistakes", more)})
	}
	if len(issues) > 0 {
		return change{}, &graph.Error{Kind: graph.Invalid, Issues: issues}
	}
	return c, nil
}

// placed says where in the delta the mistakes of a statement are.
func placed(place string, err error) []graph.Issue {
	var e *graph.Error
	if !errors.As(err, &e) {
		return []graph.Issue{{Param: place, Message: place + ": " + err.Error()}}
	}
	issues := make([]graph.Issue, len(e.Issues))
	for i, is := range e.Issues {
		is.Param = place + "." + is.Param
		is.Message = is.Param + ": " + is.Message
		issues[i] = is
	}
	return issues
}
