package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// generator makes requests of the operations of a document: of each part, such
// as are right, such as are nearly right, and hostile ones.
type generator struct {
	random   *rand.Rand
	document *apiDocument
}

// known are names that the graph which is served knows.
var known = map[string][]string{
	"id": {"hangzhou", "zhijiang-lab", "chengxi-corridor", "one-axis-two-zones-three-centers", "hangzhou-report", "s-aaaaaaaaaaaaaaaaaaaa"}, "type": {"City", "Corridor", "Zone", "!City"}, "relation": {"part-of", "located-in"},
	"filter": {"type:zone", "status:planned|aspired", "degree:>3"}, "sort": {"-degree", "name"}, "number": {"1", "2"}, "indicator": {"rd-intensity"}, "q": {"城西", "cxkc", "hangzhou"}, "cursor": {"e30", "AAAA"},
	"object": {"hangzhou"}, "subject": {"zhijiang-lab", "hangzhou"}, "source": {"hangzhou-report"}, "format": {"svg", "csv", "graphml", "dot", "nquads"},
}

// hostileTexts are values that programs have had trouble with.
var hostileTexts = []string{
	"", " ", "..", "../../../etc/passwd", "..%2f..%2f", "%2e%2e/", "a\x00b", "\x00", "a\r\nX-Injected: 1", "a\nb", "\t", "\u202eevil", "\u200b", "\xff\xfe", "\xed\xa0\x80", "%", "%zz", "%00", "%0d%0aX-Injected:1", "\\", "\"", "'", "`",
	"' OR 1=1 --", "; DROP TABLE x", "${jndi:ldap://x/y}", "{{7*7}}", "<script>alert(1)</script>", "=cmd|'/C calc'!A0", "-1", "0", "1", "99999999999999999999", "-9223372036854775809", "1e400", "NaN", "Infinity", "0x10", "1_000", "٣", "true", "null",
	"[]", "{}", "[[[[", "*", "!", "!!", ",", ",,,", "|", "a|b", ":", "a:b:c", ">", "a:>", "~", "@", "#", "?", "&", "+", "🜁", "𝕏", "é", "ﷺ", "CON", "constructor", "__proto__", "toString",
}

// long are such values that are too long.
var long = []string{strings.Repeat("a", 300), strings.Repeat("a", 5000), strings.Repeat("字", 3000), strings.Repeat("a,", 1500), strings.Repeat("!", 2000), strings.Repeat("a:b|", 1000), strings.Repeat("(", 3000), strings.Repeat("%", 3000), strings.Repeat("9", 400)}

func (g *generator) hostile() string {
	if chance(g.random, 8) {
		return oneOf(g.random, long)
	}
	if chance(g.random, 6) { // any bytes
		b := make([]byte, 1+g.random.IntN(40))
		for i := range b {
			b[i] = byte(g.random.UintN(256))
		}
		return string(b)
	}
	return oneOf(g.random, hostileTexts)
}

// value is one for a parameter or member of that name.
func (g *generator) value(name string, s *openapi3.Schema) string {
	switch g.random.IntN(10) {
	case 0, 1:
		return g.hostile()
	case 2, 3:
		return g.near(g.right(name, s), s)
	}
	return g.right(name, s)
}

// right is a value that is allowed.
func (g *generator) right(name string, s *openapi3.Schema) string {
	if s.Type.Is("array") && s.Items != nil {
		parts := make([]string, 1+g.random.IntN(3))
		for i := range parts {
			parts[i] = g.right(name, s.Items.Value)
		}
		return strings.Join(parts, ",")
	}
	switch {
	case len(s.Enum) > 0:
		return fmt.Sprint(oneOf(g.random, s.Enum))
	case s.Type.Is("boolean"):
		return oneOf(g.random, []string{"true", "false"})
	case s.Type.Is("integer"), s.Type.Is("number"):
		lo, hi := 0.0, 50.0
		if s.Min != nil {
			lo = *s.Min
		}
		if s.Max != nil {
			hi = min(*s.Max, 1e6)
		}
		if name == "as_of" || name == "at_least" { // further ones are waited for
			hi = 0
		}
		return strconv.Itoa(int(lo) + g.random.IntN(max(1, int(hi-lo)+1)))
	}
	if list := known[name]; len(list) > 0 {
		return oneOf(g.random, list)
	}
	return oneOf(g.random, known["id"])
}

