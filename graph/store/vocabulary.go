package store

import "github.com/cayleygraph/quad"

// The IRIs of the store. All are URNs of one form, urn:innograph:KIND:ID, so an
// IRI says what it names and its last part is the id that the rest of innograph
// uses.
//
// The statement s-… that the zone chengxi is planned to be part of hangzhou, in
// the period 十四五, according to section 3.1 of a source, is five quads, all
// labelled <urn:innograph:statement:s-…>:
//
//	<…entity:chengxi>   <…relation:part-of>    <…entity:hangzhou>
//	<…statement:s-…>    <…status>              "planned"
//	<…statement:s-…>    <…basis>               "inferred"
//	<…statement:s-…>    <…qualifier:period>    "十四五"
//	<…statement:s-…>    <…reference:report>    "3:3.1,9:科创带,"^^<…netstrings>
//
// The first, whose subject is not the statement, is always there. Status is left
// out when it is "existing" and basis when it is "stated". There is one quad for
// each qualifier and one for each reference. A reference names its source in the
// predicate; its object holds the section and then the terms, in the order of
// printing, as netstrings (see appendNetstring).
//
// Objects and qualifiers are written by kind:
//
//	entity    <urn:innograph:entity:SLUG>
//	string    "text" or "text"@lang
//	integer   Cayley's 64-bit integer
//	decimal   Cayley's 64-bit float
//	boolean   Cayley's boolean
//	time      "2026-01-02T03:04:05.000000006Z"^^<http://www.w3.org/2001/XMLSchema#dateTime>
//
// Cayley's own time is not used: it hashes values by their text in whole
// seconds, so two instants within one second would be one node.
const (
	entityPrefix    = "urn:innograph:entity:"
	relationPrefix  = "urn:innograph:relation:"  // also of indicators that stand as relations
	qualifierPrefix = "urn:innograph:qualifier:" //
	referencePrefix = "urn:innograph:reference:" // followed by the slug of the source
	statementPrefix = "urn:innograph:statement:"

	statusIRI     = quad.IRI("urn:innograph:status")
	basisIRI      = quad.IRI("urn:innograph:basis")
	netstringsIRI = quad.IRI("urn:innograph:netstrings")
	dateTimeIRI   = quad.IRI("http://www.w3.org/2001/XMLSchema#dateTime")
)

// statementIRI is the IRI of the statement with the given id.
func statementIRI(id string) quad.IRI { return quad.IRI(statementPrefix + id) }
