package graph

import "fmt"

// Statement answers one statement with its names, its sentence and its evidence,
// or an *Error of kind Invalid or NotFound.
func (g *Graph) Statement(id string) (*StatementView, error) {
	if !ValidStatementID(id) {
		return nil, invalid("id", id, fmt.Sprintf("%q is not a statement's id: s- and 20 characters a–z, 2–7", id))
	}
	s, ok := g.findStatement(id)
	if !ok {
		return nil, &Error{Kind: NotFound, Issues: []Issue{{Param: "id", Value: id, Message: fmt.Sprintf("there is no statement %s in this version of the graph", id)}}}
	}
	v := g.view(s)
	return &v, nil
}

func (g *Graph) view(s uint32) StatementView {
	info := &g.relations[g.rel[s]]
	v := StatementView{
		ID: encodeStatementID(g.sid[s]), Subject: g.ref(g.subj[s]), Relation: info.id, Label: info.label,
		Status: statusOf(g.flags[s]), Basis: basisOf(g.flags[s]), Sentence: g.sentence(s, false),
	}
	if g.flags[s]&isValue == 0 {
		ref := g.ref(g.obj[s])
		v.Object.Entity = &ref
	} else {
		value := g.valueOf(s)
		v.Object.Value = &value
	}
	qualifiers, references := decodeDetails(g.detailOf(s))
	v.Qualifiers = make([]QualifierView, len(qualifiers))
	for i, q := range qualifiers {
		qv := QualifierView{Name: q.Name, Value: q.Value}
		if t, ok := g.onto.Qualifier(q.Name); ok {
			qv.Label = t.Label
		}
		if slug, ok := q.Value.Entity(); ok {
			if n, ok := g.lookup(slug); ok {
				ref := g.ref(n)
				qv.Entity = &ref
			}
		}
		v.Qualifiers[i] = qv
	}
	v.Evidence = g.evidence(references)
	return v
}

func (g *Graph) evidence(references []Reference) []EvidenceView {
	out := make([]EvidenceView, len(references))
	for i, r := range references {
		out[i] = EvidenceView{Source: r.Source, Section: r.Section, Terms: r.Terms}
		if n, ok := g.lookup(r.Source); ok {
			out[i].SourceName = g.name(n)
			if sec, ok := g.section(n, r.Section); ok {
				out[i].SectionTitle = sec.Title
			}
		}
		if d := g.documents[r.Source]; d != nil {
			if at, err := d.Resolve(r); err == nil {
				s := d.Sentences[at]
				out[i].Sentence, out[i].File, out[i].Span = s.Text, d.File, &Span{s.Start, s.End}
				for _, t := range r.Terms {
					out[i].TermSpans = append(out[i].TermSpans, s.find(t))
				}
			}
		}
	}
	return out
}
