package http

import (
	"bytes"
	"cmp"
	"embed"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/innograph/innograph/graph/export"
)

//go:embed docs
var docsFiles embed.FS

// docsAssets are the files of the page, with their media types.
var docsAssets = map[string]string{"docs.css": "text/css; charset=utf-8", "docs.js": "text/javascript; charset=utf-8"}

// docsData is what the template shows. All of it comes from the OpenAPI document
// and the tables of formats and problems.
type docsData struct {
	Title, Version, About string
	Groups                []docsGroup
	Formats               []export.Format
	Problems              []problemKind
	Schemas               []docsSchema
}

type docsGroup struct {
	Name, About string
	Operations  []docsOperation
}

type docsOperation struct {
	ID, Method, Path, Summary, About string
	Body                             *docsBody
	Params                           []docsParam
	Answer                           string // name of a schema, or ""
	Media                            []string
	Examples                         []docsLink
}

// docsBody is what an operation reads.
type docsBody struct {
	Schema string
	Media  []string
}

type docsLink struct{ URL, Text string }

type docsParam struct {
	Name, In, Type, Default, Bounds, Example, About string
	Required                                        bool
	Choices                                         []string
	List                                            bool
}

type docsSchema struct {
	Name       string
	Properties []docsProperty
}

type docsProperty struct {
	Name, Type, Link, About string
	Optional                bool
}

// docsPage makes the page.
func docsPage(s *Server) ([]byte, error) {
	t, err := template.ParseFS(docsFiles, "docs/docs.gohtml")
	if err != nil {
		return nil, err
	}
	doc := s.api.OpenAPI()
	data := docsData{Title: doc.Info.Title, Version: doc.Info.Version, About: doc.Info.Description, Formats: export.Formats(), Problems: problemKinds}
	for _, tag := range doc.Tags {
		g := docsGroup{Name: tag.Name, About: tag.Description}
		for _, op := range s.operations {
			if op.tag == tag.Name {
				g.Operations = append(g.Operations, describeOperation(op, op.document(doc)))
			}
		}
		data.Groups = append(data.Groups, g)
	}
	schemas := doc.Components.Schemas.Map()
	for _, name := range sortedKeys(schemas) {
		data.Schemas = append(data.Schemas, describeSchema(name, schemas[name]))
	}
	var b bytes.Buffer
	err = t.Execute(&b, data)
	return b.Bytes(), err
}

func describeOperation(op *operation, doc *huma.Operation) docsOperation {
	d := docsOperation{ID: op.id, Method: cmp.Or(op.method, http.MethodGet), Path: op.path, Summary: op.summary, About: op.about}
	if op.body != nil {
		d.Body = &docsBody{Media: sortedKeys(op.body)}
		slices.Reverse(d.Body.Media)
		for _, m := range op.body {
			d.Body.Schema, _ = strings.CutPrefix(m.Schema.Ref, "#/components/schemas/")
		}
	}
	for _, p := range doc.Parameters {
		if p.In == "query" || p.In == "path" {
			d.Params = append(d.Params, describeParam(p))
		}
	}
	for _, media := range sortedKeys(op.answers) {
		if media == "application/json" {
			d.Media = slices.Insert(d.Media, 0, media)
		} else {
			d.Media = append(d.Media, media)
		}
		schema := op.answers[media].Schema
		if len(schema.AnyOf) > 0 {
			schema = schema.AnyOf[0]
		}
		if name, ok := strings.CutPrefix(schema.Ref, "#/components/schemas/"); ok {
			d.Answer = name
		}
	}
	for _, e := range op.examples {
		path, query, _ := strings.Cut(e, "?")
		q, _ := url.ParseQuery(query) // TestExamples asks each of them
		u := urlPath{path, q.Encode()}
		d.Examples = append(d.Examples, docsLink{u.String(), e})
	}
	return d
}

func describeParam(p *huma.Param) docsParam {
	d := docsParam{Name: p.Name, In: p.In, About: p.Description, Required: p.Required, Type: p.Schema.Type}
	values := p.Schema
	if d.List = p.Schema.Type == huma.TypeArray; d.List {
		values, d.Type = p.Schema.Items, "list"
	}
	for _, v := range values.Enum {
		if name := fmt.Sprint(v); !strings.HasPrefix(name, "!") {
			d.Choices = append(d.Choices, name)
		}
	}
	if p.Schema.Default != nil {
		d.Default = fmt.Sprint(p.Schema.Default)
	}
	if len(p.Schema.Examples) > 0 {
		d.Example = fmt.Sprint(p.Schema.Examples[0])
		if list, ok := p.Schema.Examples[0].([]string); ok {
			d.Example = strings.Join(list, ",")
		}
	}
	switch s := p.Schema; {
	case s.ExclusiveMinimum != nil:
		d.Bounds = fmt.Sprintf("above %.0f, at most %.0f", *s.ExclusiveMinimum, *s.Maximum)
	case s.Maximum != nil:
		d.Bounds = fmt.Sprintf("%.0f to %.0f", *s.Minimum, *s.Maximum)
	case s.MaxItems != nil:
		d.Bounds = fmt.Sprintf("at most %d", *s.MaxItems)
	case s.MaxLength != nil:
		d.Bounds = fmt.Sprintf("at most %d characters", *s.MaxLength)
	}
	return d
}

func describeSchema(name string, s *huma.Schema) docsSchema {
	d := docsSchema{Name: name}
	for _, property := range sortedKeys(s.Properties) {
		p := s.Properties[property]
		dp := docsProperty{Name: property, About: p.Description, Optional: !slices.Contains(s.Required, property)}
		dp.Type, dp.Link = typeName(p)
		d.Properties = append(d.Properties, dp)
	}
	return d
}

// typeName is a schema in few words, and the schema that it refers to.
func typeName(s *huma.Schema) (name, link string) {
	switch {
	case s.Ref != "":
		link = strings.TrimPrefix(s.Ref, "#/components/schemas/")
		return link, link
	case s.Type == huma.TypeArray:
		name, link = typeName(s.Items)
		return "list of " + name, link
	case s.Type == huma.TypeObject && s.Properties == nil:
		if values, ok := s.AdditionalProperties.(*huma.Schema); ok {
			name, link = typeName(values)
			return "map of " + name, link
		}
	case len(s.Enum) > 0:
		var names []string
		for _, v := range s.Enum {
			if v == nil {
				v = "null"
			}
			names = append(names, fmt.Sprint(v))
		}
		return strings.Join(names, " | "), ""
	case len(s.AnyOf) > 0:
		return "any", ""
	}
	return s.Type, ""
}
