package store

import (
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/cayleygraph/quad"
	"github.com/jackc/pgx/v5"

	"github.com/innograph/innograph/graph"
)

// storeIndexes are the indexes that keep a store right and quick, and how each is
// made anew.
var storeIndexes = []struct{ name, make string }{
	{"nodes_pkey", `ALTER TABLE nodes ADD PRIMARY KEY (hash)`},
	{"quads_pkey", `ALTER TABLE quads ADD PRIMARY KEY (horizon)`},
	{"label_index", `CREATE UNIQUE INDEX label_index ON quads (label_hash, subject_hash, predicate_hash, object_hash)`},
	{"subject_index", `CREATE INDEX subject_index ON quads (subject_hash)`},
	{"object_index", `CREATE INDEX object_index ON quads (object_hash)`},
	{"innograph_ledger_pkey", `ALTER TABLE innograph_ledger ADD PRIMARY KEY (one)`},
	{"innograph_changes_pkey", `ALTER TABLE innograph_changes ADD PRIMARY KEY (number)`},
	{"innograph_touched_pkey", `ALTER TABLE innograph_touched ADD PRIMARY KEY (entity, number)`},
	{"innograph_asked_pkey", `ALTER TABLE innograph_asked ADD PRIMARY KEY (hash)`},
}

const missingIndexes = `SELECT i.name FROM unnest($1::text[]) WITH ORDINALITY AS i(name, n)
	WHERE NOT EXISTS (SELECT FROM pg_index WHERE indexrelid = to_regclass(quote_ident(current_schema()) || '.' || i.name) AND indisvalid) ORDER BY i.n`

func indexNames() []string {
	names := make([]string, len(storeIndexes))
	for i, ind := range storeIndexes {
		names[i] = ind.name
	}
	return names
}

// schema looks whether all indexes are there. That all tables are, and that their
// version is known, was found out before.
func (x *postgresExam) schema() error {
	return x.find(`SELECT true, name, 'an index is missing or not valid' FROM (`+missingIndexes+`) AS m`, indexNames())
}

// used is a table of how often quads use a node.
const used = `(SELECT h AS hash, count(*) AS uses FROM quads, unnest(ARRAY[subject_hash, predicate_hash, object_hash, label_hash]) AS h
	WHERE h IS NOT NULL GROUP BY h) AS used`

// quads looks whether all nodes of every quad are there, and whether a quad is
// there once.
func (x *postgresExam) quads() error {
	if err := x.tx.QueryRow(x.ctx, `SELECT count(*) FROM quads`).Scan(&x.report.Quads); err != nil {
		return err
	}
	if err := x.find(`SELECT false, 'quad ' || horizon, 'a quad has no label' FROM quads WHERE label_hash IS NULL ORDER BY horizon`); err != nil {
		return err
	}
	if err := x.find(`SELECT false, format('quad %s, %s', horizon, place), 'a quad uses a node that is not there' FROM (
			SELECT horizon, n, place, h FROM quads, unnest(ARRAY['subject', 'predicate', 'object', 'label'], ARRAY[subject_hash, predicate_hash, object_hash, label_hash])
				WITH ORDINALITY AS u(place, h, n) WHERE h IS NOT NULL) AS places
		WHERE NOT EXISTS (SELECT FROM nodes WHERE hash = h) ORDER BY horizon, n`); err != nil {
		return err
	}
	return x.find(`SELECT false, 'quad ' || max(horizon), 'a quad is there more than once' FROM quads
		GROUP BY label_hash, subject_hash, predicate_hash, object_hash HAVING count(*) > 1 ORDER BY max(horizon)`)
}

// nodes looks whether every node is found by its value. Those that nothing uses are
// left to uses: whatever they are, they can be dropped.
func (x *postgresExam) nodes() error {
	if err := x.tx.QueryRow(x.ctx, `SELECT count(*) FROM nodes`).Scan(&x.report.Nodes); err != nil {
		return err
	}
	if err := x.find(`SELECT false, 'node ' || encode(hash, 'hex'), 'two nodes have the same hash' FROM nodes GROUP BY hash HAVING count(*) > 1 ORDER BY hash`); err != nil {
		return err
	}
	return x.each(func(rows pgx.Rows) error {
		raw := rows.RawValues()
		place := fmt.Sprintf("node %x", raw[0])
		v, err := valueOf(raw[1:])
		switch {
		case err != nil:
			x.say(false, place, err.Error())
		case string(raw[0]) != string(quad.HashOf(v)):
			x.say(false, place, "the hash of a node is not that of its value")
		}
		return nil
	}, `SELECT hash, `+namedColumns("nodes")+` FROM nodes JOIN `+used+` USING (hash)`, inBinary)
}

