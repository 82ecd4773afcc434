package ingest

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"iter"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/innograph/innograph/graph"
	"github.com/innograph/innograph/graph/export"
	"github.com/innograph/innograph/seeds"
)

func sequence(list []graph.Statement) iter.Seq2[graph.Statement, error] {
	return func(yield func(graph.Statement, error) bool) {
		for _, s := range list {
			if !yield(s, nil) {
				return
			}
		}
	}
}

// dumped writes statements as a whole dump and checks what it says of itself.
func dumped(t testing.TB, list []graph.Statement) string {
	t.Helper()
	var b bytes.Buffer
	d, err := export.WriteWhole(&b, sequence(list))
	if err != nil {
		t.Fatal(err)
	}
	if d.Statements != len(list) || d.Bytes != int64(b.Len()) || d.SHA256 != fmt.Sprintf("%x", sha256.Sum256(b.Bytes())) {
		t.Errorf("%d statements make %d bytes, said is %+v", len(list), b.Len(), d)
	}
	return b.String()
}

// wholeTrip writes, reads and writes again.
func wholeTrip(t testing.TB, list []graph.Statement) {
	t.Helper()
	doc := dumped(t, list)
	lines := strings.SplitAfter(strings.TrimSuffix(doc, "\n"), "\n")
	if !slices.IsSorted(lines) || len(slices.Compact(slices.Clone(lines))) != len(lines) {
		t.Error("the lines are not in order, each once")
	}
	lines[len(lines)-1] += "\n"
	if len(lines) > 2 { // the first two are about the dump and stay there
		rest := lines[2:]
		rand.New(rand.NewPCG(3, uint64(len(rest)))).Shuffle(len(rest), func(i, j int) { rest[i], rest[j] = rest[j], rest[i] })
	}
	for _, text := range []string{doc, strings.Join(lines, "")} {
		got, _, err := collect(t, Options{}, file(t, "whole.nq", text))
		if err != nil {
			t.Fatal(err)
		}
		if len(got) != len(list) || len(list) > 0 && !reflect.DeepEqual(got, list) {
			t.Errorf("%d statements read of %d", len(got), len(list))
			sameStatements(t, got, list)
		}
		if again := dumped(t, got); again != doc {
			t.Error("what was read is written otherwise")
		}
	}
}

func TestWholeOfTheSeeds(t *testing.T) {
	bundle, err := seeds.LoadEmbedded()
	if err != nil {
		t.Fatal(err)
	}
	wholeTrip(t, bundle.Statements)
	of := slices.Collect(func(yield func(graph.Statement) bool) {
		for s := range build(t, bundle.Ontology, bundle.Statements).AllStatements() {
			if !yield(s) {
				return
			}
		}
	})
	if dumped(t, of) != dumped(t, bundle.Statements) {
		t.Error("the graph of the statements is written otherwise than the statements")
	}
}

var (
	anyTexts = append(slices.Clone(oddTexts), "\uFFFE\uFFFF", "\u0085\u00a0", "\uFEFFx", "%41", "> .", "\u202e", "é", "e\u0301", "\"@en")
	anyLangs = []string{"", "zh", "zh-Hans", "zh-hans", "ZH", "en-GB", "not a tag", "x-toolongforatag", "%", "\n"}
	anySlugs = []string{"a", "a-b", "ab", "a1"}
)

