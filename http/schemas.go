package http

import (
	"reflect"

	"github.com/danielgtaylor/huma/v2"

	"github.com/innograph/innograph/graph"
)

// GraphAnswer declares the JSON that package export writes for a graph.
type GraphAnswer struct {
	Nodes []graph.Node `json:"nodes"`
	Edges []graph.Edge `json:"edges"`
	Paths []graph.Path `json:"paths,omitempty"`
	Meta  graph.Meta   `json:"meta"`
}

// PlainStatement declares the JSON of a statement in change sets and requests.
type PlainStatement struct {
	ID         string            `json:"id,omitempty"`
	Subject    string            `json:"subject"`
	Relation   string            `json:"relation"`
	Object     graph.Value       `json:"object"`
	Qualifiers []graph.Qualifier `json:"qualifiers,omitempty"`
	Status     graph.Status      `json:"status,omitempty"`
	Basis      graph.Basis       `json:"basis,omitempty"`
	References []graph.Reference `json:"references,omitempty"`
}

func newRegistry() huma.Registry {
	r := huma.NewMapRegistry("#/components/schemas/", huma.DefaultSchemaNamer)
	r.RegisterTypeAlias(reflect.TypeFor[graph.Status](), reflect.TypeFor[statusSchema]())
	r.RegisterTypeAlias(reflect.TypeFor[graph.Basis](), reflect.TypeFor[basisSchema]())
	r.RegisterTypeAlias(reflect.TypeFor[graph.StopReason](), reflect.TypeFor[stopSchema]())
	r.RegisterTypeAlias(reflect.TypeFor[graph.Value](), reflect.TypeFor[valueSchema]())
	r.RegisterTypeAlias(reflect.TypeFor[graph.Statement](), reflect.TypeFor[PlainStatement]())
	return r
}

func schemaOf[T any](r huma.Registry) *huma.Schema { return r.Schema(reflect.TypeFor[T](), true, "") }

// The types below stand, in the document, for types of graph that write
// themselves as JSON in their own way.
type (
	statusSchema string
	basisSchema  string
	stopSchema   string
	valueSchema  struct{}
)

func enum(names []string) *huma.Schema {
	s := &huma.Schema{Type: huma.TypeString}
	for _, n := range names {
		s.Enum = append(s.Enum, n)
	}
	return s
}

// Schema declares the names.
func (statusSchema) Schema(huma.Registry) *huma.Schema { return enum(graph.StatusNames()) }

// Schema declares the names.
func (basisSchema) Schema(huma.Registry) *huma.Schema { return enum(graph.BasisNames()) }

// Schema declares the names, and null for an answer that is whole.
func (stopSchema) Schema(huma.Registry) *huma.Schema {
	s := enum(graph.StopReasons())
	s.Nullable = true
	s.Enum = append(s.Enum, nil)
	return s
}

// Schema declares what Value.MarshalJSON writes.
func (valueSchema) Schema(huma.Registry) *huma.Schema {
	kind := enum(graph.ValueKindNames())
	kind.Description = "entity: value is an entity's id. time: value is an RFC 3339 instant in UTC."
	value := func(t string) *huma.Schema { return &huma.Schema{Type: t} }
	return &huma.Schema{
		Type: huma.TypeObject, Required: []string{"kind", "value"}, AdditionalProperties: true,
		Properties: map[string]*huma.Schema{
			"kind":  kind,
			"value": {Description: "By its kind.", AnyOf: []*huma.Schema{value("string"), value("number"), value("boolean")}},
			"lang":  {Type: huma.TypeString, Description: "The language of a string, where it has one."},
		},
	}
}
