package graph

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Document is the text of a source, cut into sections and sentences. References
// are resolved against it. It is never written anywhere: the operator attaches
// the text, the repository holds none of it.
type Document struct {
	Source    string // the slug of the source
	File      string // the name of the file
	Sentences []Sentence
	bySection map[string][]int
}

// Documents lists the attached texts by source.
func (g *Graph) Documents() []*Document {
	return slices.SortedFunc(maps.Values(g.documents), func(a, b *Document) int { return strings.Compare(a.Source, b.Source) })
}

// Sentence is one sentence of a document, or a heading.
type Sentence struct {
	Section string // the section's id
	Heading bool   // it is the section's heading
	Text    string // joined where the file cuts it
	Start   int    // where it starts in the raw file, in Unicode code points
	End     int    // where it ends, exclusive
	at      []int  // of each code point of Text, where it stands in the raw file
}

// DocumentSpec says how the file of a source is read.
type DocumentSpec struct {
	Source   string
	File     string
	Cut      string            // a regular expression for what the file has at the start of a line where it was cut in the middle of a sentence; "" where it was not
	Sections []DocumentSection // in the order of the document
}

// DocumentSection says where a section begins: with its heading, or, where none
// is printed, with its opening words, which are part of its first sentence.
type DocumentSection struct {
	ID, Heading, Opening string
}

// NewDocument joins the text where it was cut, finds the headings in their
// order, and splits the rest into sentences: after 。;!? in either width and at
// the ends of lines. A section without heading and opening has the text before
// the first of them if it is the first of the list, and none otherwise. Errors:
// *Error of kind Invalid with every heading or opening that is not found.
func NewDocument(spec DocumentSpec, raw string) (*Document, error) {
	if !utf8.ValidString(raw) {
		return nil, invalid("file", spec.File, spec.File+" is not valid UTF-8")
	}
	text, at, err := join(raw, spec.Cut)
	if err != nil {
		return nil, err
	}
	d := &Document{Source: spec.Source, File: spec.File, bySection: map[string][]int{}}
	starts, issues := findHeadings(spec, text)
	if len(issues) > 0 {
		return nil, &Error{Kind: Invalid, Issues: issues}
	}
	first := len(text)
	for _, s := range starts {
		first = min(first, s.from)
	}
	if len(spec.Sections) > 0 && spec.Sections[0].begins() == "" {
		d.split(spec.Sections[0].ID, text, at, 0, first)
	}
	for i, s := range starts {
		to := len(text)
		if i+1 < len(starts) {
			to = starts[i+1].from
		}
		d.add(s.section, true, text, at, s.from, s.to)
		d.split(s.section, text, at, s.to, to)
	}
	return d, nil
}

// join takes the cuts out; at holds, for each code point that is left, its place
// in raw.
func join(raw, cut string) (text []rune, at []int, err error) {
	marker := regexp.MustCompile(`^\b\B`) // matches nothing
	if cut != "" {
		if marker, err = regexp.Compile(`^(?:` + cut + `)`); err != nil {
			return nil, nil, invalid("cut", cut, fmt.Sprintf("%q is not a regular expression: %v", cut, err))
		}
	}
	place := 0
	for line := range strings.Lines(raw) {
		skip := 0
		if m := marker.FindString(line); m != "" {
			skip = utf8.RuneCountInString(m)
			if n := len(text); n > 0 && text[n-1] == '\n' {
				text, at = text[:n-1], at[:n-1]
			}
			if n := len(text); n > 0 && text[n-1] == '\r' {
				text, at = text[:n-1], at[:n-1]
			}
		}
		for _, r := range line {
			if skip > 0 {
				skip--
			} else {
				text, at = append(text, r), append(at, place)
			}
			place++
		}
	}
	return text, at, nil
}

func (s DocumentSection) begins() string {
	if s.Heading != "" {
		return s.Heading
	}
	return s.Opening
}

// headingAt is where a section begins and where its heading ends.
type headingAt struct {
	section  string
	from, to int
}

func findHeadings(spec DocumentSpec, text []rune) (found []headingAt, issues []Issue) {
	from := 0
	for _, s := range spec.Sections {
		heading := []rune(s.begins())
		if len(heading) == 0 {
			continue
		}
		i := indexRunes(text[from:], heading)
		if i < 0 {
			issues = append(issues, Issue{Param: "heading", Value: s.ID, Message: fmt.Sprintf(
				"the heading or opening of section %s is not in %s, or not after that of the section before it", s.ID, spec.File)})
			continue
		}
		at := headingAt{s.ID, from + i, from + i}
		from += i + len(heading)
		if s.Heading != "" {
			at.to = from
		}
		found = append(found, at)
	}
	return found, issues
}