// near is a value that is nearly as it was.
func (g *generator) near(v string, s *openapi3.Schema) string {
	edge := []string{v + "x", strings.ToUpper(v), " " + v, v + ",", v + "\x00", strings.TrimSuffix(v, v[max(0, len(v)-1):]), v + v, "!" + v, "+" + v, v + ".0"}
	if s.Max != nil {
		edge = append(edge, strconv.FormatFloat(*s.Max+1, 'f', -1, 64))
	}
	if s.Min != nil {
		edge = append(edge, strconv.FormatFloat(*s.Min-1, 'f', -1, 64))
	}
	return oneOf(g.random, edge)
}

// request makes one of any operation.
func (g *generator) request() *request {
	op := oneOf(g.random, g.document.operations)
	r := &request{method: op.method, header: http.Header{}, key: g.random.IntN(4) - 2}
	if op.method != http.MethodGet && !chance(g.random, 6) {
		r.key = 0
	}
	path, query := op.path, url.Values{}
	for _, p := range op.Parameters {
		schema := p.Value.Schema.Value
		switch v := g.value(p.Value.Name, schema); p.Value.In {
		case "path":
			path = strings.Replace(path, "{"+p.Value.Name+"}", url.PathEscape(v), 1)
		case "query":
			if p.Value.Required && !chance(g.random, 10) || chance(g.random, 4) {
				query.Add(p.Value.Name, v)
				if chance(g.random, 15) {
					query.Add(p.Value.Name, g.value(p.Value.Name, schema))
				}
			}
		case "header":
			if chance(g.random, 3) {
				r.header.Set(p.Value.Name, v)
			}
		}
	}
	if chance(g.random, 12) {
		query.Add(g.hostile(), g.hostile())
	}
	r.path = path
	if len(query) > 0 {
		r.path += "?" + query.Encode()
	}
	if chance(g.random, 25) { // as it is, not escaped
		r.path += oneOf(g.random, []string{"&&&=", "?%zz", "/../..", "//", "/%2e%2e", ";a=b", "?a;b"})
	}
	if chance(g.random, 30) {
		r.method = oneOf(g.random, []string{"HEAD", "OPTIONS", "TRACE", "PROPFIND", "POST", "PUT", "DELETE", "get", "X"})
	}
	g.headers(r)
	if op.RequestBody != nil && !chance(g.random, 20) {
		g.body(op, r)
	} else if chance(g.random, 40) {
		r.body = []byte(g.hostile())
	}
	return r
}

// headers adds some that matter, and some that must not.
func (g *generator) headers(r *request) {
	for _, name := range []string{"Accept", "Accept-Encoding", "If-Match", "If-None-Match", "Idempotency-Key", "X-Request-Id", "Content-Encoding", "Origin", "Sec-Fetch-Site", "X-Forwarded-For", "Range", "Last-Event-Id", "Traceparent", "X-Http-Method-Override"} {
		if chance(g.random, 30) {
			r.header.Set(name, g.hostile())
		}
	}
	if r.method != http.MethodGet && !chance(g.random, 4) {
		r.header.Set("If-Match", "*")
	}
	if chance(g.random, 200) {
		r.header.Set("X-Long", strings.Repeat("x", 32<<10))
	}
	if chance(g.random, 10) {
		r.header.Set("Accept-Encoding", "gzip;q=0")
	}
}

