package seeds

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"

	"github.com/innograph/innograph/graph"
)

// The kinds of file that Schema describes.
const (
	SchemaPack     = "pack"      // pack.yaml
	SchemaPackFile = "pack-file" // every other file of a pack
	SchemaOntology = "ontology"  // the files of the ontology
)

// SchemaKinds lists the kinds of file that Schema describes.
func SchemaKinds() []string { return []string{SchemaOntology, SchemaPack, SchemaPackFile} }

// Schema returns a JSON Schema (2020-12) for one kind of file, with which editors
// complete and check YAML. The types, relations, units and qualifiers that a pack
// may use are those of o. The schema says of a file what can be said without
// looking at others; Load checks more. For an unknown kind the error is a
// *graph.Error.
func Schema(kind string, o *graph.Ontology) ([]byte, error) {
	roots := map[string]declaration{
		SchemaPack: new(packDecl), SchemaPackFile: new(packFile), SchemaOntology: new(ontologyFile),
	}
	root, known := roots[kind]
	if !known {
		return nil, &graph.Error{Kind: graph.NotFound, Issues: []graph.Issue{{
			Param: "kind", Value: kind, Message: "unknown kind of schema; expected one of " + strings.Join(SchemaKinds(), ", "),
			Suggest: graph.Nearest(kind, SchemaKinds(), 3),
		}}}
	}
	s := &schemas{ontology: o, defs: map[string]any{}}
	top := s.declaration(root)
	top["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	top["$defs"] = s.defs
	top["minProperties"] = 1
	out, err := json.MarshalIndent(top, "", "  ")
	return append(out, '\n'), err
}

// schemas collects the definitions of one schema.
type schemas struct {
	ontology *graph.Ontology
	defs     map[string]any
}

// constrained is a declaration whose keys depend on one another.
type constrained interface {
	constraints(s *schemas) map[string]any
}

// of is the schema of what ptr points to, in the place that f describes.
func (s *schemas) of(ptr any, f *field) map[string]any {
	var out map[string]any
	switch v := ptr.(type) {
	case node:
		out = v.schema(s, f)
	case declaration:
		name := strings.TrimSuffix(reflect.TypeOf(ptr).Elem().Name(), "Decl")
		if _, made := s.defs[name]; !made {
			s.defs[name] = nil // ends the recursion of a type that holds itself
			s.defs[name] = s.declaration(v)
		}
		out = map[string]any{"$ref": "#/$defs/" + name}
	}
	if f.doc != "" {
		out["description"] = f.doc
	}
	return out
}

// declaration is the schema of a mapping.
func (s *schemas) declaration(d declaration) map[string]any {
	v := reflect.ValueOf(d).Elem()
	properties, required := map[string]any{}, []string{}
	for _, f := range fields(v.Type()) {
		properties[f.key] = s.of(v.FieldByIndex(f.index).Addr().Interface(), &f)
		if f.required {
			required = append(required, f.key)
		}
	}
	out := map[string]any{
		"type": "object", "title": d.noun(), "additionalProperties": false, "properties": properties,
	}
	if len(required) > 0 {
		out["required"] = required
	}
	if c, ok := d.(constrained); ok {
		for k, v := range c.constraints(s) {
			out[k] = v
		}
	}
	return out
}

func (t *text) schema(s *schemas, f *field) map[string]any {
	out := map[string]any{"type": "string"}
	switch {
	case f.form != "":
		out["pattern"] = forms[f.form].pattern.String()
		if n := forms[f.form].longest; n > 0 {
			out["maxLength"] = n
		}
	case f.oneof != "":
		out["enum"] = fixedNames[f.oneof]
	default:
		out["pattern"] = `^\S(.*\S)?$`
	}
	if names, descriptions := s.names(f.ref); names != nil {
		choice := map[string]any{"enum": names}
		if descriptions != nil {
			choice["enumDescriptions"] = descriptions // shown by editors
		}
		if f.ref == refAnyType {
			// A new type may be used before the schema is made again.
			out["anyOf"] = []any{choice, map[string]any{"pattern": out["pattern"]}}
			delete(out, "pattern")
			return out
		}
		delete(out, "pattern")
		delete(out, "maxLength")
		for k, v := range choice {
			out[k] = v
		}
	}
	return out
}

func (p *prose) schema(*schemas, *field) map[string]any {
	return map[string]any{"type": "string", "pattern": `\S`}
}

func (v *scalar) schema(_ *schemas, f *field) map[string]any {
	types := []string{"string", "number", "boolean"}
	if f.scalar != "" {
		types = strings.Fields(f.scalar)
	}
	return map[string]any{"type": types}
}

func (v *toggle) schema(*schemas, *field) map[string]any { return map[string]any{"type": "boolean"} }

func (l *list[T]) schema(s *schemas, f *field) map[string]any {
	entry := *f
	entry.doc = ""
	out := map[string]any{"type": "array", "items": s.of(any(new(T)), &entry)}
	if f.filled {
		out["minItems"] = 1
	}
	if f.distinct {
		out["uniqueItems"] = true
	}
	return out
}

// What of the ontology a text names.
const (
	refAnyType    = "any-type"
	refType       = "type" // of an entity
	refSourceType = "source-type"
	refRelation   = "relation"
	refUnit       = "unit"
	refQualifier  = "qualifier:" // one of the values of a qualifier

	refObservation = "observation" // at qualifiers: those that are no fields of an observation
)

// names lists what a text may name, with what each of them means.
func (s *schemas) names(ref string) (names, descriptions []string) {
	add := func(id string, t graph.Text) {
		names, descriptions = append(names, id), append(descriptions, t.Zh+" · "+t.En)
	}
	switch {
	case ref == refAnyType || ref == refType || ref == refSourceType:
		for _, t := range s.ontology.Types {
			if ref != refAnyType && t.Abstract || ref == refSourceType && s.ontology.Role(t.ID) != graph.RoleSource {
				continue
			}
			add(t.ID, t.Description)
		}
	case ref == refRelation:
		for _, r := range s.ontology.Relations {
			add(r.ID, r.Description)
		}
	case ref == refUnit:
		for _, u := range s.ontology.Units {
			add(u.ID, u.Label)
		}
	case strings.HasPrefix(ref, refQualifier):
		id := strings.TrimPrefix(ref, refQualifier)
		if q, _ := s.ontology.Qualifier(id); len(q.OneOf) > 0 {
			return slices.Clone(q.OneOf), nil
		}
		return builtInNames[id], nil
	}
	return names, descriptions
}
