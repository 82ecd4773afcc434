//go:build unix

package store

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/innograph/innograph/graph"
	"github.com/innograph/innograph/graph/store/postgrestest"
)

// sqlHarm is one way to damage a store behind its back.
type sqlHarm struct {
	name   string
	finds  []string // the checks that find it, all of them
	says   string   // in what they say
	repair bool
	sql    []string
}

// sqlHarms are ways to damage a store of doctorDatabase.
func sqlHarms(list []graph.Statement) []sqlHarm {
	hash := func(s graph.Statement) string { return fmt.Sprintf(`'\x%x'::bytea`, labelHash(s.ID)) }
	const (
		detail   = `(SELECT horizon FROM quads WHERE subject_hash = label_hash LIMIT 1)`
		mainQuad = `(SELECT max(horizon) FROM quads WHERE subject_hash <> label_hash)`
		someNode = `(SELECT hash FROM nodes ORDER BY hash LIMIT 1)`
		noLimits = `ALTER TABLE quads DROP CONSTRAINT quads_pkey`
		again    = `INSERT INTO quads (horizon, subject_hash, predicate_hash, object_hash, label_hash) SELECT 900000 + horizon, subject_hash, predicate_hash, object_hash, label_hash FROM quads WHERE `
	)
	free := `DROP INDEX label_index`
	return []sqlHarm{
		{"no index", []string{"schema"}, "missing or not valid (2 times): label_index, subject_index", true, []string{free, `DROP INDEX subject_index`}},
		{"no primary keys", []string{"schema"}, "nodes_pkey", true, []string{noLimits, `ALTER TABLE nodes DROP CONSTRAINT nodes_pkey`, `ALTER TABLE innograph_touched DROP CONSTRAINT innograph_touched_pkey`}},
		{"an index that is not valid", []string{"schema"}, "object_index", true, []string{`UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'object_index'::regclass`}},

		{"a node that is gone", []string{"quads", "statements", "ledger"}, "uses a node that is not there", false, []string{`DELETE FROM nodes WHERE hash = (SELECT object_hash FROM quads WHERE horizon = ` + detail + `)`}},
		{"a quad without a label", []string{"quads", "uses", "statements", "ledger"}, "a quad has no label: quad ", false, []string{`UPDATE quads SET label_hash = NULL WHERE horizon = ` + mainQuad}},
		{"a quad twice", []string{"schema", "quads", "uses"}, "more than once", false, []string{free, again + `horizon = (SELECT max(horizon) FROM quads WHERE label_hash = (SELECT label_hash FROM quads ORDER BY horizon DESC LIMIT 1) AND subject_hash = label_hash)`}},

		{"a value of another", []string{"nodes", "statements", "ledger"}, "the hash of a node is not that of its value", false, []string{`UPDATE nodes SET value_string = value_string || 'x' WHERE hash = (SELECT object_hash FROM quads WHERE horizon = ` + detail + `)`}},
		{"a node without a value", []string{"nodes", "statements", "ledger"}, "of a kind that no statement holds", false, []string{`UPDATE nodes SET value_string = NULL WHERE hash = (SELECT object_hash FROM quads WHERE horizon = ` + detail + `)`}},
		{"a node twice", []string{"schema", "nodes", "statements", "ledger"}, "two nodes have the same hash", false, []string{`ALTER TABLE nodes DROP CONSTRAINT nodes_pkey`, `INSERT INTO nodes SELECT * FROM nodes WHERE hash = (SELECT label_hash FROM quads WHERE horizon = ` + detail + `)`}},

		{"a count too high", []string{"uses"}, "the count of uses of a node is wrong: node ", true, []string{`UPDATE nodes SET refs = refs + 1 WHERE hash = ` + someNode}},
		{"all counts gone", []string{"uses"}, "times): node ", true, []string{`UPDATE nodes SET refs = 0`}},
		{"a node that nothing uses", []string{"uses"}, "a node is there that nothing uses: node 00", true, []string{`INSERT INTO nodes (hash, refs) VALUES ('\x00', 1)`}},

		{"a main quad that is gone", []string{"uses", "statements", "ledger"}, "a statement is not what its id says", false, []string{`DELETE FROM quads WHERE horizon = (SELECT max(horizon) FROM quads q WHERE subject_hash <> label_hash AND EXISTS (SELECT FROM quads d WHERE d.subject_hash = q.label_hash))`}},
		{"a detail that is gone", []string{"uses", "statements", "ledger"}, "a statement is not what its id says", false, []string{`DELETE FROM quads WHERE horizon = ` + detail}},
		{"another object", []string{"uses", "statements", "ledger"}, "a statement is not what its id says", false, []string{`UPDATE quads SET object_hash = subject_hash WHERE horizon = ` + mainQuad}},
		{"another label", []string{"uses", "statements", "ledger"}, "not the IRI of a statement", false, []string{`UPDATE quads SET label_hash = predicate_hash WHERE horizon = ` + mainQuad}},
		{"two statements with one label", []string{"uses", "statements", "ledger"}, "two statements have the same label: statement " + list[3].ID, false, []string{
			`UPDATE quads SET label_hash = ` + hash(list[3]) + `, horizon = (SELECT horizon FROM quads WHERE label_hash = ` + hash(list[3]) + ` ORDER BY horizon LIMIT 1) + 100000 WHERE label_hash = ` + hash(list[1]) + ` AND subject_hash <> label_hash`,
			`UPDATE quads SET horizon = horizon + 200000 WHERE label_hash = ` + hash(list[3])}},
		{"a detail that stands apart", []string{"statements", "ledger"}, "do not stand together: statement ", false, []string{`UPDATE quads SET horizon = horizon + 500000 WHERE horizon = (SELECT min(horizon) FROM quads WHERE subject_hash = label_hash)`}},

		{"a statement less", []string{"uses", "ledger", "journal"}, "1 were lost: statement " + list[4].ID, false, []string{`DELETE FROM quads WHERE label_hash = ` + hash(list[4])}},
		{"no ledger", []string{"ledger"}, "the ledger is missing", true, []string{`DELETE FROM innograph_ledger`}},
		{"two ledgers", []string{"schema", "ledger"}, "there are 2 ledgers", false, []string{`ALTER TABLE innograph_ledger DROP CONSTRAINT innograph_ledger_pkey`, `INSERT INTO innograph_ledger SELECT * FROM innograph_ledger`}},
		{"a short ledger", []string{"ledger"}, "4 bytes", true, []string{`UPDATE innograph_ledger SET ledger = '\x00000000'`}},
		{"a ledger of others", []string{"ledger"}, "but others", true, []string{`UPDATE innograph_ledger SET ledger = set_byte(ledger, 20, 255 - get_byte(ledger, 20))`}},
		{"a ledger of nothing", []string{"ledger"}, "41 are too many", true, []string{`UPDATE innograph_ledger SET ledger = decode(repeat('00', 30), 'hex')`}},
		{"a ledger that lags", []string{"ledger"}, "the last change set is 2, and the journal has 3", true, []string{`UPDATE innograph_ledger SET last = 2`}},
		{"a ledger ahead", []string{"ledger"}, "the journal ends with 3: change sets were lost", false, []string{`UPDATE innograph_ledger SET last = 9`}},

		{"a gap", []string{"journal"}, "a change set is missing from the journal: change set 2", false, []string{`DELETE FROM innograph_changes WHERE number = 2`}},
		{"the end of the journal", []string{"ledger", "journal"}, "change sets were lost", false, []string{`DELETE FROM innograph_changes WHERE number = 3`}},
		{"all of the journal", []string{"ledger", "journal"}, "does not know how a statement came to be there (41 times)", false, []string{`TRUNCATE innograph_changes`}},
		{"garbage", []string{"journal"}, "change set 2: ", false, []string{`UPDATE innograph_changes SET packed = 'x' WHERE number = 2`}},
		{"another number", []string{"journal"}, "a number that no change set gets", false, []string{`INSERT INTO innograph_changes SELECT -1, token, packed FROM innograph_changes WHERE number = 1`}},
		{"a longer journal", []string{"ledger", "journal"}, "kept under the number", false, []string{`INSERT INTO innograph_changes SELECT 4, token, packed FROM innograph_changes WHERE number = 3`}},

		{"history", []string{"journal"}, "the history of an entity lacks a change set: zone-3, change set 1", true, []string{`DELETE FROM innograph_touched WHERE entity = 'zone-3' AND number = 1`}},
		{"no history", []string{"journal"}, "lacks a change set", true, []string{`TRUNCATE innograph_touched`}},
		{"other history", []string{"journal"}, "does not touch it (4 times): a, change set -3, zone-3, change set 2, zz, change set 3, a, change set 9", true, []string{
			`INSERT INTO innograph_touched VALUES ('a', 9), ('zone-3', 2), ('zz', 3), ('a', -3)`}},
		{"a request", []string{"journal"}, "is not noted: change set 2", true, []string{`DELETE FROM innograph_asked WHERE number = 2`}},
		{"a request of another", []string{"journal"}, "led to another change set, or to none", true, []string{`UPDATE innograph_asked SET number = 3 WHERE number = 2`}},
		{"a request of nobody", []string{"journal"}, "led to another change set, or to none", true, []string{`INSERT INTO innograph_asked VALUES ('\x00', 7)`}},

		{"an entity without a type", []string{"graph"}, "zone-5", false, nil}, // see the test
		{"much at once", []string{"schema", "uses", "ledger", "journal"}, "a node is there that nothing uses", true, []string{
			`DROP INDEX object_index`, `UPDATE nodes SET refs = 7`, `INSERT INTO nodes (hash, refs) VALUES ('\x00', 1)`, `DELETE FROM innograph_ledger`, `TRUNCATE innograph_touched`, `TRUNCATE innograph_asked`}},
	}
}