// anyStatements are valid, and nothing more: no ontology knows most of them.
func anyStatements(seed uint64) []graph.Statement {
	r := rand.New(rand.NewPCG(seed, 4))
	text := func() string { return anyTexts[r.IntN(len(anyTexts))] + anyTexts[r.IntN(len(anyTexts))] }
	slug := func() string { return anySlugs[r.IntN(len(anySlugs))] }
	numbers := []float64{0, 1, -2, 0.1, 1e300, -1e-300, math.SmallestNonzeroFloat64, math.MaxFloat64, 1 << 53}
	value := func() graph.Value {
		switch r.IntN(8) {
		case 0:
			return graph.EntityValue(slug())
		case 1:
			return graph.IntegerValue(int64(r.Uint64()))
		case 2:
			return graph.DecimalValue(numbers[r.IntN(len(numbers))])
		case 3:
			return graph.BooleanValue(r.IntN(2) == 0)
		case 4:
			return graph.TimeValue(time.Unix(r.Int64N(1e11)-5e10, r.Int64N(1e9)))
		case 5:
			return graph.StringValue(text())
		}
		return graph.LangValue(text(), anyLangs[r.IntN(len(anyLangs))])
	}
	relations := []string{graph.RelType, graph.RelName, graph.RelAlias, graph.RelDescription, graph.RelSection, graph.RelExcluded, "part-of", "jobs", "unknown-one"}
	var list []graph.Statement
	for range r.IntN(40) {
		s := graph.Statement{Subject: slug(), Relation: relations[r.IntN(len(relations))], Object: value(), Status: graph.Status(r.IntN(6)), Basis: graph.Basis(r.IntN(2))}
		for range r.IntN(4) {
			s.Qualifiers = append(s.Qualifiers, graph.Qualifier{Name: slug(), Value: value()})
		}
		for range r.IntN(13) % 12 {
			ref := graph.Reference{Source: slug(), Section: "s" + text()}
			for range 1 + r.IntN(12) {
				ref.Terms = append(ref.Terms, "t"+text())
			}
			s.References = append(s.References, ref)
		}
		list = append(list, s)
	}
	list = canonical(identified(list...))
	for _, s := range list {
		if err := s.Validate(); err != nil {
			panic(err)
		}
	}
	return list
}

