package ingest

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// The bounds of a JSON text.
const (
	maxDepth  = 32
	maxValues = 1 << 18
)

type jsonKind uint8

const (
	jsonNull jsonKind = iota
	jsonObject
	jsonArray
	jsonString
	jsonNumber
	jsonTrue
	jsonFalse
)

var jsonNouns = [...]string{"null", "an object", "an array", "a text", "a number", "true", "false"}

func (k jsonKind) String() string { return jsonNouns[k] }

// jsonValue is a value of RFC 8259, with its name where it is a member.
type jsonValue struct {
	name  string
	text  string // of a string, unescaped; of a number, as written
	kind  jsonKind
	items []jsonValue // members or elements
}

// get finds a member; nil where it is missing or null.
func (v *jsonValue) get(name string) *jsonValue {
	for i := range v.items {
		if m := &v.items[i]; m.name == name && m.kind != jsonNull {
			return m
		}
	}
	return nil
}

// jsonParser reads one JSON text strictly: no name twice in an object, no lone
// surrogates, no NUL in texts. encoding/json shows the first of these only in its
// tokens, which take 5 times as long (BenchmarkJSONLine), and the second nowhere.
type jsonParser struct {
	s      string
	at     int
	values int
}

func parseJSON(s string) (v jsonValue, bad *RowError) {
	p := jsonParser{s: s}
	p.space()
	if bad = p.value(&v, 0); bad != nil {
		return v, bad
	}
	if p.space(); p.at < len(s) {
		return v, p.fail("the line goes on after the JSON object; write one on each line")
	}
	return v, nil
}

func (p *jsonParser) fail(format string, args ...any) *RowError {
	return misread("JSON", p.s, p.at, format, args...)
}

func (p *jsonParser) space() {
	for p.at < len(p.s) && (p.s[p.at] == ' ' || p.s[p.at] == '\t' || p.s[p.at] == '\r' || p.s[p.at] == '\n') {
		p.at++
	}
}

// found is what stands where something else was expected.
func (p *jsonParser) found() string {
	if p.at >= len(p.s) {
		return "the line ends"
	}
	r, _ := utf8.DecodeRuneInString(p.s[p.at:])
	return "found " + strconv.QuoteRune(r)
}

func (p *jsonParser) value(v *jsonValue, depth int) *RowError {
	if p.values++; p.values > maxValues {
		return p.fail("the line holds more than %d values", maxValues)
	}
	if p.at >= len(p.s) {
		return p.fail("a value is missing: %s", p.found())
	}
	switch c := p.s[p.at]; {
	case c == '{' || c == '[':
		if depth == maxDepth {
			return p.fail("it is nested more than %d deep", maxDepth)
		}
		if c == '{' {
			return p.object(v, depth)
		}
		return p.array(v, depth)
	case c == '"':
		v.kind = jsonString
		var bad *RowError
		v.text, bad = p.string()
		return bad
	case c == '-' || '0' <= c && c <= '9':
		v.kind = jsonNumber
		return p.number(v)
	}
	for _, w := range [...]struct {
		word string
		kind jsonKind
	}{{"true", jsonTrue}, {"false", jsonFalse}, {"null", jsonNull}} {
		if strings.HasPrefix(p.s[p.at:], w.word) {
			p.at += len(w.word)
			v.kind = w.kind
			return nil
		}
	}
	return p.fail("a value was expected, but %s", p.found())
}

func (p *jsonParser) object(v *jsonValue, depth int) *RowError {
	v.kind, v.items = jsonObject, make([]jsonValue, 0, 8)
	var seen map[string]bool
	p.at++
	for p.space(); ; p.space() {
		if p.at < len(p.s) && p.s[p.at] == '}' && len(v.items) == 0 {
			p.at++
			return nil
		}
		if p.at >= len(p.s) || p.s[p.at] != '"' {
			return p.fail("the name of a member was expected, but %s", p.found())
		}
		start := p.at
		name, bad := p.string()
		if bad != nil {
			return bad
		}
		if seen == nil && len(v.items) == 16 {
			seen = make(map[string]bool)
			for i := range v.items {
				seen[v.items[i].name] = true
			}
		}
		twice := seen[name]
		if seen != nil {
			seen[name] = true
		} else {
			for i := range v.items {
				twice = twice || v.items[i].name == name
			}
		}
		if twice {
			p.at = start
			return p.fail("the member %q is given twice", shorten(name))
		}
		if p.space(); p.at >= len(p.s) || p.s[p.at] != ':' {
			return p.fail("a colon was expected, but %s", p.found())
		}
		p.at++
		p.space()
		v.items = append(v.items, jsonValue{name: name})
		if bad := p.value(&v.items[len(v.items)-1], depth+1); bad != nil {
			return bad
		}
		if p.space(); p.at < len(p.s) && p.s[p.at] == '}' {
			p.at++
			return nil
		}
		if p.at >= len(p.s) || p.s[p.at] != ',' {
			return p.fail("a comma or } was expected, but %s", p.found())
		}
		p.at++
	}
}

