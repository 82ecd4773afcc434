package http

import (
	"cmp"
	"fmt"
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gin-gonic/gin"

	"github.com/innograph/innograph/graph"
	"github.com/innograph/innograph/graph/export"
)

// vocabulary is what the values of a parameter can be, wherever a parameter of
// that name occurs. Types and relations are the ontology's: the graph checks them.
var vocabulary = map[string][]string{
	"basis": graph.BasisNames(), "cost": graph.CostNames(), "direction": graph.DirectionNames(), "format": export.Names(),
	"lang": {"zh", "en"}, "measure": graph.CentralityMeasures(), "mode": graph.PathModeNames(), "status": graph.StatusNames(), "table": {"edges", "nodes"},
}

// paramSpec is a query parameter as check sees it. It is read from the OpenAPI
// document, so that what is checked is what is declared.
type paramSpec struct {
	name     string
	typ      string // of the value or, for a list, of its elements
	list     bool
	required bool
	allowed  []string // nil: anything
	bound    *number
}

// refine completes the parameters that huma has read from the input type, in the
// document and for check.
func (op *operation) refine(doc *huma.Operation) {
	for _, p := range doc.Parameters {
		p.Schema.Description = "" // the parameter's own says it
		p.Explode = nil
		if p.In != "query" {
			continue
		}
		spec := &paramSpec{name: p.Name, typ: p.Schema.Type, required: p.Required, allowed: vocabulary[p.Name]}
		values := p.Schema
		if spec.list = p.Schema.Type == huma.TypeArray; spec.list {
			values, spec.typ = p.Schema.Items, p.Schema.Items.Type
			// What is declared is one way to write a list; repeating works too.
			explode := false
			p.Explode = &explode
		}
		for _, v := range spec.allowed {
			values.Enum = append(values.Enum, v)
		}
		if spec.list {
			for _, v := range spec.allowed {
				values.Enum = append(values.Enum, "!"+v)
			}
		} else if len(spec.allowed) > 0 && p.Name != "format" && p.Name != "table" {
			p.Schema.Default = spec.allowed[0]
		}
		for _, v := range op.choices[p.Name] {
			values.Enum = append(values.Enum, v)
		}
		if n, ok := op.numbers[p.Name]; ok {
			spec.bound = &n
			n.declare(p.Schema)
		}
		op.params = append(op.params, spec)
	}
	op.declareMoment(doc)
	doc.Parameters = append(doc.Parameters, op.headerParams()...)
}

func (n number) declare(s *huma.Schema) {
	switch s.Type {
	case huma.TypeArray:
		s.MinItems, s.MaxItems = &n.min, &n.max
	case huma.TypeString:
		s.MinLength, s.MaxLength = &n.min, &n.max
	default:
		lo, hi := float64(n.min), float64(n.max)
		s.Minimum, s.Maximum = &lo, &hi
		if s.Type == huma.TypeNumber {
			s.Minimum, s.ExclusiveMinimum = nil, &lo
		}
		if n.initial != 0 {
			s.Default = n.initial
		}
	}
}

func (op *operation) headerParams() []*huma.Param {
	if !op.etag {
		return nil
	}
	return []*huma.Param{{Ref: "#/components/parameters/If-None-Match"}}
}

// check looks at every query parameter and answers all mistakes at once. It
// reports whether the request can go on.
func (s *Server) check(c *gin.Context, op *operation) bool {
	values, malformed := parseQuery(c.Request.URL.RawQuery)
	for _, name := range sortedKeys(values) {
		if m, ok := op.unknown(name, values[name]); ok {
			malformed = append(malformed, m)
		}
	}
	var invalid []Mistake
	for _, p := range op.params {
		given := values[p.name]
		if n := len(given); n > 1 && !p.list {
			malformed = append(malformed, Mistake{"query." + p.name, fmt.Sprintf("%s is given %d times; give it once", p.name, n), shown(given[n-1])})
		}
		invalid = append(invalid, p.check(nonEmpty(given))...)
	}
	if len(malformed)+len(invalid) == 0 {
		return true
	}
	kind := invalidValue
	if len(malformed) > 0 {
		kind = malformedQuery
	}
	at := s.work
	if g := s.live.Current(); g != nil && op.heavy(g, []string{""}) { // near names are searched
		at = s.heavy
	}
	turn, ok := s.begin(c, at)
	if !ok {
		return false
	}
	defer turn.leave()
	names, _ := s.misnamed(c, op, values)
	mistakes := slices.Concat(malformed, invalid, names)
	sendProblem(c, kind, detailOf(mistakes), mistakes...)
	return false
}