func TestWholeOfAnyStatements(t *testing.T) {
	for seed := range uint64(150) {
		wholeTrip(t, anyStatements(seed))
		if seed < 50 {
			wholeTrip(t, randomStatements(seed))
		}
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

// TestWholeNoticesEveryChange takes lines away, one at a time, and changes them.
// What is accepted may only be what the dump held.
func TestWholeNoticesEveryChange(t *testing.T) {
	list := anyStatements(7)[:6]
	lines := strings.SplitAfter(dumped(t, list), "\n")
	lines = lines[:len(lines)-1]
	refused, same := 0, 0
	check := func(what string, changed []string) {
		t.Helper()
		got, _, err := collect(t, Options{}, file(t, "x.nq", strings.Join(changed, "")))
		switch {
		case err != nil:
			refused++
		case reflect.DeepEqual(got, list):
			same++
		default:
			t.Errorf("%s: %d statements of %d and no error", what, len(got), len(list))
		}
	}
	for i, line := range lines[2:] { // without the first two it is no dump; see below
		at := i + 2
		check("without "+line, slices.Delete(slices.Clone(lines), at, at+1))
		check("up to "+line, lines[:at])
		other := slices.Clone(lines)
		other[at] = strings.Replace(line, "> ", "x> ", 1)
		check("another subject for "+line, other)
		if n := strings.LastIndex(line, `"`); n > 0 {
			other := slices.Clone(lines)
			other[at] = line[:n] + "0" + line[n:]
			check("another literal in "+line, other)
		}
	}
	redundant := 0 // what is said of every statement or reference, or is so unless another thing is said
	for _, line := range lines {
		if strings.Contains(line, ":vocab:Statement>") || strings.Contains(line, "#Seq>") || strings.Contains(line, `:vocab:status> "existing"`) || strings.Contains(line, `:vocab:basis> "stated"`) {
			redundant++
		}
	}
	if removals := len(lines) - 2 - redundant; removals < 50 || refused < 2*removals {
		t.Errorf("%d changes of %d lines were refused and %d were none; %d lines are redundant", refused, len(lines), same, redundant)
	}
}

func TestWholeRefuses(t *testing.T) {
	one := identified(graph.Statement{Subject: "a", Relation: "jobs", Object: graph.IntegerValue(1)})
	two := append(identified(graph.Statement{Subject: "b", Relation: "type", Object: graph.StringValue("Lab")}), one...)
	doc := dumped(t, one)
	lines := strings.SplitAfter(doc, "\n")
	for name, c := range map[string]struct{ doc, want string }{
		"two dumps":        {doc + dumped(t, canonical(two)), "the file holds two dumps"},
		"not at first":     {lines[2] + lines[0] + lines[1], "stand before all others"},
		"no number":        {strings.Join(append([]string{lines[0]}, lines[2:]...), ""), "how many statements"},
		"bad number":       {strings.Replace(doc, `"1"^^<http://www.w3.org/2001/XMLSchema#integer> .`, `"x" .`, 1), "expected the number"},
		"another number":   {strings.Replace(doc, `statements> "1"`, `statements> "2"`, 1), "holds 2 statements, and there are 1"},
		"another hash":     {strings.ReplaceAll(doc, "urn:innograph:dump:", "urn:innograph:dump:0"), "other statements than it says"},
		"no graph":         {strings.Replace(doc, " <urn:innograph:statement:"+one[0].ID+"> .", " .", 1), "the graph of a triple"},
		"no such thing":    {strings.Replace(doc, "vocab:statements", "vocab:count", 1), "unknown predicate"},
		"an invalid text":  {strings.Replace(doc, `entity:a> <urn:innograph:relation:jobs> "1"^^<http://www.w3.org/2001/XMLSchema#integer>`, `entity:a> <urn:innograph:relation:jobs> "2"^^<http://www.w3.org/2001/XMLSchema#integer>`, 1), "hashes to"},
		"a state of no id": {doc + `<urn:innograph:entity:a> <urn:innograph:vocab:status> "planned" .` + "\n", "the entity a has a status"},
	} {
		if _, _, err := collect(t, Options{}, file(t, "x.nq", c.doc)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got the error %v, want %q in it", name, err, c.want)
		}
	}
}

// TestWholeLongLines writes the longest line that is read, and one that is not.
func TestWholeLongLines(t *testing.T) {
	of := func(n int) []graph.Statement {
		return identified(graph.Statement{Subject: "a", Relation: "jobs", Object: graph.StringValue(strings.Repeat("x", n))})
	}
	around := 0
	for line := range strings.Lines(dumped(t, of(0))) {
		if strings.HasPrefix(line, "<urn:innograph:entity:") {
			around = len(line)
		}
	}
	wholeTrip(t, of(export.MaxLine-around))
	_, err := export.WriteWhole(&bytes.Buffer{}, sequence(of(export.MaxLine-around+1)))
	if graph.KindOf(err) != graph.Invalid || !strings.Contains(err.Error(), "16 MiB") {
		t.Errorf("a line too long: %v", err)
	}
}

// FuzzWhole reads anything behind the head of a dump: what is accepted is written
// and read as the same.
func FuzzWhole(f *testing.F) {
	for seed := range uint64(6) {
		list := anyStatements(seed)
		f.Add(dumped(f, list[:min(2, len(list))]))
	}
	f.Add("<urn:innograph:dump:x> <urn:innograph:vocab:statements> \"0\" .\n")
	f.Fuzz(func(t *testing.T, doc string) {
		got, _, err := collect(t, Options{}, file(t, "x.nq", doc))
		if err != nil || !strings.Contains(doc, "urn:innograph:dump:") {
			return
		}
		wholeTrip(t, got)
	})
}

// FuzzWholeStatement makes a statement of anything that is valid.
func FuzzWholeStatement(f *testing.F) {
	f.Add("a", "zh", "b", int64(7), 1.5, uint8(3))
	f.Add("\"@en", "zh-Hans", "\\u0041\r\n", int64(-1), -0.5, uint8(12))
	f.Fuzz(func(t *testing.T, text, lang, other string, n int64, x float64, kind uint8) {
		values := []graph.Value{
			graph.StringValue(text), graph.LangValue(text, lang), graph.IntegerValue(n), graph.DecimalValue(x),
			graph.BooleanValue(n&1 == 1), graph.TimeValue(time.Unix(n%(1<<35), n%1e9)), graph.EntityValue(text),
		}
		list := identified(graph.Statement{
			Subject: "a", Relation: []string{"type", "name", "jobs"}[kind%3], Object: values[int(kind)%len(values)], Status: graph.Status(kind % 6), Basis: graph.Basis(kind % 2),
			Qualifiers: []graph.Qualifier{{Name: "q", Value: graph.LangValue(other, lang)}, {Name: "q", Value: values[int(kind/8)%len(values)]}},
			References: []graph.Reference{{Source: "s", Section: text, Terms: []string{other, text, other}}, {Source: "s", Section: other, Terms: []string{text}}},
		})
		if list[0].Validate() == nil {
			wholeTrip(t, list)
		}
	})
}