func (p *jsonParser) array(v *jsonValue, depth int) *RowError {
	v.kind = jsonArray
	p.at++
	if p.space(); p.at < len(p.s) && p.s[p.at] == ']' {
		p.at++
		return nil
	}
	for {
		p.space()
		v.items = append(v.items, jsonValue{})
		if bad := p.value(&v.items[len(v.items)-1], depth+1); bad != nil {
			return bad
		}
		if p.space(); p.at < len(p.s) && p.s[p.at] == ']' {
			p.at++
			return nil
		}
		if p.at >= len(p.s) || p.s[p.at] != ',' {
			return p.fail("a comma or ] was expected, but %s", p.found())
		}
		p.at++
	}
}

func (p *jsonParser) number(v *jsonValue) *RowError {
	start := p.at
	for p.at < len(p.s) && strings.IndexByte("+-.0123456789eE", p.s[p.at]) >= 0 {
		p.at++
	}
	v.text = p.s[start:p.at]
	if !numberForm.MatchString(v.text) {
		p.at = start
		return p.fail("%q is not a number", shorten(v.text))
	}
	return nil
}

// string reads a string; without escapes it is a part of the line.
func (p *jsonParser) string() (string, *RowError) {
	start := p.at + 1
	for i := start; i < len(p.s); i++ {
		switch c := p.s[i]; {
		case c == '"':
			p.at = i + 1
			return p.s[start:i], nil
		case c == '\\':
			p.at = i
			return p.escaped([]byte(p.s[start:i]))
		case c < ' ':
			p.at = i
			return "", p.fail("a control character in a string must be escaped")
		}
	}
	p.at = len(p.s)
	return "", p.fail("a string is not closed")
}

func (p *jsonParser) escaped(b []byte) (string, *RowError) {
	for p.at < len(p.s) {
		switch c := p.s[p.at]; {
		case c == '"':
			p.at++
			return string(b), nil
		case c < ' ':
			return "", p.fail("a control character in a string must be escaped")
		case c != '\\':
			b = append(b, c)
			p.at++
			continue
		}
		if p.at+1 == len(p.s) {
			break
		}
		if i := strings.IndexByte(`"\/bfnrt`, p.s[p.at+1]); i >= 0 {
			b = append(b, "\"\\/\b\f\n\r\t"[i])
			p.at += 2
			continue
		}
		n := len(`\u0000`)
		r, ok := unescapeUnit(p.s[p.at:])
		if utf16.IsSurrogate(r) {
			low, _ := unescapeUnit(p.s[p.at+n:])
			if r = utf16.DecodeRune(r, low); r == utf8.RuneError {
				return "", p.fail("half of a surrogate pair is missing")
			}
			n *= 2
		}
		switch {
		case !ok:
			return "", p.fail("unknown escape")
		case r == 0:
			return "", p.fail("a text must hold no NUL character")
		}
		b = utf8.AppendRune(b, r)
		p.at += n
	}
	p.at = len(p.s)
	return "", p.fail("a string is not closed")
}

// unescapeUnit reads \uXXXX; 0 and false where there is none.
func unescapeUnit(s string) (r rune, ok bool) {
	if len(s) < 6 || s[0] != '\\' || s[1] != 'u' {
		return 0, false
	}
	return hexRune(s[2:6])
}

// hexRune reads hexadecimal digits; 0 and false where there are others.
func hexRune(digits string) (r rune, ok bool) {
	n, err := strconv.ParseUint(digits, 16, 32)
	if err != nil {
		return 0, false
	}
	return rune(n), true
}