// contents are all that a database holds, to see whether it was changed.
func contents(t *testing.T, dsn string) string {
	t.Helper()
	out := objects(t, dsn)
	for _, table := range tableNames() {
		out += postgrestest.Query[string](t, dsn, `SELECT coalesce(string_agg(md5(t::text) || xmin::text, ' ' ORDER BY t::text), '') FROM `+table+` t`)
	}
	return out
}

// TestPostgresDoctorFindsEveryHarm damages a store in one way after the other.
// Every damage must be found by exactly the checks that are there for it; what can
// be repaired is repaired, with the same statements, and taken into use.
func TestPostgresDoctorFindsEveryHarm(t *testing.T) {
	list := doctorStatements(60)[:41]
	server, sound := postgrestest.Shared(t), doctorDatabase(t)
	if r := checkDatabase(t, sound); !r.Healthy() || r.Statements != len(list) {
		t.Fatalf("a sound store: %+v", r)
	}
	name := strings.TrimPrefix(mustParse(t, sound).Path, "/")
	met := map[string]bool{}
	for i, h := range sqlHarms(list) {
		t.Run(h.name, func(t *testing.T) {
			dsn := fmt.Sprintf("%s_%d", name, i)
			postgrestest.Exec(t, server.DSN("postgres"), "CREATE DATABASE "+dsn+" TEMPLATE "+name)
			dsn = server.DSN(dsn)
			if h.sql == nil {
				s := openDatabase(t, dsn)
				typ := slices.IndexFunc(list, func(s graph.Statement) bool { return s.Subject == "zone-5" && s.Relation == graph.RelType })
				apply(t, s, graph.Delta{Remove: []string{list[typ].ID}})
				_ = s.Close()
			}
			postgrestest.Exec(t, dsn, h.sql...)
			was := contents(t, dsn)
			r := checkDatabase(t, dsn)
			if contents(t, dsn) != was {
				t.Error("the check changed the database")
			}
			for _, check := range foundAs(t, h.name, r, h.finds, h.says, h.repair) {
				met[check] = true
			}
			before, after, err := Doctor{Ontology: doctorOntology}.RepairPostgres(t.Context(), dsn)
			switch {
			case err != nil || before.Healthy():
				t.Errorf("repair answers %v, %+v", err, before)
			case !h.repair:
				if after != nil || contents(t, dsn) != was {
					t.Error("the database was changed")
				}
			case after == nil || !after.Healthy() || after.Statements != r.Statements:
				t.Errorf("repaired to %+v", after)
			default:
				s := openDatabase(t, dsn)
				expect(t, s, list...)
				apply(t, s, graph.Delta{Remove: idsOf(list[:30])})
				apply(t, s, graph.Delta{Add: doctorStatements(80)[100:], Remove: idsOf(list)})
				expect(t, s, doctorStatements(80)[100:]...)
				audit(t, dsn)
			}
		})
	}
	for _, c := range postgresChecks {
		if !met[c.name] {
			t.Errorf("no harm is found by the check %s", c.name)
		}
	}
}
