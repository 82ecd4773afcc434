package ingest

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"
)

// plainJSON is a value as encoding/json decodes it with UseNumber.
func plainJSON(v *jsonValue) any {
	switch v.kind {
	case jsonObject:
		m := map[string]any{}
		for i := range v.items {
			m[v.items[i].name] = plainJSON(&v.items[i])
		}
		return m
	case jsonArray:
		list := []any{}
		for i := range v.items {
			list = append(list, plainJSON(&v.items[i]))
		}
		return list
	case jsonString:
		return v.text
	case jsonNumber:
		return json.Number(v.text)
	case jsonTrue, jsonFalse:
		return v.kind == jsonTrue
	}
	return nil
}

var jsonDocs = []string{
	`{}`, `{"a":1}`, `{"a":{"b":[1,-0.5e+3,true,false,null,"x"]}}`, ` { "a" : "\u4e4b\ud83d\ude00\n\"\\\/\b\f\r\t" } `, `[]`, `1`, `""`, `nul`, `truex`, `{`, `{"a"`, `{"a":`, `{"a":1`,
	`{"a":1,}`, `[1,]`, `[,]`, `{"a" 1}`, `01`, `-`, `1.`, `.5`, `1e`, `+1`, `"\x"`, `"\u12"`, `"\ud800"`, `"\udc00\ud800"`, `"a`, "\"\t\"", `{"a":1}{"b":2}`, `{a:1}`, `'a'`, `"\u0000"`,
	`{"a":1,"a":2}`, "\"\u2028\"", `{"":0}`, `[[[[[]]]]]`, `1E400`, `"\`, `"\u`, `{"a":1 "b":2}`, `[1 2]`, "\u00a01",
}

// sameAsJSON compares with encoding/json. What is refused beyond it: nesting and
// sizes out of bounds, names given twice, lone surrogates and NUL.
func sameAsJSON(t *testing.T, doc string) {
	if !utf8.ValidString(doc) {
		return // refused before
	}
	v, bad := parseJSON(doc)
	d := json.NewDecoder(strings.NewReader(doc))
	d.UseNumber()
	var want any
	valid := json.Valid([]byte(doc)) && d.Decode(&want) == nil
	if bad != nil {
		for _, ours := range []string{"nested", "more than", "given twice", "surrogate", "NUL"} {
			valid = valid && !strings.Contains(bad.Message, ours)
		}
		if valid {
			t.Errorf("%q is refused: %s", doc, bad.Message)
		}
		return
	}
	if !valid {
		t.Errorf("%q is accepted", doc)
		return
	}
	a, _ := json.Marshal(plainJSON(&v))
	b, _ := json.Marshal(want)
	if string(a) != string(b) {
		t.Errorf("%q: got %s, want %s", doc, a, b)
	}
}

func TestJSONIsThatOfEncodingJSON(t *testing.T) {
	for _, doc := range jsonDocs {
		sameAsJSON(t, doc)
	}
}

func FuzzJSON(f *testing.F) {
	for _, doc := range jsonDocs {
		f.Add(doc)
	}
	f.Fuzz(sameAsJSON)
}

func TestJSONBounds(t *testing.T) {
	for doc, want := range map[string]string{
		strings.Repeat("[", 33) + strings.Repeat("]", 33): "this is not JSON at character 33: it is nested more than 32 deep",
		"[" + strings.Repeat("0,", maxValues) + "0]":      "this is not JSON at character 524288: the line holds more than 262144 values",
		`{"a":1,"b":2,"a":3}`:                             `this is not JSON at character 14: the member "a" is given twice`,
		`{` + manyMembers(20) + `,"m3":0}`:                `this is not JSON at character 152: the member "m3" is given twice`,
		`"\ud800x"`:                                       "this is not JSON at character 2: half of a surrogate pair is missing",
		`"ab\u0000"`:                                      "this is not JSON at character 4: a text must hold no NUL character",
		strings.Repeat("[", 32) + strings.Repeat("]", 32): "",
		"[" + strings.Repeat("0,", maxValues-2) + "0]":    "",
		`{` + manyMembers(20) + `}`:                       "",
	} {
		_, bad := parseJSON(doc)
		got := ""
		if bad != nil {
			got = bad.Message
		}
		if got != want {
			t.Errorf("%.40q: got %q, want %q", doc, got, want)
		}
	}
}

func manyMembers(n int) string {
	names := make([]string, n)
	for i := range names {
		names[i] = `"m` + strings.Repeat("0", i/10) + string(rune('0'+i%10)) + `":0`
	}
	return strings.Join(names, ",")
}
