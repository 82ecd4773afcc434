package graph

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// CoverageState says how a sentence or a numeral of a document stands to the
// graph.
type CoverageState string

// The states.
const (
	Cited    CoverageState = "cited"    // a statement refers to it
	Excluded CoverageState = "excluded" // the pack says why nothing refers to it
	Unused   CoverageState = "unused"   // neither
)

// Coverage is what of a document the graph holds.
type Coverage struct {
	Source   EntityRef         `json:"source"`
	Attached bool              `json:"attached" doc:"whether the text of the source is attached; without it only citations per section are known"`
	File     string            `json:"file,omitempty"`
	Sections []SectionCoverage `json:"sections"`
	Totals   CoverageTotals    `json:"totals"`
	Meta     Meta              `json:"meta"`
}

// CoverageTotals counts sentences and numerals by state; headings are not
// counted.
type CoverageTotals struct {
	Sentences StateCount `json:"sentences"`
	Numerals  StateCount `json:"numerals"`
}

// StateCount counts things by state.
type StateCount struct {
	Total    int `json:"total"`
	Cited    int `json:"cited"`
	Excluded int `json:"excluded"`
	Unused   int `json:"unused"`
}

func (c *StateCount) add(s CoverageState) {
	c.Total++
	switch s {
	case Cited:
		c.Cited++
	case Excluded:
		c.Excluded++
	default:
		c.Unused++
	}
}

// SectionCoverage is the coverage of one section.
type SectionCoverage struct {
	SectionView
	Sentences []SentenceCoverage `json:"sentences"` // empty without the text
}

// SentenceCoverage is the coverage of one sentence.
type SentenceCoverage struct {
	Text       string            `json:"text"`
	Span       Span              `json:"span"`    // in the file, in Unicode code points
	Heading    bool              `json:"heading"` // a heading need not be cited
	State      CoverageState     `json:"state"`
	Reason     *Text             `json:"reason,omitempty"` // of an exclusion
	Statements []string          `json:"statements"`       // the ids of those that refer to it
	Numerals   []NumeralCoverage `json:"numerals"`
}

// NumeralCoverage is the coverage of one number in digits.
type NumeralCoverage struct {
	Text  string        `json:"text"`
	Span  Span          `json:"span"`
	State CoverageState `json:"state"`
}

// numeralPattern finds numbers in digits: integers, decimals, fractions.
var numeralPattern = regexp.MustCompile(`[0-9]+(?:[.,][0-9]+)*(?:/[0-9]+)?%?`)

// Coverage answers what of a source the graph holds: per section and sentence
// the statements that refer to it, or the reason why the pack leaves it out, and
// the same for every number in digits, which counts as cited where a term of a
// reference holds it.
//
// Errors: *Error of kind NotFound or Moved, and the context's.
func (g *Graph) Coverage(ctx context.Context, id string) (*Coverage, error) {
	source, err := g.Source(ctx, id)
	if err != nil {
		return nil, err
	}
	c := &Coverage{Source: source.EntityRef, Sections: make([]SectionCoverage, len(source.Sections)), Meta: g.meta()}
	for i, s := range source.Sections {
		c.Sections[i] = SectionCoverage{SectionView: s, Sentences: []SentenceCoverage{}}
	}
	d := g.documents[source.ID]
	if d == nil {
		return c, nil
	}
	c.Attached, c.File = true, d.File
	uses, err := g.uses(ctx, d)
	if err != nil {
		return nil, err
	}
	for i, s := range d.Sentences {
		sc := uses[i].coverage(s)
		if !sc.Heading || sc.State != Unused {
			c.Totals.Sentences.add(sc.State)
		}
		for _, n := range sc.Numerals {
			c.Totals.Numerals.add(n.State)
		}
		at := slices.IndexFunc(c.Sections, func(x SectionCoverage) bool { return x.ID == s.Section })
		c.Sections[at].Sentences = append(c.Sections[at].Sentences, sc)
	}
	c.Meta.Visited = Visited{Nodes: len(d.Sentences), Edges: len(g.sid)}
	return c, nil
}

// use is what refers to one sentence.
type use struct {
	statements []string
	terms      []string // of references
	reason     *Text
	left       []string // terms of exclusions
}

func (g *Graph) uses(ctx context.Context, d *Document) ([]use, error) {
	uses := make([]use, len(d.Sentences))
	for s := range g.sid {
		if s%1024 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		_, references := decodeDetails(g.detailOf(uint32(s)))
		for _, r := range references {
			if r.Source != d.Source {
				continue
			}
			i, err := d.Resolve(r)
			if err != nil {
				continue // `innograph check` reports it
			}
			u := &uses[i]
			if g.relations[g.rel[s]].id == RelExcluded {
				u.reason, u.left = g.exclusionReason(uint32(s)), append(u.left, r.Terms...)
				continue
			}
			if id := encodeStatementID(g.sid[s]); len(u.statements) == 0 || u.statements[len(u.statements)-1] != id {
				u.statements = append(u.statements, id)
			}
			u.terms = append(u.terms, r.Terms...)
		}
	}
	return uses, nil
}

func (g *Graph) exclusionReason(s uint32) *Text {
	t := Text{En: g.valueOf(s).String()}
	qualifiers, _ := decodeDetails(g.detailOf(uint32(s)))
	for _, q := range qualifiers {
		if q.Name == QualReasonZh {
			t.Zh = q.Value.String()
		}
	}
	return &t
}

func (u *use) coverage(s Sentence) SentenceCoverage {
	c := SentenceCoverage{Text: s.Text, Span: Span{s.Start, s.End}, Heading: s.Heading, State: Unused, Statements: u.statements, Numerals: []NumeralCoverage{}}
	switch {
	case len(u.statements) > 0:
		c.State = Cited
	case u.reason != nil:
		c.State = Excluded
	}
	if c.Statements == nil {
		c.Statements = []string{}
	}
	c.Reason = u.reason
	for _, m := range numeralPattern.FindAllStringIndex(s.Text, -1) {
		from, to := utf8.RuneCountInString(s.Text[:m[0]]), utf8.RuneCountInString(s.Text[:m[1]])
		n := NumeralCoverage{Text: s.Text[m[0]:m[1]], Span: Span{s.at[from], s.at[to-1] + 1}, State: Unused}
		switch {
		case holdsStretch(s.Text, u.terms, m):
			n.State = Cited
		case c.State == Excluded || holdsStretch(s.Text, u.left, m):
			n.State = Excluded
		}
		c.Numerals = append(c.Numerals, n)
	}
	return c
}

// holdsStretch reports whether one of the terms stands in the text so that it holds
// the stretch m.
func holdsStretch(text string, terms []string, m []int) bool {
	for _, t := range terms {
		for from := 0; ; {
			i := strings.Index(text[from:], t)
			if i < 0 {
				break
			}
			if i += from; i <= m[0] && m[1] <= i+len(t) {
				return true
			}
			from = i + 1
		}
	}
	return false
}
