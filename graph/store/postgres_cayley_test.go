//go:build unix

package store

import (
	"context"
	"maps"
	"slices"
	"strings"
	"testing"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/path"
	csql "github.com/cayleygraph/cayley/graph/sql"
	stock "github.com/cayleygraph/cayley/graph/sql/postgres"
	"github.com/cayleygraph/quad"

	"github.com/innograph/innograph/graph"
	"github.com/innograph/innograph/graph/store/postgrestest"
)

// TestPostgresCayley: Cayley itself, with our flavor and with its stock one, finds
// in the database what was written, by its iterators and by its path language.
func TestPostgresCayley(t *testing.T) {
	RegisterCayley()
	dsn := postgrestest.Database(t)
	s := openDatabase(t, dsn)
	list := append(benchStatements(60), sample())
	apply(t, s, graph.Delta{Add: list})
	apply(t, s, graph.Delta{Remove: idsOf(list[:20])})
	want := map[string]bool{}
	for _, st := range list[20:] {
		for _, q := range appendQuads(nil, st) {
			want[q.NQuad()] = true
		}
	}
	for _, flavor := range []string{CayleyFlavor, stock.Type} {
		qs, err := cayley.NewQuadStore(flavor, dsn, nil)
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]bool{}
		it := qs.QuadsAllIterator()
		for it.Next(t.Context()) {
			got[qs.Quad(it.Result()).NQuad()] = true
		}
		if err := it.Err(); err != nil {
			t.Error(err)
		}
		_ = it.Close()
		if !maps.Equal(got, want) {
			t.Errorf("%s reads %d quads instead of %d:\n%s", flavor, len(got), len(want), strings.Join(slices.Sorted(maps.Keys(got)), "\n"))
		}
		stats, err := qs.Stats(t.Context(), true)
		if nodes := postgrestest.Query[int64](t, dsn, "SELECT count(*) FROM nodes"); err != nil || stats.Quads.Size != int64(len(want)) || stats.Nodes.Size != nodes {
			t.Errorf("%s counts %+v, %v", flavor, stats, err)
		}
		var edge graph.Statement
		for _, st := range list[20:] {
			if _, ok := st.Object.Entity(); ok {
				edge = st
			}
		}
		object, _ := edge.Object.Entity()
		found, err := path.StartPath(qs, quad.IRI(entityPrefix+edge.Subject)).Out(quad.IRI(relationPrefix + edge.Relation)).Iterate(context.Background()).AllValues(qs)
		if err != nil || !slices.Contains(found, quad.Value(quad.IRI(entityPrefix+object))) {
			t.Errorf("%s: from %s by %s leads to %v, %v", flavor, edge.Subject, edge.Relation, found, err)
		}
		if flavor == CayleyFlavor {
			if err := qs.ApplyDeltas([]cayley.Delta{{Quad: quad.Make("a", "b", "c", "d"), Action: cayley.Add}}, cayley.IgnoreOpts{}); err == nil || !strings.Contains(err.Error(), "written by innograph only") {
				t.Errorf("Cayley may write: %v", err)
			}
		}
		if err := qs.Close(); err != nil {
			t.Error(err)
		}
	}
	audit(t, dsn)
}

// TestPostgresSchemaIsCayleys compares the tables with those that Cayley makes.
func TestPostgresSchemaIsCayleys(t *testing.T) {
	RegisterCayley()
	ours, its := postgrestest.Database(t), postgrestest.Database(t)
	openDatabase(t, ours)
	if err := csql.Init(CayleyFlavor, its, nil); err != nil {
		t.Fatal(err)
	}
	const columns = `SELECT string_agg(format('%s.%s %s %s %s', attrelid::regclass, attname, format_type(atttypid, atttypmod), attnotnull, pg_get_expr(adbin, adrelid)), e'\n' ORDER BY attrelid::regclass::text, attnum)
		FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum WHERE attrelid IN ('nodes'::regclass, 'quads'::regclass) AND attnum > 0`
	if a, b := postgrestest.Query[string](t, ours, columns), postgrestest.Query[string](t, its, columns); a != b {
		t.Errorf("the tables are\n%s\nand Cayley's are\n%s", a, b)
	}
	if _, err := newPostgres(t.Context(), its, defaultPostgresOptions); graph.KindOf(err) != graph.Invalid || !strings.Contains(err.Error(), "another application") {
		t.Errorf("a database of Cayley's own is opened: %v", err)
	}
}

