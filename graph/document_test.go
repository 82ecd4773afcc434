package graph

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// inventedReport is cut in the middle of a word and of a number, as a source may
// be.
const inventedReport = "某站点2页。\n1、 一、云溪的实验\n2、 室 云溪有实验室1\n3、 2家,占3/5!其中“甲类”5.5%。(一)问题 水源偏少;道路偏少。\n"

func inventedSpec() DocumentSpec {
	return DocumentSpec{Source: "report", File: "report.txt", Cut: `\d+、 ?`, Sections: []DocumentSection{
		{ID: "0"}, {ID: "1", Heading: "一、云溪的实验室"}, {ID: "1.1", Heading: "(一)问题"}}}
}

func inventedDocument(t *testing.T) *Document {
	t.Helper()
	d, err := NewDocument(inventedSpec(), inventedReport)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestDocument(t *testing.T) {
	d := inventedDocument(t)
	var got []string
	for _, s := range d.Sentences {
		got = append(got, fmt.Sprintf("%s %v %s", s.Section, s.Heading, s.Text))
	}
	want := []string{"0 false 某站点2页。", "1 true 一、云溪的实验室", "1 false 云溪有实验室12家,占3/5!", "1 false 其中“甲类”5.5%。", "1.1 true (一)问题", "1.1 false 水源偏少;", "1.1 false 道路偏少。"}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	raw := []rune(inventedReport)
	for _, s := range d.Sentences {
		// The span in the raw file holds the sentence and at most cuts beside it.
		inside := string(raw[s.Start:s.End])
		for _, cut := range []string{"\n1、 ", "\n2、 ", "\n3、 "} {
			inside = strings.ReplaceAll(inside, cut, "")
		}
		if inside != s.Text {
			t.Errorf("span %d–%d holds %q, want %q", s.Start, s.End, inside, s.Text)
		}
	}
	spec := inventedSpec()
	spec.Sections[1].Heading, spec.Sections[2].Heading = "二、没有", "三、也没有"
	if _, err := NewDocument(spec, inventedReport); KindOf(err) != Invalid || len(err.(*Error).Issues) != 2 {
		t.Errorf("missing headings: %v", err)
	}
	if d, err := NewDocument(DocumentSpec{Source: "r", File: "f", Sections: []DocumentSection{{ID: "0"}}}, "甲\uff01乙\uff1b丙\uff1f”丁。\u3000"); err != nil || len(d.Sentences) != 4 || d.Sentences[2].Text != "丙\uff1f”" {
		t.Errorf("full-width ends: %v %+v", err, d)
	}
	spec = inventedSpec()
	spec.Sections[2] = DocumentSection{ID: "1.1", Opening: "(一)问题"}
	if d, err := NewDocument(spec, inventedReport); err != nil || d.Sentences[4].Text != "(一)问题 水源偏少;" || d.Sentences[4].Heading {
		t.Errorf("an opening: %v %+v", err, d)
	}
	spec = inventedSpec()
	spec.Cut = "("
	if _, err := NewDocument(spec, inventedReport); KindOf(err) != Invalid || !strings.Contains(err.Error(), "regular expression") {
		t.Errorf("bad cut: %v", err)
	}
	if _, err := NewDocument(inventedSpec(), "\xff"); KindOf(err) != Invalid {
		t.Errorf("bad text: %v", err)
	}
}

func TestResolve(t *testing.T) {
	d := inventedDocument(t)
	for _, c := range []struct {
		section string
		terms   []string
		want    string // the sentence, or part of the error
		ok      bool
	}{
		{"1", []string{"云溪", "12家"}, "云溪有实验室12家,占3/5!", true},
		{"1", []string{"甲类"}, "其中“甲类”5.5%。", true},
		{"0", []string{"2页"}, "某站点2页。", true},
		{"1", []string{"12家", "甲类"}, "the nearest lacks [甲类]: “云溪有实验室12家", false},
		{"1", []string{"水源"}, "they stand together in section 1.1", false},
		{"1", []string{"云溪"}, "2 sentences of section 1 hold all of [云溪]", false},
		{"1.1", []string{"偏少"}, "2 sentences of section 1.1", false},
		{"9", []string{"云溪"}, "section 9 of report has no text", false},
	} {
		i, err := d.Resolve(Reference{Source: "report", Section: c.section, Terms: c.terms})
		if c.ok && (err != nil || d.Sentences[i].Text != c.want) || !c.ok && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s %v: sentence %d, %v; want %s", c.section, c.terms, i, err, c.want)
		}
	}
}

