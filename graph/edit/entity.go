package edit

import (
	"fmt"
	"slices"
	"strings"

	"github.com/innograph/innograph/graph"
)

// Entity is what is said of an entity itself, in one piece. Its relations and
// observations are statements of their own.
type Entity struct {
	ID          string            `json:"id"`
	Type        string            `json:"type"`
	Name        graph.Text        `json:"name"`
	Description graph.Text        `json:"description"`
	AsPrinted   []string          `json:"as_printed"`
	Aliases     []string          `json:"aliases"`
	FormerIDs   []string          `json:"former_ids"`
	Status      graph.Status      `json:"status"`
	Basis       graph.Basis       `json:"basis"`
	References  []graph.Reference `json:"references"` // of what is new; of an entity that is read, those of its type
}

// field is a core statement that an entity wants.
type field struct {
	at       string // JSON pointer into the Entity
	relation string
	value    graph.Value
}

func (e Entity) fields() []field {
	list := []field{{"/type", graph.RelType, graph.StringValue(e.Type)}}
	text := func(at, relation string, t graph.Text) {
		if t.Zh != "" {
			list = append(list, field{at + "/zh", relation, graph.LangValue(t.Zh, "zh")})
		}
		if t.En != "" {
			list = append(list, field{at + "/en", relation, graph.LangValue(t.En, "en")})
		}
	}
	each := func(at, relation string, texts []string) {
		for i, t := range texts {
			list = append(list, field{fmt.Sprintf("%s/%d", at, i), relation, graph.StringValue(t)})
		}
	}
	text("/name", graph.RelName, e.Name)
	text("/description", graph.RelDescription, e.Description)
	each("/as_printed", graph.RelAsPrinted, e.AsPrinted)
	each("/aliases", graph.RelAlias, e.Aliases)
	each("/former_ids", graph.RelFormerID, e.FormerIDs)
	return list
}

// own are the relations that make up an Entity.
var own = []string{graph.RelType, graph.RelName, graph.RelDescription, graph.RelAsPrinted, graph.RelAlias, graph.RelFormerID}

// EntityOf reads an entity of a draft; an *graph.Error of kind NotFound or Moved
// where there is none.
func EntityOf(d *Draft, id string) (Entity, error) {
	e := Entity{ID: id, AsPrinted: []string{}, Aliases: []string{}, FormerIDs: []string{}, References: []graph.Reference{}}
	for s := range d.About(id) {
		text := s.Object.String()
		switch s.Relation {
		case graph.RelType:
			e.Type, e.Status, e.Basis = text, s.Status, s.Basis
			e.References = append(e.References, s.References...)
		case graph.RelName:
			setText(&e.Name, s.Object)
		case graph.RelDescription:
			setText(&e.Description, s.Object)
		case graph.RelAsPrinted:
			e.AsPrinted = append(e.AsPrinted, text)
		case graph.RelAlias:
			e.Aliases = append(e.Aliases, text)
		case graph.RelFormerID:
			e.FormerIDs = append(e.FormerIDs, text)
		}
	}
	for _, list := range [][]string{e.AsPrinted, e.Aliases, e.FormerIDs} {
		slices.Sort(list)
	}
	if e.Type == "" {
		return e, missing(d, id)
	}
	return e, nil
}

func missing(d *Draft, id string) error {
	if to, moved := d.g.MovedTo(id); moved {
		return &graph.Error{Kind: graph.Moved, To: to, Issues: []graph.Issue{{Param: "id", Value: id, Message: fmt.Sprintf("%s is now part of %s", id, to), Suggest: []string{to}}}}
	}
	return &graph.Error{Kind: graph.NotFound, Issues: []graph.Issue{{Param: "id", Value: id, Message: fmt.Sprintf("there is no entity %q", id), Suggest: d.g.Near(id)}}}
}

func setText(t *graph.Text, v graph.Value) {
	if v.Lang() == "en" {
		t.En = v.String()
	} else {
		t.Zh = v.String()
	}
}

// Revision names what is said about an entity: it changes with every statement
// whose subject it is. It is "" for an entity that is not there.
func Revision(d *Draft, id string) string {
	var ids []string
	for s := range d.About(id) {
		ids = append(ids, s.ID)
	}
	return graph.RevisionOf(ids)
}

