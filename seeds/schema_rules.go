package seeds

import "github.com/innograph/innograph/graph"

// The rules between the keys of a mapping, as JSON Schema.

type schema = map[string]any

func requires(keys ...string) schema { return schema{"required": keys} }

// without forbids keys.
func without(keys ...string) schema {
	properties := schema{}
	for _, k := range keys {
		properties[k] = false
	}
	return schema{"properties": properties}
}

// whenKey applies where the key is there and keeps the condition.
func whenKey(key string, condition schema, then, otherwise schema) schema {
	return schema{
		"if":   schema{"required": []string{key}, "properties": schema{key: condition}},
		"then": then, "else": otherwise,
	}
}

func (*relationDecl) constraints(*schemas) schema {
	return schema{
		"oneOf": []any{requires("range"), requires("value")},
		"allOf": []any{
			schema{"if": requires("value"), "then": without("inverse", "inverse_sentence", "containment", "acyclic", "symmetric"), "else": without("one_of")},
			schema{"if": requires("range"), "then": whenKey("symmetric", schema{"const": true}, without("inverse"), requires("inverse", "inverse_sentence"))},
		},
	}
}

func (*sourceDecl) constraints(*schemas) schema {
	return schema{"dependentRequired": schema{"sha256": []string{"file"}}}
}

// constraints ties a statement's object to its relation: an entity, or a value
// of the kind that the ontology declares.
func (*ownStatements) constraints(s *schemas) schema {
	valueRelations := []string{}
	rules := []any{}
	for _, r := range s.ontology.Relations {
		if r.IsValue() {
			valueRelations = append(valueRelations, r.ID)
			rules = append(rules, schema{
				"if":   schema{"required": []string{"relation"}, "properties": schema{"relation": schema{"const": r.ID}}},
				"then": schema{"properties": schema{"value": valueSchema(r.Value, r.OneOf)}},
			})
		}
	}
	rules = append(rules, whenKey("relation", schema{"enum": valueRelations},
		requires("value"), schema{"required": []string{"refs"}, "properties": schema{"value": false, "refs": schema{"minItems": 1}}}))
	return schema{
		"oneOf": []any{requires("object"), requires("objects"), requires("value")},
		"allOf": rules,
	}
}

func (*observationDecl) constraints(*schemas) schema {
	return schema{"allOf": []any{
		whenKey("kind", schema{"const": kindQualitative},
			schema{"properties": schema{"value": schema{"type": "string"}}},
			schema{"properties": schema{"value": schema{"type": "number"}}}),
		whenKey("kind", schema{"enum": []string{kindRank, kindQualitative}}, schema{}, requires("unit")),
	}}
}

func (*qualifierList) schema(s *schemas, f *field) schema {
	properties := schema{}
	for _, q := range s.ontology.Qualifiers {
		if f.ref == refObservation && observationFields[q.ID] != "" {
			continue
		}
		value := valueSchema(q.Value, q.OneOf)
		if q.ID == qUnit {
			value = (&text{}).schema(s, &field{ref: refUnit})
		}
		if q.Repeatable {
			value = schema{"anyOf": []any{value, schema{"type": "array", "items": value, "minItems": 1, "uniqueItems": true}}}
		}
		value["description"] = q.Description.Zh + " · " + q.Description.En
		properties[q.ID] = value
	}
	return schema{"type": "object", "additionalProperties": false, "properties": properties}
}

// valueSchema is the schema of a value of one of graph.ValueKindNames.
func valueSchema(kind string, oneOf []string) schema {
	switch kind {
	case graph.IntegerKind.String():
		return schema{"type": "integer"}
	case graph.DecimalKind.String():
		return schema{"type": "number"}
	case graph.BooleanKind.String():
		return schema{"type": "boolean"}
	case graph.TimeKind.String():
		return schema{"type": "string", "pattern": `^[0-9]{4}-[0-9]{2}-[0-9]{2}(T.*)?$`}
	case graph.EntityKind.String():
		return schema{"type": "string", "pattern": slugPattern}
	}
	if len(oneOf) > 0 {
		return schema{"type": "string", "enum": oneOf}
	}
	return schema{"type": "string", "pattern": `^\S([\s\S]*\S)?$`}
}