func TestCoverage(t *testing.T) {
	statements := slices.Concat(describe("report", "Report", "报告", "Report"), describe("yunxi", "City", "云溪", "Yunxi"), describe("lab", "Lab", "实验室", "Laboratory"))
	for i, s := range inventedSpec().Sections {
		statements = append(statements, Statement{Subject: "report", Relation: RelSection, Object: StringValue(s.ID),
			Qualifiers: []Qualifier{{QualOrder, IntegerValue(int64(i))}, {QualHeading, StringValue(s.Heading)}}}.Identify())
	}
	cite := Statement{Subject: "lab", Relation: "part-of", Object: EntityValue("yunxi"), References: []Reference{{"report", "1", []string{"实验室12家"}}}}.Identify()
	statements = append(statements, cite,
		Statement{Subject: "report", Relation: RelExcluded, Object: StringValue("not the report's own"), Qualifiers: []Qualifier{{QualReasonZh, StringValue("站点自述")}}, References: []Reference{{"report", "0", []string{"某站点"}}}}.Identify())
	bare := mustBuild(t, testOntology, statements)
	if c, err := bare.Coverage(context.Background(), "report"); err != nil || c.Attached || len(c.Sections) != 3 || c.Sections[1].Statements != 1 {
		t.Errorf("without the text: %v %+v", err, c)
	}
	g, err := Build(testOntology, sequence(statements), inventedDocument(t))
	if err != nil {
		t.Fatal(err)
	}
	c, err := g.Coverage(context.Background(), "report")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range c.Sections {
		for _, x := range s.Sentences {
			line := x.Text + " " + string(x.State)
			for _, n := range x.Numerals {
				line += " " + n.Text + "=" + string(n.State)
			}
			got = append(got, line)
		}
	}
	want := []string{"某站点2页。 excluded 2=excluded", "一、云溪的实验室 unused", "云溪有实验室12家,占3/5! cited 12=cited 3/5=unused", "其中“甲类”5.5%。 unused 5.5%=unused",
		"(一)问题 unused", "水源偏少; unused", "道路偏少。 unused"}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if c.Totals.Sentences != (StateCount{Total: 5, Cited: 1, Excluded: 1, Unused: 3}) || c.Totals.Numerals != (StateCount{Total: 4, Cited: 1, Excluded: 1, Unused: 2}) {
		t.Errorf("totals %+v", c.Totals)
	}
	if r := c.Sections[0].Sentences[0].Reason; r == nil || *r != (Text{"站点自述", "not the report's own"}) {
		t.Errorf("reason %v", r)
	}

	// The evidence of a statement is the sentence, its place and its terms' places.
	v, err := g.Statement(cite.ID)
	if err != nil {
		t.Fatal(err)
	}
	e, raw := v.Evidence[0], []rune(inventedReport)
	if e.Sentence != "云溪有实验室12家,占3/5!" || e.File != "report.txt" || string(raw[e.TermSpans[0].Start:e.TermSpans[0].End]) != "实验室1\n3、 2家" || raw[e.Span.Start] != '云' {
		t.Errorf("evidence %+v", e)
	}
	if v, _ := bare.Statement(cite.ID); v.Evidence[0].Sentence != "" || v.Evidence[0].Span != nil {
		t.Errorf("a sentence without the text: %+v", v.Evidence[0])
	}
	if _, err := g.Coverage(context.Background(), "yunxi"); KindOf(err) != NotFound {
		t.Errorf("no source: %v", err)
	}
}

func FuzzDocument(f *testing.F) {
	f.Add(inventedReport, "云溪")
	f.Fuzz(func(t *testing.T, raw, term string) {
		spec := DocumentSpec{Source: "report", File: "f", Cut: `\d+、 ?`, Sections: []DocumentSection{{ID: "0"}}}
		d, err := NewDocument(spec, raw)
		if err != nil {
			return
		}
		runes := []rune(raw)
		for _, s := range d.Sentences {
			if s.Start < 0 || s.End > len(runes) || s.Start >= s.End || len([]rune(s.Text)) != len(s.at) {
				t.Fatalf("span %d–%d of %d", s.Start, s.End, len(runes))
			}
			for i, r := range []rune(s.Text) {
				if runes[s.at[i]] != r {
					t.Fatalf("code point %d of %q is not at %d", i, s.Text, s.at[i])
				}
			}
		}
		if term != "" && utf8.ValidString(term) { // as every statement's is
			if i, err := d.Resolve(Reference{Source: "report", Section: "0", Terms: []string{term}}); err == nil {
				if sp := d.Sentences[i].find(term); sp.Start >= sp.End {
					t.Fatal("an empty span")
				}
			}
		}
	})
}
