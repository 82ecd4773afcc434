package graph

import (
	"cmp"
	"context"
	"slices"
)

// The qualifiers of section statements; package seeds writes them.
const (
	QualOrder    = "order"
	QualTitleZh  = "title-zh"
	QualTitleEn  = "title-en"
	QualHeading  = "heading"
	QualReasonZh = "reason-zh" // of an exclusion
)

// Sources answers the documents that statements may refer to, by id.
func (g *Graph) Sources(ctx context.Context) ([]SourceView, error) {
	out := []SourceView{}
	for n := range uint32(g.entities()) {
		if n%checkEvery == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if g.isSource(n) {
			out = append(out, g.source(n))
		}
	}
	return out, nil
}

// Source answers one document, or an *Error of kind NotFound or Moved.
func (g *Graph) Source(ctx context.Context, id string) (*SourceView, error) {
	n, err := g.find("id", id)
	if err == nil && !g.isSource(n) {
		all, _ := g.Sources(ctx)
		var ids []string
		for _, s := range all {
			ids = append(ids, s.ID)
		}
		err = &Error{Kind: NotFound, Issues: []Issue{{Param: "id", Value: id, Message: id + " is not a source", Suggest: ids[:min(3, len(ids))]}}}
	}
	if err != nil {
		return nil, err
	}
	v := g.source(n)
	return &v, ctx.Err()
}

func (g *Graph) isSource(n uint32) bool { return g.onto.Role(g.onto.Types[g.typ[n]].ID) == RoleSource }

func (g *Graph) source(n uint32) SourceView {
	v := SourceView{EntityRef: g.ref(n), Attributes: []StatementView{}, Sections: []SectionView{}}
	counts := g.countCitations()
	v.Statements = counts[[2]string{v.ID, ""}]
	orders := map[string]int64{}
	for _, s := range g.vals[g.valAt[n]:g.valAt[n+1]] {
		info := &g.relations[g.rel[s]]
		switch {
		case info.id == RelSection:
			sec, order := g.readSection(s)
			sec.Statements = counts[[2]string{v.ID, sec.ID}]
			orders[sec.ID] = order
			v.Sections = append(v.Sections, sec)
		case !info.core:
			v.Attributes = append(v.Attributes, g.view(s))
		}
	}
	slices.SortFunc(v.Sections, func(a, b SectionView) int {
		return cmp.Or(cmp.Compare(orders[a.ID], orders[b.ID]), cmp.Compare(a.ID, b.ID))
	})
	return v
}

// section finds a section of the source n.
func (g *Graph) section(n uint32, id string) (SectionView, bool) {
	for _, s := range g.vals[g.valAt[n]:g.valAt[n+1]] {
		if g.relations[g.rel[s]].id == RelSection && g.valueOf(s).String() == id {
			sec, _ := g.readSection(s)
			return sec, true
		}
	}
	return SectionView{}, false
}

func (g *Graph) readSection(s uint32) (sec SectionView, order int64) {
	sec.ID = g.valueOf(s).String()
	qualifiers, _ := decodeDetails(g.detailOf(s))
	for _, q := range qualifiers {
		switch q.Name {
		case QualOrder:
			order, _ = q.Value.Integer()
		case QualTitleZh:
			sec.Title.Zh = q.Value.String()
		case QualTitleEn:
			sec.Title.En = q.Value.String()
		case QualHeading:
			sec.Heading = q.Value.String()
		}
	}
	return sec, order
}

// countCitations counts, once per graph, the statements that refer to each
// source (section "") and section. An exclusion, whose reference says what
// nothing refers to, is none of them.
func (g *Graph) countCitations() map[[2]string]int {
	g.citationsOnce.Do(func() {
		g.citations = map[[2]string]int{}
		uses := make([]int, g.details.len())
		for s, d := range g.detail {
			if g.relations[g.rel[s]].id != RelExcluded {
				uses[d]++
			}
		}
		for d, n := range uses {
			_, references := decodeDetails(g.details.get(uint32(d)))
			seen := map[[2]string]bool{}
			for _, r := range references {
				for _, key := range [][2]string{{r.Source, ""}, {r.Source, r.Section}} {
					if !seen[key] {
						seen[key] = true
						g.citations[key] += n
					}
				}
			}
		}
	})
	return g.citations
}