func indexRunes(text, want []rune) int {
	for i := 0; i+len(want) <= len(text); i++ {
		if slices.Equal(text[i:i+len(want)], want) {
			return i
		}
	}
	return -1
}

const (
	sentenceEnds = "。;\uff1b!\uff01?\uff1f\n"
	closers      = "”’」』》)\uff09】"
)

func (d *Document) split(section string, text []rune, at []int, from, to int) {
	start := from
	for i := from; i < to; i++ {
		if !strings.ContainsRune(sentenceEnds, text[i]) {
			continue
		}
		for i+1 < to && strings.ContainsRune(closers, text[i+1]) {
			i++
		}
		d.add(section, false, text, at, start, i+1)
		start = i + 1
	}
	d.add(section, false, text, at, start, to)
}

func (d *Document) add(section string, heading bool, text []rune, at []int, from, to int) {
	space := func(r rune) bool { return strings.ContainsRune(" \t\r\n\u3000", r) }
	for from < to && space(text[from]) {
		from++
	}
	for to > from && space(text[to-1]) {
		to--
	}
	if from == to || strings.Trim(string(text[from:to]), sentenceEnds+closers) == "" {
		return
	}
	d.bySection[section] = append(d.bySection[section], len(d.Sentences))
	d.Sentences = append(d.Sentences, Sentence{Section: section, Heading: heading, Text: string(text[from:to]),
		Start: at[from], End: at[to-1] + 1, at: at[from:to]})
}

// Resolve finds the one sentence of the reference's section that holds all its
// terms. Otherwise the error is an *Error of kind Invalid that says whether there
// is none, and which sentence comes nearest, or several.
func (d *Document) Resolve(r Reference) (sentence int, err error) {
	list, ok := d.bySection[r.Section]
	if !ok {
		return 0, invalid("section", r.Section, fmt.Sprintf("section %s of %s has no text in %s", r.Section, r.Source, d.File))
	}
	var hits []int
	best, bestTerms := -1, 0
	for _, i := range list {
		n := 0
		for _, t := range r.Terms {
			if strings.Contains(d.Sentences[i].Text, t) {
				n++
			}
		}
		if n == len(r.Terms) {
			hits = append(hits, i)
		}
		if n > bestTerms {
			best, bestTerms = i, n
		}
	}
	terms := strings.Join(r.Terms, ", ")
	switch {
	case len(hits) == 1:
		return hits[0], nil
	case len(hits) > 1:
		return 0, invalid("terms", terms, fmt.Sprintf("%d sentences of section %s hold all of [%s]; add a term that only one of them has: %s / %s",
			len(hits), r.Section, terms, d.Sentences[hits[0]].short(), d.Sentences[hits[1]].short()))
	case best < 0:
		return 0, invalid("terms", terms, fmt.Sprintf("no sentence of section %s holds any of [%s]%s", r.Section, terms, d.elsewhere(r)))
	}
	var missing []string
	for _, t := range r.Terms {
		if !strings.Contains(d.Sentences[best].Text, t) {
			missing = append(missing, t)
		}
	}
	return 0, invalid("terms", terms, fmt.Sprintf("no sentence of section %s holds all of [%s]; the nearest lacks [%s]: %s%s",
		r.Section, terms, strings.Join(missing, ", "), d.Sentences[best].short(), d.elsewhere(r)))
}

// elsewhere says in which other sections a sentence holds all the terms.
func (d *Document) elsewhere(r Reference) string {
	var sections []string
	for _, s := range d.Sentences {
		if !slices.ContainsFunc(r.Terms, func(t string) bool { return !strings.Contains(s.Text, t) }) && !slices.Contains(sections, s.Section) {
			sections = append(sections, s.Section)
		}
	}
	if sections == nil {
		return ""
	}
	return "; they stand together in section " + strings.Join(sections, ", ")
}

// short is the sentence, cut to fit an error message.
func (s Sentence) short() string {
	r := []rune(s.Text)
	if len(r) > 60 {
		return "“" + string(r[:60]) + "…”"
	}
	return "“" + s.Text + "”"
}

// Span is a stretch of a raw file, in Unicode code points, End exclusive.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// find is where a term stands in the raw file, at its first place in the
// sentence.
func (s Sentence) find(term string) Span {
	i := utf8.RuneCountInString(s.Text[:strings.Index(s.Text, term)])
	return Span{s.at[i], s.at[i+utf8.RuneCountInString(term)-1] + 1}
}
