package store

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/cayleygraph/quad"

	"github.com/innograph/innograph/graph"
)

// sample uses all that a statement can have.
func sample() graph.Statement {
	return graph.Statement{
		Subject: "chengxi", Relation: "part-of", Object: graph.EntityValue("hangzhou"), Status: graph.Planned, Basis: graph.Inferred,
		Qualifiers: []graph.Qualifier{{Name: "period", Value: graph.StringValue("十四五")}, {Name: "since", Value: graph.TimeValue(time.Unix(0, 5))}},
		References: []graph.Reference{{Source: "report", Section: "3.1", Terms: []string{"科创带", "走廊"}}},
	}.Identify()
}

// TestVocabulary holds the form of the record, which files on disk have.
func TestVocabulary(t *testing.T) {
	s := sample()
	label := "<urn:innograph:statement:" + s.ID + ">"
	want := []string{
		"<urn:innograph:entity:chengxi> <urn:innograph:relation:part-of> <urn:innograph:entity:hangzhou>",
		label + ` <urn:innograph:status> "planned"`,
		label + ` <urn:innograph:basis> "inferred"`,
		label + ` <urn:innograph:qualifier:period> "十四五"`,
		label + ` <urn:innograph:qualifier:since> "1970-01-01T00:00:00.000000005Z"^^<http://www.w3.org/2001/XMLSchema#dateTime>`,
		label + ` <urn:innograph:reference:report> "3:3.1,9:科创带,6:走廊,"^^<urn:innograph:netstrings>`,
	}
	quads := appendQuads(nil, s)
	if len(quads) != len(want) {
		t.Fatalf("%d quads instead of %d", len(quads), len(want))
	}
	for i, q := range quads {
		if got := fmt.Sprint(q.Subject, " ", q.Predicate, " ", q.Object); got != want[i] {
			t.Errorf("quad %d is\n%s, want\n%s", i, got, want[i])
		}
		if q.Label.String() != label {
			t.Errorf("quad %d has the label %v", i, q.Label)
		}
	}
	plain := graph.Statement{Subject: "a", Relation: "b", Object: graph.StringValue("")}.Identify()
	if n := len(appendQuads(nil, plain)); n != 1 {
		t.Errorf("a plain statement takes %d quads", n)
	}
}

// TestDecodeNoticesEveryChange changes one thing at a time.
func TestDecodeNoticesEveryChange(t *testing.T) {
	s := sample()
	good := appendQuads(nil, s)
	for i := range good { // in any order
		turned := append(append([]quad.Quad(nil), good[i:]...), good[:i]...)
		if got, err := decodeStatement(turned); err != nil || !reflect.DeepEqual(got, s) {
			t.Fatalf("turned by %d: got %v, %v", i, got, err)
		}
	}
	others := []quad.Value{
		quad.IRI("urn:innograph:entity:x"), quad.IRI("urn:innograph:entity:"), quad.IRI("urn:innograph:relation:x"),
		quad.IRI("urn:innograph:qualifier:x"), quad.IRI("urn:innograph:reference:x"), quad.IRI("urn:innograph:statement:" + s.ID),
		quad.IRI("x"), quad.BNode("x"), quad.String(""), quad.String("x"), quad.LangString{Value: "x", Lang: "en"}, quad.Int(1), quad.Float(1),
		quad.Bool(true), quad.Time(time.Unix(1, 0)), quad.TypedString{Value: "x", Type: "x"}, quad.TypedString{Value: "x", Type: dateTimeIRI},
		quad.TypedString{Value: "", Type: netstringsIRI}, quad.TypedString{Value: "1:a,", Type: netstringsIRI}, quad.TypedString{Value: "1:a", Type: netstringsIRI},
		quad.String(strings.Repeat("长", 1<<16)), nil,
	}
	changed := map[string][]quad.Quad{}
	for i := range good {
		changed[fmt.Sprintf("without quad %d", i)] = append(append([]quad.Quad(nil), good[:i]...), good[i+1:]...)
		for _, d := range quad.Directions {
			for j, v := range others {
				if good[i].Get(d) == v {
					continue
				}
				list := append([]quad.Quad(nil), good...)
				list[i].Set(d, v)
				if d == quad.Label {
					list = list[i : i+1]
				}
				changed[fmt.Sprintf("%v of quad %d is value %d", d, i, j)] = list
			}
		}
	}
	changed["twice the core"] = append(append([]quad.Quad(nil), good...), good[0])
	for what, quads := range changed {
		got, err := decodeStatement(quads)
		if err == nil {
			t.Errorf("%s: got %v and no error", what, got)
		} else if len(err.Error()) > 500 {
			t.Errorf("%s: the error has %d bytes", what, len(err.Error()))
		}
	}
}

