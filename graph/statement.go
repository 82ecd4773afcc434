package graph

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Statement is the record: something a source says, or that was concluded from
// it. Everything innograph knows is a statement, also an entity's type and
// names, so that each of them has a status, a basis and references.
//
// A statement is identified by a hash of its whole content, so it never changes:
// what looks like a change is one statement removed and another added, and
// loading the same pack twice changes nothing.
type Statement struct {
	ID         string // "s-" and 20 characters of base32; set by Identify
	Subject    string // slug of an entity
	Relation   string // id of a core relation, a relation of the ontology, or the slug of an indicator
	Object     Value
	Qualifiers []Qualifier // sorted by name, then value
	Status     Status
	Basis      Basis
	References []Reference // sorted
}

// Qualifier says more about a statement: a period, a unit, what a ratio is
// relative to.
type Qualifier struct {
	Name  string `json:"name"`
	Value Value  `json:"value"`
}

// Reference is the evidence of a statement: the terms, as printed, that stand
// together in one sentence of a section of a source. The sentence itself is
// never stored.
type Reference struct {
	Source  string   `json:"source"`  // slug of an entity whose type has the role "source"
	Section string   `json:"section"` // id of a section of that source
	Terms   []string `json:"terms"`   // in the order of printing
}

// Delta is one change to a store: statements to add and ids to remove. Adding
// what is there and removing what is not are no errors. A delta that both adds
// and removes an id is not valid.
type Delta struct {
	Add    []Statement
	Remove []string
}

// The core relations describe entities themselves. They are the only relations
// that the code knows; all others are the ontology's.
const (
	RelType        = "type"        // object: StringKind, the id of an EntityType; its status is the entity's status
	RelName        = "name"        // object: StringKind with language "zh" or "en"; at most one each
	RelAsPrinted   = "as-printed"  // object: StringKind; a name as a source prints it
	RelAlias       = "alias"       // object: StringKind; another name under which it is found
	RelDescription = "description" // object: StringKind with language; at most one each
	RelFormerID    = "former-id"   // object: StringKind; a slug merged into this entity
	RelExcluded    = "excluded"    // subject: a source; object: StringKind, why the sentence that the reference names is not cited; qualifier reason-zh
	RelSection     = "section"     // subject: a source; object: StringKind, a section's id; qualifiers title-zh, title-en, order
)

var coreRelations = []string{RelType, RelName, RelAsPrinted, RelAlias, RelDescription, RelFormerID, RelSection, RelExcluded}

// CoreRelations lists the relations that describe entities themselves.
func CoreRelations() []string { return slices.Clone(coreRelations) }

// IsCoreRelation reports whether id names a core relation.
func IsCoreRelation(id string) bool { return slices.Contains(coreRelations, id) }

var (
	slugPattern = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
)

// MaxSlug is the longest slug, in bytes.
const MaxSlug = 128

// ValidSlug reports whether s can be an entity's id: lower-case letters, digits
// and single hyphens, at most MaxSlug bytes, and not of a statement id's form.
func ValidSlug(s string) bool {
	return len(s) <= MaxSlug && slugPattern.MatchString(s) && !ValidStatementID(s)
}

// Identify returns the statement in canonical order (qualifiers and references
// sorted, duplicates dropped) with its ID set from its content.
func (s Statement) Identify() Statement {
	s.Qualifiers = slices.Clone(s.Qualifiers)
	slices.SortFunc(s.Qualifiers, compareQualifiers)
	s.Qualifiers = slices.Compact(s.Qualifiers)
	s.References = slices.Clone(s.References)
	slices.SortFunc(s.References, compareReferences)
	s.References = slices.CompactFunc(s.References, func(a, b Reference) bool { return compareReferences(a, b) == 0 })

	key, _ := s.Key(make([]byte, 0, 256))
	s.ID = encodeStatementID(key)
	return s
}

// Key hashes the content of a statement that is in canonical order, as Identify
// puts it. It works in scratch, and returns that for the next one.
func (s *Statement) Key(scratch []byte) (StatementKey, []byte) {
	b := appendString(scratch[:0], s.Subject)
	b = appendString(b, s.Relation)
	b = appendValue(b, s.Object)
	b = append(b, byte(s.Status), byte(s.Basis))
	b = appendDetails(b, s.Qualifiers, s.References)
	sum := sha256.Sum256(b)
	return StatementKey(sum[:12]), b
}

