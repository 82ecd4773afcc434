package export

import (
	"strconv"

	"github.com/innograph/innograph/graph"
)

// jsonldContext maps the members of the document to the IRIs of iri.go.
const jsonldContext = `{"@version":1.1,` +
	`"rdf":"` + iriRDF + `","rdfs":"` + iriRDFS + `","xsd":"` + iriXSD + `",` +
	`"answer":"` + iriAnswer + `","entity":"` + iriEntity + `","qualifier":"` + iriQualifier + `","reference":"` + iriReference + `",` +
	`"relation":"` + iriRelation + `","statement":"` + iriStatement + `","type":"` + iriType + `","vocab":"` + iriVocab + `","language":"` + iriLanguage + `",` +
	`"name":{"@id":"rdfs:label","@container":"@language"},` +
	`"as_printed":{"@id":"relation:` + graph.RelAsPrinted + `","@container":"@set"},` +
	`"aliases":{"@id":"relation:` + graph.RelAlias + `","@container":"@set"},` +
	`"status":"vocab:status","basis":"vocab:basis",` +
	`"references":{"@id":"vocab:reference","@container":"@set"},` +
	`"source":{"@id":"vocab:source","@type":"@id"},"section":"vocab:section",` +
	`"complete":"vocab:complete","stopped_by":"vocab:stopped_by","version":"vocab:version",` +
	`"visited_nodes":"vocab:visited_nodes","visited_edges":"vocab:visited_edges",` +
	`"total":"vocab:total","next_cursor":"vocab:next_cursor","totals":"vocab:totals"}`

// writeJSONLD writes JSON-LD 1.1 that stands for the same RDF dataset as
// writeNQuads: the answer, its entities, one named graph for each edge with what
// is said of its statement, and the names of the relations and types used.
func writeJSONLD(o *out, v *view) error {
	j := &jsonWriter{out: o}
	j.open('{')
	j.key("@context")
	j.next()
	j.put(jsonldContext)
	j.key("@graph")
	j.open('[')
	j.open('{')
	j.textField("@id", "answer:"+answerID(v))
	j.textField("@type", "vocab:Answer")
	for _, f := range metaFields(&v.Meta) {
		if f.value != "" {
			j.key(f.name)
			j.literal(literalOfField(f))
		}
	}
	j.end('}')
	for n := range v.Nodes() {
		j.ldEntity(&n)
		if !j.room() {
			return j.err
		}
	}
	for s := range v.Statements() {
		j.ldStatement(&s)
		if !j.room() {
			return j.err
		}
	}
	labels, ids := usedRelations(v)
	for _, id := range ids {
		j.ldNamed("relation:"+segment(id), labels[id])
	}
	types, _ := v.usedTypes()
	for _, id := range types {
		j.ldNamed("type:"+segment(id), v.typeOf(id).Label)
	}
	j.end(']')
	j.end('}')
	return j.err
}

func (j *jsonWriter) ldEntity(n *graph.Node) {
	j.open('{')
	j.textField("@id", "entity:"+segment(n.ID))
	j.textField("@type", "type:"+segment(n.Type))
	j.ldNames(n.Name)
	j.textField("status", n.Status.String())
	j.textField("basis", n.Basis.String())
	if len(n.AsPrinted) > 0 {
		j.key("as_printed")
		j.texts(n.AsPrinted)
	}
	if len(n.Aliases) > 0 {
		j.key("aliases")
		j.texts(n.Aliases)
	}
	j.end('}')
}

func (j *jsonWriter) ldNames(t graph.Text) {
	if t.IsZero() {
		return
	}
	j.key("name")
	j.open('{')
	if t.Zh != "" {
		j.textField("zh", t.Zh)
	}
	if t.En != "" {
		j.textField("en", t.En)
	}
	j.end('}')
}

func (j *jsonWriter) ldNamed(id string, label graph.Text) {
	if label.IsZero() {
		return
	}
	j.open('{')
	j.textField("@id", id)
	j.ldNames(label)
	j.end('}')
}

func (j *jsonWriter) ldStatement(s *graph.Statement) {
	j.open('{')
	j.textField("@id", "statement:"+segment(s.ID))
	j.textField("@type", "vocab:Statement")
	j.textField("status", s.Status.String())
	j.textField("basis", s.Basis.String())
	for i := 0; i < len(s.Qualifiers); { // sorted by name
		name := s.Qualifiers[i].Name
		j.anyKey("qualifier:" + segment(name))
		j.open('[')
		for ; i < len(s.Qualifiers) && s.Qualifiers[i].Name == name; i++ {
			j.ldValue(s.Qualifiers[i].Value)
		}
		j.end(']')
	}
	if len(s.References) > 0 {
		j.key("references")
		j.open('[')
		for i := range s.References {
			j.ldReference(s, i)
		}
		j.end(']')
	}
	j.key("@graph")
	j.open('[')
	j.open('{')
	j.textField("@id", "entity:"+segment(s.Subject))
	j.anyKey("relation:" + segment(s.Relation))
	j.ldValue(s.Object)
	j.end('}')
	j.end(']')
	j.end('}')
}

func (j *jsonWriter) ldReference(s *graph.Statement, i int) {
	r := &s.References[i]
	j.open('{')
	j.textField("@id", "reference:"+segment(s.ID)+"/"+strconv.Itoa(i+1))
	j.textField("@type", "rdf:Seq")
	j.textField("source", "entity:"+segment(r.Source))
	j.textField("section", r.Section)
	for n, term := range r.Terms {
		j.textField("rdf:_"+strconv.Itoa(n+1), term)
	}
	j.end('}')
}

func (j *jsonWriter) ldValue(v graph.Value) {
	slug, ok := v.Entity()
	if !ok {
		j.literal(literalOf(v))
		return
	}
	j.open('{')
	j.textField("@id", "entity:"+segment(slug))
	j.end('}')
}

func (j *jsonWriter) literal(l literal) {
	if l.lang == "" && l.datatype == "" {
		j.text(l.text)
		return
	}
	j.open('{')
	j.textField("@value", l.text)
	if l.lang != "" {
		j.textField("@language", l.lang)
	} else {
		j.textField("@type", l.datatype)
	}
	j.end('}')
}
