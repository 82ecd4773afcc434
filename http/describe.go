package http

import (
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// descriptions explain, per schema, its properties; those of "*" hold wherever a
// schema has no text of its own.
var descriptions = map[string]map[string]string{
	"*": {
		"unit":              "As the ontology names it; null where there is none.",
		"code":              "What the remark is about, for programs.",
		"cost":              "In the cost model asked for.",
		"hops":              "Each hop of the path.",
		"length":            "Hops.",
		"indicators":        "One table per indicator.",
		"message":           "What does not agree.",
		"cited":             "Statements refer to these.",
		"excluded":          "These are left out for a stated reason.",
		"total":             "All of them, also those not shown.",
		"unused":            "Neither cited nor excluded.",
		"width":             "In pixels.",
		"height":            "In pixels.",
		"statement":         "The id of the statement.",
		"before":            "In the first graph.",
		"after":             "In the second graph.",
		"heading":           "The heading as printed, or whether this is a heading.",
		"sentences":         "Its sentences, in their order.",
		"numerals":          "The numbers in digits that stand in it.",
		"state":             "cited, excluded or unused.",
		"text":              "As printed, joined where the file is cut.",
		"size":              "Entities.",
		"statements_total":  "All of them, also those not shown.",
		"others_total":      "All of them, also those not shown.",
		"unreachable_total": "All of them, also those not shown.",
		"count":             "How many there are.",
		"level":             "How far the gap goes.",
		"layouts":           "The spatial frameworks.",
		"formula":           "How the value was computed; empty where it was not.",
		"ahead":             "The place that is ahead.",
		"behind":            "The place that is behind.",
		"members_stated":    "Whether the source names the parts.",
		"member_count":      "How many parts the name counts.",
		"file":              "The name of the source's file, where its text is attached.",
		"resolution":        "More makes smaller communities.",
		"id":                "Stable identifier.",
		"type":              "The entity's type, an id of /v1/ontology.",
		"name":              "In Chinese and English.",
		"label":             "In Chinese and English.",
		"meta":              "Whether the answer is whole, what stopped it, what it cost.",
		"status":            "How real it is according to the source.",
		"basis":             "Whether the source states it or it was inferred.",
		"relation":          "The id of a relation, or of an indicator.",
		"sentence":          "Read aloud with the templates of the relations.",
		"terms":             "As printed, in the order of printing: they stand together in one sentence of the section.",
		"evidence":          "Where the sources say so.",
		"statements":        "How many statements refer to it; an exclusion is none.",
		"attributes":        "Statements about it whose object is a value.",
		"version":           "The version of the graph, a hash of its statements.",
		"description":       "What it is.",
		"one_of":            "The only values allowed.",
		"value":             "The value.",
		"qualifiers":        "What says more about a statement, such as a period or a unit.",
		"degree":            "Statements in and out whose object is an entity, in the whole graph.",
		"depth":             "Hops from where the question started.",
		"as_printed":        "The names as sources print them.",
		"aliases":           "Other names under which it is found.",
		"types":             "Types of entity.",
		"nodes":             "The entities of the answer.",
		"edges":             "The statements between two of them; both ends of each are among the nodes.",
		"out":               "Statements about the entity.",
		"in":                "Statements whose object is the entity.",
		"sections":          "Its sections, in order.",
		"entities":          "The entities of the page.",
		"groups":            "How many entities, of all pages, share a value; the most first.",
		"relations":         "What links entities, or an entity and a value.",
		"units":             "Units of measurement.",
		"paths":             "Where paths were asked for, the cheapest first.",
		"complete":          "True when nothing that was asked for is missing.",
		"observations":      "Statements whose relation is an indicator.",
		"section":           "The id of a section.",
		"source":            "The id of the source.",
		"source_name":       "The name of the source.",
		"section_title":     "The title of the section.",
		"former_ids":        "Ids of entities that were merged into this one.",
		"type_label":        "The name of its type.",
		"lang":              "The language of a string, where it has one.",
		"kind":              "The kind of the value.",
		"results":           "What was found, the best first.",
		"sources":           "The documents.",
		"request_id":        "Finds the request in the log.",
		"parent":            "The type above it.",
		"inverse":           "How the relation is called when read from its object.",
		"domain":            "Types of the subject, subtypes included.",
		"containment":       "The object contains the subject.",
		"acyclic":           "No entity may reach itself through it.",
		"symmetric":         "It means the same in both directions.",
		"repeatable":        "A statement may have several.",
		"role":              "What the code may rely on; subtypes inherit it.",
		"abstract":          "No entity has it as its own type.",
		"range":             "Types of the object, subtypes included; none for relations to values.",
		"color":             "#rrggbb, for front ends.",
		"icon":              "A name from the Lucide icon set.",
		"plural":            "The name of several.",
		"inverse_sentence":  "Template of the same fact told from the object.",
	},
	"EvidenceView": {"sentence": "The sentence, where the text of the source is attached.", "file": "The file of the source.",
		"span": "Of the sentence in the file.", "term_spans": "Of each term in the file, in their order."},
	"Span":             {"start": "In Unicode code points from the start of the file.", "end": "Likewise, exclusive."},
	"Edge":             {"id": "The id of the statement.", "source": "The id of the subject.", "target": "The id of the object."},
	"Path":             {"nodes": "The ids along it, one more than it has hops.", "edges": "For each hop the ids of every parallel edge, the cheapest first.", "length": "Hops.", "cost": "In the cost model asked for."},
	"Text":             {"zh": "Chinese; may be empty.", "en": "English; may be empty."},
	"Total":            {"in": "Statements whose object the entity is.", "out": "Statements about the entity."},
	"Visited":          {"nodes": "Entities looked at.", "edges": "Edges looked at."},
	"Hit":              {"matched": "The name, alias or printed form that matched.", "score": "Above 0, at most 1."},
	"Group":            {"value": "A type, status, basis or entity; empty for entities without one.", "count": "How many entities share it."},
	"Ontology":         {"qualifiers": "What can say more about a statement."},
	"EntityView":       {"revision": "Names what is said about the entity: send it as If-Match with a change.", "types": "Its type and that type's ancestors, nearest first."},
	"StatementView":    {"id": "A hash of its content.", "subject": "What it is about.", "object": "An entity or a value."},
	"ObjectView":       {"entity": "Where the object is an entity.", "value": "Where it is a value."},
	"QualifierView":    {"name": "The id of the qualifier.", "value": "Its value.", "entity": "Where the value is an entity."},
	"SentenceCoverage": {"statements": "The ids of the statements that refer to it."},
	"SectionView":      {"title": "The title in both languages.", "heading": "The heading as printed."},
	"Relation":         {"value": "For relations to values: their kind.", "sentence": "Template with {subject} and {object}."},
	"QualifierType":    {"value": "The kind of its value."},
	"Unit":             {"as_printed": "Ways in which sources print it."},
	"PlainStatement": {"id": "A hash of its content; may be left out of a request, and must be right where it is given.", "subject": "The id of an entity.", "relation": "A relation of the ontology, a core relation, or the id of an indicator.",
		"object": "A value; of the kind entity for relations between entities.", "qualifiers": "What says more about it.", "status": "How real the source says it is; existing where it is left out.",
		"basis": "Whether the source states it; stated where it is left out.", "references": "The evidence."},
	"Qualifier": {"name": "The id of a qualifier of the ontology.", "value": "Its value."},
	"Reference": {"source": "The id of a source.", "section": "The id of one of its sections.", "terms": "Words as printed that stand together in one sentence of the section."},
	"Entity": {"id": "A slug that never changes.", "type": "The id of a type that is not abstract.", "name": "At least one of both languages.", "description": "What it is; may be empty.", "as_printed": "Names as sources print them.",
		"aliases": "Other names.", "former_ids": "Ids of entities that were merged into it.", "references": "The evidence of what is new."},
	"ChangeForm": {"message": "Why.", "add": "Statements to make.", "remove": "Ids of statements to retract."},
	"ChangeView": {"number": "Of the change set: from 1 on, without gaps.", "time": "When it was committed, in UTC.", "author": "The name of the key; empty for the service itself.", "message": "Why.", "undoes": "The change set that it takes back.",
		"entities": "The entities that it says something about; at most 100 of them.", "added": "How many statements were added.", "removed": "How many statements were removed.", "add": "The statements that were added.", "remove": "The statements that were removed."},
	"ChangeList": {"changes": "The change sets."},
	"ChangeMeta": {"complete": "Whether there are no more.", "stopped_by": "limit, where there are more; else null.", "next": "Pass it as since or before to get the next page.", "last": "The number of the last change set of all."},
	"WriteAnswer": {"id": "What was changed: an entity's id, or the id of the statement as it is now.", "revision": "Names what is said about the entity now; send it as If-Match.", "dry_run": "Nothing was changed.", "replay": "The request was made before under the same Idempotency-Key, and this is what it did then.",
		"change": "The change set; its number is the version of the graph that contains it.", "version": "A hash of the statements of the graph."},
	"Problem": {"type": "Names the kind of problem; the docs page explains it.", "title": "The kind of problem in words.", "status": "The HTTP status.",
		"detail": "What is wrong with this request.", "instance": "The path of the request.", "errors": "Every mistake, with its place."},
	"Mistake": {"location": "Such as query.depth or path.id.", "message": "What is wrong and what was expected.", "value": "What was given."},
	"Health":  {"status": "ok.", "build": "The version of the program.", "graph": "What the graph holds."},
	"Stats":   {"entities": "Entities.", "statements": "All statements, names and types included.", "edges": "Statements between two entities."},
}

// nullable lists the properties that hold an object or null.
var nullable = map[string][]string{
	"Observation":         {"relative_to", "unit"},
	"ComparisonCell":      {"relative_to", "unit", "not_ranked_reason"},
	"ComparisonRow":       {"not_ranked_reason", "lead"},
	"ComparedIndicator":   {"lead"},
	"DerivedValue":        {"unit", "relative_to"},
	"RankedGroup":         {"unit"},
	"IndicatorComparison": {"unit", "reference"},
	"Gaps":                {"scope", "place"},
	"Impact":              {"root"},
}

// orNull is a reference to a schema, or null, in a form that OpenAPI 3.0 can say
// too.
func orNull(ref *huma.Schema) *huma.Schema {
	none := 0
	return &huma.Schema{Description: ref.Description, AnyOf: []*huma.Schema{
		{Ref: ref.Ref}, {Type: huma.TypeObject, Nullable: true, MaxProperties: &none, AdditionalProperties: false}}}
}

// describeSchemas gives every property its text, and null where it may be null.
func describeSchemas(r huma.Registry) {
	for name, schema := range r.Map() {
		for _, property := range nullable[name] {
			schema.Properties[property] = orNull(schema.Properties[property])
		}
		for property, p := range schema.Properties {
			text := descriptions[name][property]
			if text == "" && p.Description == "" {
				text = descriptions["*"][property]
			}
			if text != "" {
				p.Description = text
			} else if p.Description != "" {
				p.Description = strings.ToUpper(p.Description[:1]) + p.Description[1:] + "."
			}
		}
	}
}