// parseQuery reads a query strictly: what cannot be read is a mistake, not left
// out.
func parseQuery(raw string) (url.Values, []Mistake) {
	values, mistakes := url.Values{}, []Mistake(nil)
	for pair := range strings.SplitSeq(raw, "&") {
		if pair == "" {
			continue
		}
		key, value, _ := strings.Cut(pair, "=")
		name, errName := url.QueryUnescape(key)
		text, errText := url.QueryUnescape(value)
		switch {
		case strings.Contains(pair, ";"):
			mistakes = append(mistakes, Mistake{"query", "a semicolon in a query must be written %3B; parameters are separated by &", shown(pair)})
		case errName != nil || errText != nil:
			mistakes = append(mistakes, Mistake{"query", "a percent sign in a query must be followed by two hexadecimal digits; the sign itself is %25", shown(pair)})
		case !utf8.ValidString(name) || !utf8.ValidString(text) || strings.ContainsRune(name+text, 0):
			mistakes = append(mistakes, Mistake{"query", "a query must be UTF-8 without NUL, percent-encoded", shown(pair)})
		default:
			values[name] = append(values[name], text)
		}
	}
	return values, mistakes
}

func (op *operation) unknown(name string, given []string) (Mistake, bool) {
	known := make([]string, len(op.params))
	for i, p := range op.params {
		if p.name == name {
			return Mistake{}, false
		}
		known[i] = p.name
	}
	is := graph.Issue{Param: name, Value: given[0], Message: fmt.Sprintf("there is no parameter %q here", cut(name, maxShown)), Suggest: graph.Nearest(name, known, 2)}
	switch {
	case len(known) == 0:
		is.Message += "; this endpoint takes none"
	case len(is.Suggest) == 0:
		is.Message += "; there are " + strings.Join(known, ", ")
	}
	return Mistake{"query." + cut(name, maxShown), is.Text(), shown(is.Value)}, true
}

// check answers the mistakes in the values given for one parameter.
func (p *paramSpec) check(given []string) (mistakes []Mistake) {
	say := func(value any, format string, args ...any) {
		mistakes = append(mistakes, Mistake{"query." + p.name, fmt.Sprintf(format, args...), shown(value)})
	}
	values := given
	if p.list {
		values = split(given)
	}
	switch {
	case p.required && len(values) == 0:
		say(nil, "%s is missing", p.name)
	case p.list && p.bound != nil && len(values) > p.bound.max:
		say(len(values), "%s takes at most %d values, not %d", p.name, p.bound.max, len(values))
	}
	for _, v := range values {
		switch p.typ {
		case huma.TypeInteger:
			n, err := strconv.Atoi(v)
			if b := cmp.Or(p.bound, &number{min: 0, max: 1 << 31}); err != nil {
				say(v, "%s must be a whole number between %d and %d, not %q", p.name, b.min, b.max, cut(v, maxShown))
			} else if n < b.min || n > b.max {
				say(n, "%s must be between %d and %d, not %d", p.name, b.min, b.max, n)
			}
		case huma.TypeNumber:
			n, err := strconv.ParseFloat(v, 64)
			if b := cmp.Or(p.bound, &number{max: math.MaxInt}); err != nil || math.IsNaN(n) || math.IsInf(n, 0) {
				say(v, "%s must be a number above %d and at most %d, not %q", p.name, b.min, b.max, cut(v, maxShown))
			} else if n <= float64(b.min) || n > float64(b.max) {
				say(n, "%s must be above %d and at most %d, not %v", p.name, b.min, b.max, n)
			}
		case huma.TypeBoolean:
			if v != "true" && v != "false" {
				say(v, "%s must be true or false, not %q", p.name, cut(v, maxShown))
			}
		default:
			if p.allowed != nil {
				p.checkName(v, say)
			} else if n := utf8.RuneCountInString(v); !p.list && p.bound != nil && n > p.bound.max {
				say(v, "%s must have at most %d characters, not %d", p.name, p.bound.max, n)
			}
		}
	}
	return mistakes
}

func (p *paramSpec) checkName(v string, say func(any, string, ...any)) {
	name := v
	if p.list {
		name = strings.TrimPrefix(v, "!")
	}
	if slices.ContainsFunc(p.allowed, func(a string) bool { return strings.EqualFold(a, name) }) {
		return
	}
	is := graph.Issue{Message: fmt.Sprintf("unknown %s %q; expected one of %s", p.name, cut(name, maxShown), strings.Join(p.allowed, ", ")), Suggest: graph.Nearest(name, p.allowed, 3)}
	say(v, "%s", is.Text())
}

func nonEmpty(values []string) []string {
	return slices.DeleteFunc(slices.Clone(values), func(v string) bool { return v == "" })
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
