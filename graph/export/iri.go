package export

import (
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"strings"

	"github.com/innograph/innograph/graph"
)

// The IRIs of innograph, as JSON-LD and N-Quads use them, are URNs:
//
//	urn:innograph:answer:<hash>        this answer: whether it is whole, and of which version of the graph
//	urn:innograph:entity:<slug>        an entity
//	urn:innograph:qualifier:<id>       a qualifier, as a property of statements
//	urn:innograph:reference:<id>/<n>   the n-th reference of a statement: an rdf:Seq of the terms as printed
//	urn:innograph:relation:<id>        a relation or an indicator, as a property of entities
//	urn:innograph:statement:<id>       a statement, and the graph that holds its one triple
//	urn:innograph:type:<id>            an entity type, as a class
//	urn:innograph:vocab:<term>         what is said of statements, references and answers
//
// Types are given with rdf:type and names with rdfs:label, since these are what
// other programs look for; the two core relations have no IRI of their own.
// Nothing is a blank node, so loading an answer twice adds nothing.
const (
	iriAnswer    = "urn:innograph:answer:"
	iriEntity    = "urn:innograph:entity:"
	iriQualifier = "urn:innograph:qualifier:"
	iriReference = "urn:innograph:reference:"
	iriRelation  = "urn:innograph:relation:"
	iriStatement = "urn:innograph:statement:"
	iriType      = "urn:innograph:type:"
	iriVocab     = "urn:innograph:vocab:"
	iriLanguage  = "urn:innograph:language:" // datatype of text whose language is no language tag
	iriRDF       = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
	iriRDFS      = "http://www.w3.org/2000/01/rdf-schema#"
	iriXSD       = "http://www.w3.org/2001/XMLSchema#"
)

// segment makes an id fit for the end of an IRI: all but the unreserved
// characters of RFC 3986 are percent-encoded.
func segment(id string) string {
	plain := func(c byte) bool {
		return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte("-._~", c) >= 0
	}
	for i := range len(id) {
		if plain(id[i]) {
			continue
		}
		b := []byte(id[:i])
		for ; i < len(id); i++ {
			if c := id[i]; plain(c) {
				b = append(b, c)
			} else {
				b = append(b, '%', "0123456789ABCDEF"[c>>4], "0123456789ABCDEF"[c&0xf])
			}
		}
		return string(b)
	}
	return id
}

// answerID is a hash of what the answer holds, so that equal answers have one IRI.
func answerID(v *view) string {
	h := sha256.New()
	line := func(s string) { h.Write(append([]byte(s), 0)) }
	for _, f := range metaFields(&v.Meta) {
		line(f.name + "=" + f.value)
	}
	for n := range v.Nodes() {
		line(n.ID)
	}
	for e := range v.Edges() {
		line(e.ID)
	}
	return hex.EncodeToString(h.Sum(nil)[:12])
}

// literal is an RDF literal: with a language, or with a datatype's IRI, or a
// plain string.
type literal struct {
	text, lang, datatype string
}

var languageTag = regexp.MustCompile(`^[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*$`)

// literalOf is a value that is no entity. Language tags are in lower case: RDF
// 1.1 compares them without case.
func literalOf(v graph.Value) literal {
	l := literal{text: v.String()}
	switch v.Kind() {
	case graph.IntegerKind:
		l.datatype = iriXSD + "integer"
	case graph.DecimalKind:
		l.datatype = iriXSD + "decimal"
	case graph.BooleanKind:
		l.datatype = iriXSD + "boolean"
	case graph.TimeKind:
		l.datatype = iriXSD + "dateTime"
	case graph.StringKind:
		switch lang := v.Lang(); {
		case languageTag.MatchString(lang):
			l.lang = strings.ToLower(lang)
		case lang != "":
			l.datatype = iriLanguage + segment(lang)
		}
	}
	return l
}

// literalOfField is a field of meta.
func literalOfField(f field) literal {
	l := literal{text: f.value}
	switch f.kind {
	case intKind:
		l.datatype = iriXSD + "integer"
	case boolKind:
		l.datatype = iriXSD + "boolean"
	}
	return l
}