// Create is the edit that makes an entity; one of its id must not be there.
func Create(d *Draft, e Entity) (*Edit, error) {
	if !graph.ValidSlug(e.ID) {
		return nil, &graph.Error{Kind: graph.Invalid, Issues: []graph.Issue{{Param: "/id", Value: e.ID,
			Message: fmt.Sprintf("%q is not a slug: lower-case letters, digits and single hyphens, at most %d bytes", e.ID, graph.MaxSlug)}}}
	}
	if d.Type(e.ID) != "" {
		return nil, &graph.Error{Kind: graph.Conflict, Issues: []graph.Issue{{Param: "/id", Value: e.ID, Message: fmt.Sprintf("there is an entity %s already; change it, or choose another id", e.ID)}}}
	}
	if to, moved := d.g.MovedTo(e.ID); moved {
		return nil, &graph.Error{Kind: graph.Conflict, Issues: []graph.Issue{{Param: "/id", Value: e.ID, Message: fmt.Sprintf("%s is a former id of %s", e.ID, to)}}}
	}
	return e.edit(d)
}

// Replace is the edit that makes an entity be as given. What it says already
// keeps its statement, with status, basis and references; what is new has those
// of the Entity.
func Replace(d *Draft, e Entity) (*Edit, error) {
	if d.Type(e.ID) == "" {
		return nil, missing(d, e.ID)
	}
	return e.edit(d)
}

func (e Entity) edit(d *Draft) (*Edit, error) {
	if e.Type == "" {
		return nil, &graph.Error{Kind: graph.Invalid, Issues: []graph.Issue{{Param: "/type", Value: "", Message: "an entity needs a type of the ontology"}}}
	}
	edit := &Edit{}
	kept := map[string]bool{}
	for _, f := range e.fields() {
		s := graph.Statement{Subject: e.ID, Relation: f.relation, Object: f.value, Basis: e.Basis, References: e.References}
		if f.relation == graph.RelType {
			s.Status = e.Status
		}
		s = s.Identify()
		for old := range d.About(e.ID) {
			if f.relation != graph.RelType && old.Relation == f.relation && old.Object == f.value {
				s = old
			}
		}
		if !kept[s.ID] {
			kept[s.ID] = true
			edit.putField(f.at, s)
		}
	}
	for old := range d.About(e.ID) {
		if slices.Contains(own, old.Relation) && !kept[old.ID] {
			edit.Drop("/"+strings.ReplaceAll(old.Relation, "-", "_"), old.ID)
		}
	}
	return edit, nil
}

// Retract is the edit that takes an entity away with all that is said about it;
// with its mentions also what is said of others and mentions it.
func Retract(d *Draft, id string, mentions bool) (*Edit, error) {
	if d.Type(id) == "" {
		return nil, missing(d, id)
	}
	edit := &Edit{}
	if !mentions {
		for s := range d.About(id) {
			edit.Drop("", s.ID)
		}
		return edit, nil
	}
	for s := range d.All() {
		if mentionsEntity(s, id) {
			edit.Drop("", s.ID)
		}
	}
	return edit, nil
}

// Undo is the edit that takes a change set back. What it added must still be
// there and what it removed must not: else later change sets would be lost.
func Undo(d *Draft, set *graph.ChangeSet) (*Edit, error) {
	edit := &Edit{}
	var issues []graph.Issue
	say := func(id, message string) {
		if len(issues) < 20 {
			issues = append(issues, graph.Issue{Value: id, Message: message})
		}
	}
	for _, s := range set.Add {
		if _, ok := d.Statement(s.ID); !ok {
			say(s.ID, fmt.Sprintf("statement %s, which it added, was changed or retracted since", s.ID))
		}
		edit.Drop("", s.ID)
	}
	for _, s := range set.Remove {
		if _, ok := d.Statement(s.ID); ok {
			say(s.ID, fmt.Sprintf("statement %s, which it removed, is there again", s.ID))
		}
		edit.Put("", s)
	}
	if len(issues) > 0 {
		return nil, &graph.Error{Kind: graph.Conflict, Issues: issues}
	}
	return edit, nil
}
