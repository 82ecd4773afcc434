package seeds

import (
	"slices"
	"strings"

	"github.com/innograph/innograph/graph"
)

// references resolves evidence. It reports sources and sections that do not
// exist, and references that are given twice.
func (l *loader) references(p *pack, refs list[refDecl]) []graph.Reference {
	var out []graph.Reference
	for i := range refs.items {
		r := &refs.items[i]
		ref, ok := l.reference(p, r)
		if !ok {
			continue
		}
		if slices.ContainsFunc(out, func(o graph.Reference) bool {
			return o.Source == ref.Source && o.Section == ref.Section && slices.Equal(o.Terms, ref.Terms)
		}) {
			r.problem("the same reference is given twice")
			continue
		}
		out = append(out, ref)
	}
	return out
}

func (l *loader) reference(p *pack, r *refDecl) (graph.Reference, bool) {
	source := p
	if r.Source.set() {
		if source = l.sourcePack(r.Source); source == nil {
			return graph.Reference{}, false
		}
	}
	if r.Section.ok() && source.decl.Source.Sections.set() {
		if _, known := source.sections[r.Section.s]; !known {
			r.Section.suggest(graph.Nearest(r.Section.s, mapKeys(source.sections), 3),
				"the source %s has no section %q", source.decl.Source.ID.s, r.Section.s)
			return graph.Reference{}, false
		}
	}
	ref := graph.Reference{Source: source.decl.Source.ID.s, Section: r.Section.s, Terms: texts(r.Terms)}
	l.citations = append(l.citations, citation{r.mark, ref})
	return ref, source.decl.Source.ID.ok() && r.Section.ok() && len(ref.Terms) > 0 && len(ref.Terms) == len(r.Terms.items)
}

// sourcePack finds the pack whose source a reference names.
func (l *loader) sourcePack(t text) *pack {
	if !t.ok() {
		return nil
	}
	if e := l.entities[t.s]; e != nil && e.source != nil {
		return e.source
	}
	if l.unsure[t.s] {
		return nil
	}
	var sources []string
	for _, p := range l.packs {
		if p.decl.Source.ID.ok() {
			sources = append(sources, p.decl.Source.ID.s)
		}
	}
	if l.entities[t.s] != nil {
		t.suggest(graph.Nearest(t.s, sources, 3), "%q is not the source of a pack, so it has no sections to refer to", t.s)
	} else {
		t.suggest(graph.Nearest(t.s, sources, 3), "unknown source %q", t.s)
	}
	return nil
}

// printedIn reports whether printed stands in the terms of one of the
// references, run together and without their spaces.
func printedIn(printed string, refs []graph.Reference) bool {
	unspaced := strings.NewReplacer(" ", "", "\u3000", "", "\u00a0", "")
	want := unspaced.Replace(printed)
	return slices.ContainsFunc(refs, func(r graph.Reference) bool {
		return strings.Contains(unspaced.Replace(strings.Join(r.Terms, "")), want)
	})
}
