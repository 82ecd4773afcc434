package seeds

import (
	"regexp"
	"slices"

	"github.com/innograph/innograph/graph"
)

// form is the form of a text.
type form struct {
	pattern *regexp.Regexp // in the syntax that JSON Schema shares
	longest int            // bytes; 0 for no bound
	want    string         // for messages
	also    func(string) bool
}

func (f form) matches(s string) bool {
	return f.pattern.MatchString(s) && (f.longest == 0 || len(s) <= f.longest) && (f.also == nil || f.also(s))
}

const slugPattern = `^[a-z0-9]+(-[a-z0-9]+)*$`

var forms = map[string]form{
	"slug": {
		pattern: regexp.MustCompile(slugPattern), longest: graph.MaxSlug, also: graph.ValidSlug,
		want: "a slug: lower-case letters, digits and single hyphens, at most 128 bytes, and not the id of a statement",
	},
	"type":     {pattern: regexp.MustCompile(`^[A-Z][A-Za-z0-9]*$`), longest: 64, want: "the id of a type: UpperCamelCase, at most 64 letters and digits"},
	"color":    {pattern: regexp.MustCompile(`^#[0-9a-fA-F]{6}$`), want: "a colour of the form #rrggbb"},
	"icon":     {pattern: regexp.MustCompile(slugPattern), want: "the name of a Lucide icon, such as map-pin"},
	"sha256":   {pattern: regexp.MustCompile(`^[0-9a-f]{64}$`), want: "a SHA-256 digest: 64 lower-case hexadecimal digits"},
	"language": {pattern: regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$`), want: "a language tag, such as zh or en"},
	"section":  {pattern: regexp.MustCompile(`^[0-9A-Za-z]+([._-][0-9A-Za-z]+)*$`), longest: 64, want: `the id of a section: letters and digits, parted by . _ or -, such as "1.2"`},
	"file":     {pattern: regexp.MustCompile(`^[^/\\:]*[^/\\:.][^/\\:]*$`), want: "the name of a file, without folders"},
}

// fixedNames are the closed lists that do not depend on the ontology.
var fixedNames = map[string][]string{
	"status": graph.StatusNames(),
	"basis":  graph.BasisNames(),
	"role":   {graph.RoleIndicator, graph.RoleSource, graph.RolePlace, graph.RoleProblem, graph.RoleMeasure, graph.RoleGoal, graph.RoleLayout},
	"relation-role": {graph.RoleAddresses, graph.RoleInstrument, graph.RoleBenchmark, graph.RoleCounterpart, graph.RoleTension,
		graph.RoleServes, graph.RoleMemberCount, graph.RoleMembersStated, graph.RoleLaysOut},
	"literal": {"string", "integer", "decimal", "boolean", "time"},
	"kind":    graph.ValueKindNames(),
}

// builtInNames are the values of qualifiers on which the code relies where the
// ontology does not close the list itself.
var builtInNames = map[string][]string{
	qOperator: {"=", ">", "≥", "~", "≤", "<"},
	qKind:     {"absolute", "ratio", kindRank, "growth", "floor", "target", kindQualitative},
}

func contains(list []string, s string) bool { return slices.Contains(list, s) }