// Validate checks what needs no ontology and no graph: slugs, valid UTF-8
// without NUL in every text, finite numbers, references with a source, a section
// and terms, and an ID that matches the content. It answers an *Error of kind
// Invalid with every mistake.
func (s Statement) Validate() error {
	var e Error
	say := func(param string, value any, format string, args ...any) {
		e.Issues = append(e.Issues, Issue{Param: param, Value: value, Message: fmt.Sprintf(format, args...)})
	}
	if !ValidSlug(s.Subject) {
		say("subject", s.Subject, "%q is not a slug: lower-case letters, digits and single hyphens, at most %d bytes", s.Subject, MaxSlug)
	}
	if !ValidSlug(s.Relation) {
		say("relation", s.Relation, "%q is not the id of a relation", s.Relation)
	}
	if int(s.Status) >= len(statusNames) {
		say("status", s.Status.String(), "unknown status")
	}
	if int(s.Basis) >= len(basisNames) {
		say("basis", s.Basis.String(), "unknown basis")
	}
	checkValue := func(param string, v Value) {
		switch v.kind {
		case EntityKind:
			if !ValidSlug(v.text) {
				say(param, v.text, "%q is not a slug", v.text)
			}
		case StringKind:
			if why := badText(v.text); why != "" {
				say(param, strings.ToValidUTF8(v.text, "�"), "text %s", why)
			}
			if why := badText(v.lang); why != "" {
				say(param, strings.ToValidUTF8(v.lang, "�"), "language %s", why)
			}
		case DecimalKind:
			if f := math.Float64frombits(v.bits); math.IsNaN(f) || math.IsInf(f, 0) {
				say(param, v.String(), "a decimal must be finite")
			}
		case TimeKind:
			if _, ok := v.Time(); !ok {
				say(param, v.text, "not an instant")
			}
		}
	}
	checkValue("object", s.Object)
	for _, q := range s.Qualifiers {
		if !ValidSlug(q.Name) {
			say("qualifiers", q.Name, "%q is not the name of a qualifier", q.Name)
		}
		checkValue("qualifiers."+q.Name, q.Value)
	}
	for _, r := range s.References {
		if !ValidSlug(r.Source) {
			say("references.source", r.Source, "%q is not the slug of a source", r.Source)
		}
		if r.Section == "" || badText(r.Section) != "" {
			say("references.section", r.Section, "a reference needs a section, in valid UTF-8 without NUL")
		}
		if len(r.Terms) == 0 {
			say("references.terms", "", "a reference needs at least one term as printed")
		}
		for _, t := range r.Terms {
			if t == "" || badText(t) != "" {
				say("references.terms", strings.ToValidUTF8(t, "�"), "a term must be valid UTF-8 without NUL, and not empty")
			}
		}
	}
	if len(e.Issues) == 0 && s.Identify().ID != s.ID {
		say("id", s.ID, "the id does not match the content; call Identify")
	}
	if len(e.Issues) > 0 {
		e.Kind = Invalid
		return &e
	}
	return nil
}

func badText(s string) string {
	switch {
	case !utf8.ValidString(s):
		return "is not valid UTF-8"
	case strings.ContainsRune(s, 0):
		return "holds a NUL character"
	}
	return ""
}

func compareQualifiers(a, b Qualifier) int {
	if c := strings.Compare(a.Name, b.Name); c != 0 {
		return c
	}
	return CompareValues(a.Value, b.Value)
}

func compareReferences(a, b Reference) int {
	if c := strings.Compare(a.Source, b.Source); c != 0 {
		return c
	}
	if c := strings.Compare(a.Section, b.Section); c != 0 {
		return c
	}
	return slices.Compare(a.Terms, b.Terms)
}

// The encoding below is injective (every part carries its length), so equal
// bytes mean equal content. It feeds the content hash and the Graph's blob.

func appendString(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

func appendValue(b []byte, v Value) []byte {
	b = append(b, byte(v.kind))
	switch v.kind {
	case IntegerKind, DecimalKind, BooleanKind:
		return binary.LittleEndian.AppendUint64(b, v.bits)
	}
	return appendString(appendString(b, v.text), v.lang)
}

func appendDetails(b []byte, qs []Qualifier, rs []Reference) []byte {
	b = binary.AppendUvarint(b, uint64(len(qs)))
	for _, q := range qs {
		b = appendValue(appendString(b, q.Name), q.Value)
	}
	b = binary.AppendUvarint(b, uint64(len(rs)))
	for _, r := range rs {
		b = appendString(appendString(b, r.Source), r.Section)
		b = binary.AppendUvarint(b, uint64(len(r.Terms)))
		for _, t := range r.Terms {
			b = appendString(b, t)
		}
	}
	return b
}