// TestPostgresDamage: whatever is lost or changed in the tables is noticed.
func TestPostgresDamage(t *testing.T) {
	list := benchStatements(1500)
	for what, sql := range map[string]string{
		"a quad is gone":             `DELETE FROM quads WHERE horizon = (SELECT max(horizon) - 2 FROM quads)`,
		"a quad of the first":        `DELETE FROM quads WHERE horizon = (SELECT min(horizon) + 1 FROM quads)`,
		"a statement is gone":        `DELETE FROM quads WHERE label_hash = (SELECT label_hash FROM quads ORDER BY horizon DESC LIMIT 1)`,
		"all is gone":                `TRUNCATE quads, nodes`,
		"a node is gone":             `DELETE FROM nodes WHERE value_string = '第1000区'`,
		"a node is another":          `UPDATE nodes SET value_string = '第0区' WHERE value_string = '第1000区'`,
		"a language is another":      `UPDATE nodes SET language = 'en' WHERE value_string = '第1000区'`,
		"a number is another":        `UPDATE nodes SET value_float = value_float + 1 WHERE value_float = 1.25`,
		"a node has no value":        `UPDATE nodes SET value_float = NULL WHERE value_float = 1.25`,
		"an IRI is a text":           `UPDATE nodes SET iri = NULL WHERE value_string = 'urn:innograph:entity:place-3'`,
		"a label is another":         `UPDATE quads SET label_hash = (SELECT hash FROM nodes WHERE value_string = '走廊') WHERE horizon = (SELECT max(horizon) FROM quads)`,
		"the ledger is another":      `UPDATE innograph_ledger SET ledger = set_byte(ledger, 20, get_byte(ledger, 20) # 1)`,
		"the ledger is gone":         `DELETE FROM innograph_ledger`,
		"a hash is short":            `UPDATE quads SET subject_hash = '\x00' WHERE horizon = (SELECT max(horizon) FROM quads)`,
		"a statement of others":      `INSERT INTO nodes (hash, refs, value_string, iri) VALUES ('\x01', 4, 'x', true); INSERT INTO quads (subject_hash, predicate_hash, object_hash, label_hash) VALUES ('\x01', '\x01', '\x01', '\x01')`,
		"a triple without a label":   `INSERT INTO quads (subject_hash, predicate_hash, object_hash) SELECT subject_hash, predicate_hash, object_hash FROM quads LIMIT 1`,
		"a statement is there twice": `INSERT INTO quads (subject_hash, predicate_hash, object_hash, label_hash) SELECT subject_hash, predicate_hash, subject_hash, label_hash FROM quads LIMIT 1`,
	} {
		t.Run(what, func(t *testing.T) {
			dsn := postgrestest.Database(t)
			s := openDatabase(t, dsn)
			apply(t, s, graph.Delta{Add: list})
			postgrestest.Exec(t, dsn, sql)
			if _, err := readAll(s); graph.KindOf(err) != graph.Unavailable || !strings.Contains(err.Error(), "damaged") {
				t.Errorf("got the error %v", err)
			}
		})
	}
}

// TestPostgresDamagedCounts: a change that would build on a wrong count is refused.
func TestPostgresDamagedCounts(t *testing.T) {
	list := benchStatements(100)
	for what, sql := range map[string]string{
		"too few uses":               `UPDATE nodes SET refs = 0`,
		"a node without quads":       `DELETE FROM quads`,
		"quads without a node":       `DELETE FROM nodes WHERE value_string = 'urn:innograph:statement:` + list[0].ID + `'`,
		"a quad of many":             `DELETE FROM quads WHERE horizon IN (SELECT max(horizon) FROM quads GROUP BY label_hash HAVING count(*) > 1)`,
		"the journal has the number": `INSERT INTO innograph_changes VALUES (2, gen_random_uuid(), '')`,
	} {
		t.Run(what, func(t *testing.T) {
			dsn := postgrestest.Database(t)
			s := openDatabase(t, dsn)
			apply(t, s, graph.Delta{Add: list})
			postgrestest.Exec(t, dsn, sql)
			was := postgrestest.Query[int64](t, dsn, "SELECT count(*) FROM quads")
			if err := s.Apply(t.Context(), graph.Delta{Remove: idsOf(list)}); graph.KindOf(err) != graph.Unavailable {
				t.Errorf("got the error %v", err)
			}
			if now := postgrestest.Query[int64](t, dsn, "SELECT count(*) FROM quads"); now != was {
				t.Errorf("%d quads are there, and %d were", now, was)
			}
		})
	}
}

// TestPostgresDamagedJournal: a hole in the journal is an error and not a short
// answer.
func TestPostgresDamagedJournal(t *testing.T) {
	for what, sql := range map[string]string{
		"a hole":           `DELETE FROM innograph_changes WHERE number = 2`,
		"the end is gone":  `DELETE FROM innograph_changes WHERE number = 3`,
		"bytes of another": `UPDATE innograph_changes SET packed = (SELECT packed FROM innograph_changes WHERE number = 1) WHERE number = 2`,
		"no bytes":         `UPDATE innograph_changes SET packed = '' WHERE number = 2`,
	} {
		t.Run(what, func(t *testing.T) {
			dsn := postgrestest.Database(t)
			s := openDatabase(t, dsn)
			for i := range 3 {
				apply(t, s, graph.Delta{Add: []graph.Statement{fact("a", "r", i)}})
			}
			postgrestest.Exec(t, dsn, sql)
			for name, sets := range map[string]func(func(*graph.ChangeSet, error) bool){"changes": s.Changes(t.Context(), 0), "history": s.History(t.Context(), "a", 0)} {
				var failed error
				for _, err := range sets {
					failed = err
				}
				if graph.KindOf(failed) != graph.Unavailable || !strings.Contains(failed.Error(), "damaged") {
					t.Errorf("%s: %v", name, failed)
				}
			}
		})
	}
}
