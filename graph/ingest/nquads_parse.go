package ingest

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

type termKind uint8

const (
	noTerm termKind = iota
	iriTerm
	blankTerm
	literalTerm
)

// term is a term of RDF.
type term struct {
	kind     termKind
	text     string // the IRI, the label of a blank node, or the literal's text
	lang     string
	datatype string
}

// quad is a statement of N-Quads; graph is no term in the default graph.
type quad struct {
	subject, predicate, object, graph term
}

// quadParser reads one line of N-Quads by the grammar of RDF 1.1.
type quadParser struct {
	s  string
	at int
}

// parseQuad answers what it has read of a quad also where it finds a mistake.
func parseQuad(line string) (q quad, bad *RowError) {
	p := quadParser{s: line}
	if q.subject, bad = p.term("the subject", false); bad != nil {
		return q, bad
	}
	if q.predicate, bad = p.term("the predicate", false); bad != nil {
		return q, bad
	}
	if q.predicate.kind != iriTerm {
		return q, problem("", "the predicate must be an IRI")
	}
	if q.object, bad = p.term("the object", true); bad != nil {
		return q, bad
	}
	if p.space(); p.at < len(p.s) && p.s[p.at] != '.' {
		if q.graph, bad = p.term("the graph, or the full stop at the end,", false); bad != nil {
			return q, bad
		}
	}
	if p.space(); p.at == len(p.s) || p.s[p.at] != '.' {
		return q, p.fail("a full stop must end the quad")
	}
	p.at++
	if p.space(); p.at < len(p.s) && p.s[p.at] != '#' {
		return q, p.fail("the line goes on after the quad; write one on each line")
	}
	return q, nil
}

func (p *quadParser) fail(format string, args ...any) *RowError {
	return misread("N-Quads", p.s, p.at, format, args...)
}

func (p *quadParser) space() {
	for p.at < len(p.s) && (p.s[p.at] == ' ' || p.s[p.at] == '\t') {
		p.at++
	}
}

func (p *quadParser) term(what string, literal bool) (term, *RowError) {
	p.space()
	rest := p.s[p.at:]
	switch {
	case strings.HasPrefix(rest, "<"):
		iri, bad := p.iri()
		return term{kind: iriTerm, text: iri}, bad
	case strings.HasPrefix(rest, "_:"):
		n := 2
		for n < len(rest) && strings.IndexByte(" \t<>\"", rest[n]) < 0 {
			n++
		}
		label := strings.TrimRight(rest[2:n], ".")
		if label == "" {
			return term{}, p.fail("a blank node needs a label")
		}
		p.at += 2 + len(label)
		return term{kind: blankTerm, text: label}, nil
	case strings.HasPrefix(rest, `"`) && literal:
		return p.literal()
	case rest == "":
		return term{}, p.fail("%s is missing", what)
	}
	return term{}, p.fail("%s was expected", what)
}

// notInIRI are the bytes that no IRI may hold; the end and escapes have their own
// places.
var notInIRI = func() (t [256]bool) {
	for c := range t {
		t[c] = c <= ' ' || strings.IndexByte("<\"{}|^`", byte(c)) >= 0
	}
	return t
}()

func (p *quadParser) iri() (string, *RowError) {
	start := p.at + 1
	end := strings.IndexByte(p.s[start:], '>')
	if end < 0 {
		return "", p.fail("an IRI is not closed")
	}
	iri := p.s[start : start+end]
	for i := range len(iri) {
		if notInIRI[iri[i]] {
			p.at = start + i
			return "", p.fail("an IRI must not hold %q", iri[i])
		}
	}
	if strings.IndexByte(iri, '\\') >= 0 {
		var bad *RowError
		if iri, bad = p.unescape(iri, start, false); bad != nil {
			return "", bad
		}
	}
	if !strings.Contains(iri, ":") {
		return "", p.fail("an IRI must be absolute")
	}
	p.at = start + end + 1
	return iri, nil
}

func (p *quadParser) literal() (term, *RowError) {
	start := p.at + 1
	end, escaped := start, false
	for {
		i := strings.IndexAny(p.s[end:], `"\`)
		if i < 0 || p.s[end+i] == '\\' && end+i+1 == len(p.s) {
			return term{}, p.fail("a literal is not closed")
		}
		end += i
		if p.s[end] == '"' {
			break
		}
		escaped = true
		end += 2
	}
	t := term{kind: literalTerm, text: p.s[start:end]}
	if escaped {
		var bad *RowError
		if t.text, bad = p.unescape(t.text, start, true); bad != nil {
			return t, bad
		}
	}
	p.at = end + 1
	switch rest := p.s[p.at:]; {
	case strings.HasPrefix(rest, "^^<"):
		p.at += 2
		var bad *RowError
		t.datatype, bad = p.iri()
		return t, bad
	case strings.HasPrefix(rest, "@"):
		n := 1
		for n < len(rest) && (rest[n] == '-' || '0' <= rest[n] && rest[n] <= '9' || 'a' <= rest[n]|0x20 && rest[n]|0x20 <= 'z') {
			n++
		}
		if t.lang = rest[1:n]; !languageTag.MatchString(t.lang) {
			return t, p.fail("a language tag was expected")
		}
		p.at += n
	}
	return t, nil
}

// languageTag is that of RDF 1.1: letters, then letters and digits in parts
// parted by hyphens.
var languageTag = regexp.MustCompile(`^[a-zA-Z]+(-[a-zA-Z0-9]+)*$`)

// unescape resolves the escapes of a literal, or those of an IRI, which begins at
// start.
func (p *quadParser) unescape(s string, start int, literal bool) (string, *RowError) {
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); {
		if s[i] != '\\' {
			b = append(b, s[i])
			i++
			continue
		}
		rest := s[i:]
		var r rune
		var n int
		var ok bool
		switch {
		case len(rest) >= 2 && literal && strings.IndexByte(`tbnrf"'\`, rest[1]) >= 0:
			b = append(b, "\t\b\n\r\f\"'\\"[strings.IndexByte(`tbnrf"'\`, rest[1])])
			i += 2
			continue
		case strings.HasPrefix(rest, `\u`) && len(rest) >= 6:
			n = 6
		case strings.HasPrefix(rest, `\U`) && len(rest) >= 10:
			n = 10
		}
		if n > 0 {
			r, ok = hexRune(rest[2:n])
		}
		if !ok || !utf8.ValidRune(r) || r == 0 {
			p.at = start + i
			return "", p.fail("unknown escape, or one for no character that a text may hold")
		}
		b = utf8.AppendRune(b, r)
		i += n
	}
	return string(b), nil
}
