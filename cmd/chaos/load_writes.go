package main

import (
	"encoding/json"
	"fmt"

	"github.com/innograph/innograph/graph"
)

// mostEntities is how many entities a writer has at once, so that the graph stays
// as large as it is.
const mostEntities = 12

// evidence is a reference that the rules accept: without the text of the source
// its terms are not looked for.
var evidence = []graph.Reference{{Source: "hangzhou-report", Section: "3.1", Terms: []string{"走廊"}}}

// stated makes a statement as the service makes it of an entity's form.
func stated(subject, relation string, object graph.Value) graph.Statement {
	s := graph.Statement{Subject: subject, Relation: relation, Object: object, References: evidence}
	if relation == graph.RelType {
		s.Status = graph.Planned
	}
	return s.Identify()
}

// next makes up a write: entities made, renamed and retracted, statements made
// and retracted, sets of many statements, and writes taken back.
func (w *writer) next() *write {
	name := w.name()
	if len(w.entities) == 0 {
		return w.create(name)
	}
	entity := w.entities[w.random.IntN(len(w.entities))]
	switch n := w.random.IntN(10); {
	case len(w.entities) > mostEntities:
		return w.retract(name, entity)
	case n < 3:
		return w.create(name)
	case n == 3:
		return w.rename(name, entity)
	case n == 4:
		return w.relate(name, entity)
	case n == 5 && w.last != nil:
		return w.undo(name)
	case n == 6:
		return w.unsay(name, entity)
	case n == 7:
		return w.retract(name, entity)
	}
	return w.set(name, entity)
}

func (w *writer) create(name string) *write {
	id := "chaos-" + name
	wr := &write{name: name, method: "POST", path: "/v1/entities?", body: encode(map[string]any{
		"id": id, "type": "Corridor", "name": graph.Text{Zh: "走廊 " + name, En: "Corridor " + name}, "aliases": []string{"alias " + name},
		"status": "planned", "basis": "stated", "references": evidence,
	})}
	wr.add = []graph.Statement{
		stated(id, graph.RelType, graph.StringValue("Corridor")), stated(id, graph.RelName, graph.LangValue("走廊 "+name, "zh")),
		stated(id, graph.RelName, graph.LangValue("Corridor "+name, "en")), stated(id, graph.RelAlias, graph.StringValue("alias "+name)),
	}
	return wr
}

func (w *writer) rename(name, entity string) *write {
	wr := &write{name: name, method: "PATCH", path: "/v1/entities/" + entity + "?", match: w.revision(entity), body: encode(map[string]any{"name": map[string]string{"en": "Renamed " + name}})}
	for _, s := range w.about(entity) {
		if s.Relation == graph.RelName && s.Object.Lang() == "en" {
			wr.remove = append(wr.remove, s)
		}
	}
	wr.add = []graph.Statement{stated(entity, graph.RelName, graph.LangValue("Renamed "+name, "en"))}
	return wr
}

func (w *writer) relate(name, entity string) *write {
	s := stated(entity, "connects", graph.EntityValue("hangzhou"))
	s.Qualifiers = []graph.Qualifier{{Name: "note", Value: graph.StringValue(name)}}
	s = s.Identify()
	return &write{name: name, method: "POST", path: "/v1/statements?", body: encode(s), add: []graph.Statement{s}}
}

// unsay retracts a statement, or makes one where there is none that can go.
func (w *writer) unsay(name, entity string) *write {
	for _, s := range w.about(entity) {
		if s.Relation == graph.RelAlias || s.Relation == "connects" {
			return &write{name: name, method: "DELETE", path: "/v1/statements/" + s.ID + "?", remove: []graph.Statement{s}}
		}
	}
	return w.relate(name, entity)
}

func (w *writer) retract(name, entity string) *write {
	return &write{name: name, method: "DELETE", path: "/v1/entities/" + entity + "?mentions=true&", match: w.revision(entity), remove: w.about(entity)}
}

// set is a change set of many statements: if half of one were in the store, it
// would show.
func (w *writer) set(name, entity string) *write {
	wr := &write{name: name, method: "POST", path: "/v1/changes?"}
	for _, s := range w.about(entity) {
		if s.Relation == graph.RelAlias {
			wr.remove = append(wr.remove, s)
		}
	}
	for i := range 1 + w.random.IntN(12) {
		wr.add = append(wr.add, stated(entity, graph.RelAlias, graph.StringValue(fmt.Sprintf("alias %s %d", name, i))))
	}
	ids := []string{}
	for _, s := range wr.remove {
		ids = append(ids, s.ID)
	}
	wr.body = encode(map[string]any{"add": wr.add, "remove": ids})
	return wr
}

// undo takes the last write back.
func (w *writer) undo(name string) *write {
	return &write{name: name, method: "POST", path: fmt.Sprintf("/v1/changes/%d/undo?", w.last.number), add: w.last.remove, remove: w.last.add}
}

// revision is what If-Match must name.
func (w *writer) revision(entity string) string {
	var ids []string
	for _, s := range w.about(entity) {
		ids = append(ids, s.ID)
	}
	return `"` + graph.RevisionOf(ids) + `"`
}

func encode(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err) // plain structs
	}
	return b
}