// body makes one by the schema of an operation, and may spoil it.
func (g *generator) body(op *apiOperation, r *request) {
	content := op.RequestBody.Value.Content
	media := "application/json"
	for _, m := range []string{"application/yaml", "application/merge-patch+json", "application/json"} {
		if content[m] != nil && chance(g.random, 2) {
			media = m
		}
	}
	r.header.Set("Content-Type", media)
	if chance(g.random, 20) {
		r.header.Set("Content-Type", oneOf(g.random, []string{"text/plain", "application/json; charset=latin1", "multipart/form-data; boundary=x", "x", "application/json;", "application/x-www-form-urlencoded"}))
	}
	if op.OperationID == "put-pack" || chance(g.random, 12) {
		r.body = []byte(g.pack())
	} else if m := content[media]; m != nil {
		r.body, _ = json.Marshal(g.instance("", m.Schema.Value, 0))
	}
	if chance(g.random, 4) {
		r.body = g.spoil(r.body)
	}
}

// instance is a JSON value by a schema.
func (g *generator) instance(name string, s *openapi3.Schema, depth int) any {
	if chance(g.random, 40) || depth > 8 {
		return oneOf(g.random, []any{nil, "", 1, -1.5, true, []any{}, map[string]any{}, g.hostile(), []any{[]any{nil}}, map[string]any{"a": 1}})
	}
	if len(s.AllOf)+len(s.OneOf)+len(s.AnyOf) > 0 {
		all := append(append(append(openapi3.SchemaRefs{}, s.AllOf...), s.OneOf...), s.AnyOf...)
		return g.instance(name, oneOf(g.random, all).Value, depth+1)
	}
	switch {
	case s.Type.Is("object") || len(s.Properties) > 0:
		o := map[string]any{}
		for member, ref := range s.Properties {
			if !chance(g.random, 6) {
				o[member] = g.instance(member, ref.Value, depth+1)
			}
		}
		if chance(g.random, 25) {
			o[g.hostile()] = g.hostile()
		}
		return o
	case s.Type.Is("array") && s.Items != nil:
		list := make([]any, g.random.IntN(4))
		for i := range list {
			list[i] = g.instance(name, s.Items.Value, depth+1)
		}
		return list
	case s.Type.Is("integer"), s.Type.Is("number"), s.Type.Is("boolean"):
		var v any
		if json.Unmarshal([]byte(g.value(name, s)), &v) != nil {
			return 1
		}
		return v
	}
	if name == "id" && chance(g.random, 2) {
		return fmt.Sprint("made-", g.random.IntN(50))
	}
	return g.value(name, s)
}

// pack is one in YAML, or what looks like one.
func (g *generator) pack() string {
	if chance(g.random, 2) {
		return fmt.Sprintf("pack: p%d\ntitle: {zh: 甲, en: %q}\nsource: {id: d, title: {zh: 甲, en: a}}\n---\nentities:\n  - {id: %s, type: City, name: {zh: %q, en: a}}\n", g.random.IntN(9), g.hostile(), oneOf(g.random, known["id"]), g.hostile())
	}
	unit := oneOf(g.random, []string{"[", "{", "- ", "? ", "a: ", "&a ", "*a ", "a: &a [*a]\n", "!a ", "<<: ", "---\n", "|\n", "\"", "'", "%YAML 1.2\n", "- [a]\n", "k: v\n", "\t", "#", "\u2028", "a: >\n", "- - - ", "{a: "})
	return strings.Repeat(unit, 1+g.random.IntN(1+oneOf(g.random, []int{10, 1000, 100_000})))
}

// spoil changes some bytes of a body.
func (g *generator) spoil(b []byte) []byte {
	if len(b) == 0 {
		return []byte(g.hostile())
	}
	at := g.random.IntN(len(b))
	switch g.random.IntN(8) {
	case 0:
		return b[:at]
	case 1:
		b[at] ^= byte(1 << g.random.UintN(8))
		return b
	case 2:
		return append(b, b...)
	case 3:
		return append(append(append([]byte{}, b[:at]...), g.hostile()...), b[at:]...)
	case 4:
		return []byte(strings.Repeat("[", 1+g.random.IntN(1<<20)))
	case 5:
		return []byte(strings.Repeat(`{"a":`, 1+g.random.IntN(200_000)))
	case 6:
		return []byte(strings.Replace(string(b), "{", `{"id":"x","id":"y",`, 1))
	}
	return append([]byte("\xEF\xBB\xBF"), b...)
}