// uses compares the counts of uses with the quads.
func (x *postgresExam) uses() error {
	return x.find(`SELECT true, 'node ' || encode(hash, 'hex'), CASE WHEN uses IS NULL THEN 'a node is there that nothing uses' ELSE 'the count of uses of a node is wrong' END
		FROM nodes LEFT JOIN ` + used + ` USING (hash) WHERE refs IS DISTINCT FROM uses OR uses IS NULL ORDER BY hash`)
}

// statements reads all quads as they are read to make the graph: those of each
// statement must stand together, once, and make the id.
func (x *postgresExam) statements() error {
	before := len(x.report.Findings)
	err := x.readStatements(func(label quad.Value, s graph.Statement, err error) bool {
		_, id, lerr := statementLabel(label)
		if lerr != nil {
			x.say(false, brief(label), "the label of a quad is not the IRI of a statement")
			return true
		}
		_, seen := x.ids[id]
		switch {
		case seen:
			x.say(false, "statement "+id, "the quads of a statement do not stand together")
		case errors.Is(err, errTwoCores):
			x.say(false, "statement "+id, "two statements have the same label")
		case err != nil:
			x.say(false, err.Error(), "a statement is not what its id says")
		default:
			x.tally.add(id)
			x.report.Statements++
		}
		x.ids[id] = err == nil && !seen
		return true
	}, func(place string) { x.say(false, place, "a quad has a node without a value") })
	x.sound = err == nil && len(x.report.Findings) == before
	return err
}

// errStop ends the reading of rows of which no more are needed.
var errStop = errors.New("enough")

// readStatements yields statements in the order in which they were written, with
// their labels, and the error of those that are none. A quad that has a node without
// a value is left out, and bad is told where it is.
func (x *postgresExam) readStatements(yield func(label quad.Value, s graph.Statement, err error) bool, bad func(place string)) error {
	var asm assembler
	err := x.each(func(rows pgx.Rows) error {
		raw := rows.RawValues()
		_, q, err := namedQuad(raw)
		if err != nil {
			bad(fmt.Sprintf("quad %d", int64(binary.BigEndian.Uint64(raw[0]))))
			return nil
		}
		if len(asm.quads) == 0 || asm.quads[0].Label == q.Label {
			_, _, err = asm.add(q)
			return err
		}
		label := asm.quads[0].Label
		s, _, err := asm.add(q)
		if !yield(label, s, err) {
			return errStop
		}
		return nil
	}, namedQuads+`ORDER BY q.horizon`, inBinary)
	if err != nil || len(asm.quads) == 0 {
		return err
	}
	label := asm.quads[0].Label
	s, _, err := asm.flush()
	yield(label, s, err)
	return nil
}

// ledger compares the ledger with the statements that are there, and with the last
// of the change sets.
func (x *postgresExam) ledger() error {
	var want ledger
	var last int64
	rows := 0
	broken := ""
	err := x.each(func(r pgx.Rows) error {
		rows++
		var packed []byte
		if err := r.Scan(&packed, &last); err != nil {
			return err
		}
		var err error
		if want, err = parseLedger(packed); err != nil {
			broken = err.Error()
		}
		return nil
	}, `SELECT ledger, last FROM innograph_ledger`)
	switch {
	case err != nil:
		return err
	case rows == 0:
		x.say(x.sound, "", "the ledger is missing")
		return nil
	case rows > 1:
		x.say(false, "", fmt.Sprintf("there are %d ledgers", rows))
		return nil
	case broken != "":
		x.say(x.sound, "", broken)
	default:
		x.report.compareLedger(x.check, want, x.tally, x.sound)
	}
	var journal int64
	if err := x.tx.QueryRow(x.ctx, `SELECT coalesce(max(number), 0) FROM innograph_changes`).Scan(&journal); err != nil {
		return err
	}
	switch {
	case last < journal: // which the next change would be numbered as
		x.say(true, "", fmt.Sprintf("the ledger says that the last change set is %d, and the journal has %d", last, journal))
	case last > journal:
		x.say(false, "", fmt.Sprintf("the ledger says that the last change set is %d, and the journal ends with %d: change sets were lost", last, journal))
	}
	return nil
}

// graph makes the graph of all statements.
func (x *postgresExam) graph() error {
	_, err := graph.Build(x.ontology, func(yield func(graph.Statement, error) bool) {
		err := x.readStatements(
			func(_ quad.Value, s graph.Statement, err error) bool { return yield(s, err) },
			func(string) {})
		if err != nil && !errors.Is(err, errStop) {
			yield(graph.Statement{}, err)
		}
	})
	return x.report.ofGraph(x.check, err)
}
