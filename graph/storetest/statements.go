package storetest

import (
	"fmt"

	"github.com/innograph/innograph/graph"
)

// say makes a statement in canonical order with its id. Each change is applied
// to it first.
func say(subject, relation string, object graph.Value, changes ...func(*graph.Statement)) graph.Statement {
	s := graph.Statement{Subject: subject, Relation: relation, Object: object}
	for _, change := range changes {
		change(&s)
	}
	return s.Identify()
}

func with(name string, v graph.Value) func(*graph.Statement) {
	return func(s *graph.Statement) {
		s.Qualifiers = append(s.Qualifiers, graph.Qualifier{Name: name, Value: v})
	}
}

func cite(source, section string, terms ...string) func(*graph.Statement) {
	return func(s *graph.Statement) {
		s.References = append(s.References, graph.Reference{Source: source, Section: section, Terms: terms})
	}
}

func is(status graph.Status, basis graph.Basis) func(*graph.Statement) {
	return func(s *graph.Statement) { s.Status, s.Basis = status, basis }
}

// describe shows a statement, shortened.
func describe(s graph.Statement) string {
	text := fmt.Sprintf("%s %s %s %s %q qualifiers %q references %q", s.ID, s.Subject, s.Relation,
		s.Object.Kind(), s.Object, s.Qualifiers, s.References)
	if len(text) > 600 {
		text = fmt.Sprintf("%.600q…", text)
	}
	return text
}

// numbered makes n different statements that share most of their nodes.
func numbered(n int) []graph.Statement {
	list := make([]graph.Statement, n)
	for i := range list {
		list[i] = say(fmt.Sprintf("place-%d", i%17), fmt.Sprintf("relation-%d", i%3), graph.EntityValue(fmt.Sprintf("place-%d", i%13)),
			with("order", graph.IntegerValue(int64(i))), cite("report", fmt.Sprint(i%5), "走廊", "创新"))
	}
	return list
}

// ids lists the ids of statements.
func ids(list ...graph.Statement) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = s.ID
	}
	return out
}
