package graph

import "strings"

// hop is a statement as a path passes it; backwards means from object to subject.
type hop struct {
	edge      edgeRef
	backwards bool
}

// tell reads a path aloud: each hop by its relation's template, in the direction
// of the path.
func (g *Graph) tell(from uint32, hops []hop) Text {
	if len(hops) == 0 {
		return g.name(from)
	}
	var room [2][512]byte
	zh, en := room[0][:0], room[1][:0]
	for i, h := range hops {
		if i > 0 {
			zh, en = append(zh, "；"...), append(en, "; "...)
		}
		zh, en = g.relations[h.edge.rel].appendSentence(zh, en, g.name(h.edge.from), g.name(h.edge.to), h.backwards)
	}
	return Text{Zh: string(append(zh, "。"...)), En: string(append(en, '.'))}
}

// sentence reads one statement aloud, without a full stop.
func (g *Graph) sentence(s uint32, backwards bool) Text {
	if g.flags[s]&isValue == 0 {
		return g.edgeSentence(g.edgeRef(s), backwards)
	}
	info := &g.relations[g.rel[s]]
	subject, value := g.name(g.subj[s]), g.valueOf(s).String()
	object := Text{value, value}
	if t, ok := g.onto.Type(value); ok && info.id == RelType {
		object = t.Label
	}
	if info.indicator {
		return g.observationSentence(s, subject, info.label)
	}
	return info.tell(subject, object, backwards)
}

func (g *Graph) edgeSentence(e edgeRef, backwards bool) Text {
	return g.relations[e.rel].tell(g.name(e.from), g.name(e.to), backwards)
}

// tell fills the template of a relation.
func (info *relationInfo) tell(subject, object Text, backwards bool) Text {
	var room [2][256]byte
	zh, en := info.appendSentence(room[0][:0], room[1][:0], subject, object, backwards)
	return Text{string(zh), string(en)}
}

func (info *relationInfo) appendSentence(zh, en []byte, subject, object Text, backwards bool) ([]byte, []byte) {
	r := info.model
	if r == nil {
		zh = append(append(append(append(append(zh, subject.Zh...), ':'), info.label.Zh...), "为"...), object.Zh...)
		en = append(append(append(append(append(en, subject.En...), ": "...), info.label.En...), " is "...), object.En...)
		return zh, en
	}
	template := &r.Sentence
	if backwards && !r.InverseSentence.IsZero() {
		template = &r.InverseSentence
	}
	return fill(zh, template.Zh, subject.In("zh"), object.In("zh")), fill(en, template.En, subject.In("en"), object.In("en"))
}

// fill appends a template with its places filled.
func fill(b []byte, template, subject, object string) []byte {
	for {
		i := strings.IndexByte(template, '{')
		if i < 0 {
			return append(b, template...)
		}
		b = append(b, template[:i]...)
		template = template[i:]
		if rest, ok := strings.CutPrefix(template, "{subject}"); ok {
			b, template = append(b, subject...), rest
		} else if rest, ok := strings.CutPrefix(template, "{object}"); ok {
			b, template = append(b, object...), rest
		} else {
			b, template = append(b, '{'), template[1:]
		}
	}
}

// The qualifiers of observations that a sentence reads; package seeds writes them.
const (
	QualOperator   = "operator"
	QualUnit       = "unit"
	QualKind       = "kind"
	QualPrinted    = "printed"
	QualRelativeTo = "relative-to"
)

// observationSentence tells a value as it was printed where that is known, else
// by operator, number and unit.
func (g *Graph) observationSentence(s uint32, subject, indicator Text) Text {
	st := g.statement(s)
	zh, en := st.Object.String(), st.Object.String()
	var unit, printed, relative Text
	for _, q := range st.Qualifiers {
		switch q.Name {
		case QualOperator:
			if op := q.Value.String(); op != "=" {
				zh, en = op+" "+zh, op+" "+en
			}
		case QualUnit:
			if u, ok := g.onto.Unit(q.Value.String()); ok {
				unit = u.Label
			}
		case QualPrinted:
			printed = Text{Zh: "(原文:" + q.Value.String() + ")", En: " (printed: " + q.Value.String() + ")"}
		case QualRelativeTo:
			if n, ok := g.lookup(q.Value.String()); ok {
				relative = Text{Zh: "相对于" + g.name(n).In("zh") + "的", En: " relative to " + g.name(n).In("en")}
			}
		}
	}
	if unit.En != "" {
		unit.En = " " + unit.En
	}
	return Text{
		Zh: subject.In("zh") + relative.Zh + indicator.In("zh") + ":" + zh + unit.Zh + printed.Zh,
		En: subject.In("en") + ": " + indicator.In("en") + relative.En + " " + en + unit.En + printed.En,
	}
}
