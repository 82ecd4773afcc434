package ingest

import (
	"net/url"
	"strings"

	"github.com/innograph/innograph/graph"
)

// The IRIs that export's nquads format uses; package export documents them.
const (
	urn      = "urn:innograph:"
	iriRDF   = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
	iriLabel = "http://www.w3.org/2000/01/rdf-schema#label"
	iriXSD   = "http://www.w3.org/2001/XMLSchema#"
)

// The kinds of thing that have an IRI of innograph's.
var urnKinds = []string{"answer", "dump", "entity", "qualifier", "reference", "relation", "statement", "type", "vocab"}

// parseURN takes an IRI of innograph's apart: its kind, and its id with escapes
// resolved. An IRI of anyone else has the kind "".
func parseURN(iri string) (kind, id string) {
	rest, ok := strings.CutPrefix(iri, urn)
	if !ok {
		return "", ""
	}
	kind, id, _ = strings.Cut(rest, ":")
	if strings.IndexByte(id, '%') >= 0 { // most ids have none, and this is read per term
		id = percentDecoded(id)
	}
	return kind, id
}

// percentDecoded leaves a text with what is no escape as it is: such an id fits
// no pattern.
func percentDecoded(s string) string {
	if decoded, err := url.PathUnescape(s); err == nil {
		return decoded
	}
	return s
}

// shouldBe says that a term is not the IRI that was expected.
func (t term) shouldBe(what, kind string) *RowError {
	found := "a literal"
	switch t.kind {
	case iriTerm:
		found = "<" + shorten(t.text) + ">"
	case blankTerm:
		found = "a blank node"
	}
	return problem("", "%s must be <%s%s:…>, found %s", what, urn, kind, found)
}

// idOf answers the id of an IRI of a kind.
func (t term) idOf(what, kind string) (string, *RowError) {
	if t.kind == iriTerm {
		if k, id := parseURN(t.text); k == kind && id != "" {
			return id, nil
		}
	}
	return "", t.shouldBe(what, kind)
}

// value makes a value of an object. Whether an entity's id is a slug is checked
// with the whole statement.
func (t term) value() (graph.Value, *RowError) {
	if t.kind != literalTerm {
		slug, bad := t.idOf("an object that is no literal", "entity")
		return graph.EntityValue(slug), bad
	}
	if lang, ok := strings.CutPrefix(t.datatype, urn+"language:"); ok {
		lang = percentDecoded(lang)
		if badText(lang) != "" {
			return graph.Value{}, problem("object", "the language %s", badText(lang))
		}
		return graph.LangValue(t.text, lang), nil
	}
	xsd, ok := strings.CutPrefix(t.datatype, iriXSD)
	if !ok && t.datatype != "" {
		return graph.Value{}, problem("object", "unknown datatype <%s>", shorten(t.datatype))
	}
	switch xsd {
	case "", "string":
		return graph.LangValue(t.text, t.lang), nil
	case "integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger":
		return parseValue("object", t.text, graph.IntegerKind)
	case "decimal", "double", "float":
		return parseValue("object", t.text, graph.DecimalKind)
	case "boolean":
		return parseValue("object", t.text, graph.BooleanKind)
	case "dateTime", "date", "dateTimeStamp":
		return parseValue("object", t.text, graph.TimeKind)
	}
	return graph.Value{}, problem("object", "there is no kind of value for the datatype xsd:%s", shorten(xsd))
}

// string reads a literal that is plain text.
func (t term) string(what string) (string, *RowError) {
	if t.kind != literalTerm || t.lang != "" || t.datatype != "" && t.datatype != iriXSD+"string" {
		return "", problem(what, "expected a plain literal")
	}
	return t.text, nil
}