func FuzzStatement(f *testing.F) {
	f.Add("a", "b", "c", "zh", int64(7), 1.5, uint8(3), uint8(2), "1", "x", "y")
	f.Add("", "\"@en", "<a>", "", int64(-1), 0.0, uint8(0), uint8(1), "3:a,", ",", ":")
	f.Fuzz(func(t *testing.T, text, other, third, lang string, n int64, x float64, status, kind uint8, section, term, term2 string) {
		values := []graph.Value{
			graph.StringValue(text), graph.LangValue(text, lang), graph.IntegerValue(n), graph.DecimalValue(x),
			graph.BooleanValue(n&1 == 1), graph.TimeValue(time.Unix(n%(1<<35), n%1e9)), graph.EntityValue(text),
		}
		s := graph.Statement{
			Subject: "a", Relation: "b", Object: values[int(kind)%len(values)], Status: graph.Status(status % 6), Basis: graph.Basis(kind % 2),
			Qualifiers: []graph.Qualifier{
				{Name: "q", Value: graph.StringValue(other)}, {Name: "q", Value: graph.LangValue(third, lang)},
				{Name: "r", Value: values[int(kind+1)%len(values)]},
			},
			References: []graph.Reference{{Source: "s", Section: section, Terms: []string{term, term2, term}}, {Source: "s", Section: section, Terms: []string{term2}}},
		}.Identify()
		if s.Validate() != nil {
			return
		}
		quads := appendQuads(nil, s)
		hashes := map[string]bool{}
		for _, q := range quads {
			for _, d := range quad.Directions {
				hashes[q.Get(d).String()] = true // what Cayley tells nodes apart by
			}
			if key := q.String(); hashes[key] {
				t.Errorf("the quad %s is there twice", key)
			} else {
				hashes[key] = true
			}
		}
		got, err := decodeStatement(quads)
		if err != nil || !reflect.DeepEqual(got, s) {
			t.Errorf("got %v, %v\nwant %v", got, err, s)
		}
	})
}

func FuzzNetstrings(f *testing.F) {
	for _, s := range []string{"", "0:,", "1:a,", "3:3.1,9:科创带,", "01:a,", "+1:a,", "-1:a,", "1:a", "2:a,", "1:ab,", ":,", "a:b,", "99999999999999999999:a,", "9223372036854775807:a,"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		list, err := splitNetstrings(s)
		if err != nil {
			return
		}
		var b []byte
		for _, e := range list {
			b = appendNetstring(b, e)
		}
		if string(b) != s {
			t.Errorf("%q is read as %q, which is written %q", s, list, b)
		}
	})
}

func TestNetstrings(t *testing.T) {
	for s, want := range map[string][]string{"": nil, "0:,": {""}, "3:a,b,1:c,": {"a,b", "c"}, "6:走廊,0:,": {"走廊", ""}} {
		got, err := splitNetstrings(s)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%q: got %q, %v, want %q", s, got, err, want)
		}
	}
	for _, s := range []string{"x", ":", "1", "1:", "1:a", "1:a;", "01:a,", "+1:a,", "-1:a,", "2:a,", "1:ab,", ":,", "1:a,x", "99999999999999999999:a,"} {
		if got, err := splitNetstrings(s); err == nil {
			t.Errorf("%q is read as %q", s, got)
		}
	}
}
