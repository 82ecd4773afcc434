package graph

import (
	"fmt"
	"strings"
	"testing"
)

// argumentOntology names its types and relations unlike any other, so that a
// query which knows a name, not a role, finds nothing.
var argumentOntology = NewOntology(
	[]EntityType{
		{ID: "Any", Abstract: true, Label: Text{"物", "Any"}},
		{ID: "Trouble", Parent: "Any", Role: RoleProblem, Label: Text{"麻烦", "Trouble"}},
		{ID: "Cluster", Parent: "Trouble", Label: Text{"麻烦簇", "Cluster"}},
		{ID: "Step", Parent: "Any", Role: RoleMeasure, Label: Text{"步骤", "Step"}},
		{ID: "Aim", Parent: "Any", Role: RoleGoal, Label: Text{"指望", "Aim"}},
		{ID: "Town", Parent: "Any", Role: RolePlace, Label: Text{"镇", "Town"}},
		{ID: "Gauge", Parent: "Any", Role: RoleIndicator, Label: Text{"量", "Gauge"}},
		{ID: "Other", Parent: "Any", Label: Text{"其他", "Other"}},
	},
	[]Relation{
		argumentRelation("in", "", true), argumentRelation("cures", RoleAddresses, false), argumentRelation("by", RoleInstrument, false),
		argumentRelation("for", RoleServes, false), argumentRelation("outdone-by", RoleBenchmark, false),
		argumentRelation("matches", RoleCounterpart, false), argumentRelation("jars-with", RoleTension, false), argumentRelation("at", "", false),
		{ID: "headcount", Value: "integer", Role: RoleMemberCount, Label: Text{"数", "headcount"}},
		{ID: "listed", Value: "boolean", Role: RoleMembersStated, Label: Text{"列", "listed"}},
	},
	[]QualifierType{{ID: "kind", Value: "string"}, {ID: "flag", Value: "string"}}, nil)

func argumentRelation(id, role string, containment bool) Relation {
	return Relation{ID: id, Role: role, Containment: containment, Domain: []string{"Any"}, Range: []string{"Any"}, Label: Text{"关" + id, id},
		Inverse: Inverse{ID: "inverse-" + id}, Sentence: Text{"{subject}正" + id + "{object}", "{subject} " + id + " {object}"},
		InverseSentence: Text{"{object}反" + id + "{subject}", "{object} inverse-" + id + " {subject}"}}
}

// parseArgument reads statements from lines: "Type id id…" for entities, of
// which "id!status" has a status, "subject relation object" with, after it, a
// status, "inferred", "qualifier=value" or "@section" for a reference.
func parseArgument(t testing.TB, text string) []Statement {
	t.Helper()
	var out []Statement
	for line := range strings.Lines(text) {
		words := strings.Fields(line)
		if len(words) == 0 {
			continue
		}
		if _, ok := argumentOntology.Type(words[0]); ok {
			for _, id := range words[1:] {
				id, status, _ := strings.Cut(id, "!")
				d := describe(id, words[0], "某"+id, "The "+id)
				if status != "" {
					d[0].Status = mustStatus(t, status)
					d[0] = d[0].Identify()
				}
				out = append(out, d...)
			}
			continue
		}
		s := Statement{Subject: words[0], Relation: words[1]}
		var number int64
		switch r, known := argumentOntology.Relation(words[1]); {
		case known && !r.IsValue():
			s.Object = EntityValue(words[2])
		case words[2] == "true" || words[2] == "false":
			s.Object = BooleanValue(words[2] == "true")
		default:
			if _, err := fmt.Sscan(words[2], &number); err == nil {
				s.Object = IntegerValue(number)
			} else {
				s.Object = StringValue(words[2])
			}
		}
		for _, w := range words[3:] {
			name, value, isQualifier := strings.Cut(w, "=")
			switch {
			case w == "inferred":
				s.Basis = Inferred
			case isQualifier:
				s.Qualifiers = append(s.Qualifiers, Qualifier{name, StringValue(value)})
			case w[0] == '@':
				s.References = append(s.References, Reference{Source: "other", Section: w[1:], Terms: []string{"词"}})
			default:
				s.Status = mustStatus(t, w)
			}
		}
		out = append(out, s.Identify())
	}
	return out
}

func mustStatus(t testing.TB, name string) Status {
	t.Helper()
	s, err := ParseStatus(name)
	if err != nil {
		t.Fatal(err)
	}
	return s
}
