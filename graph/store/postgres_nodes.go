package store

import (
	"bytes"
	"context"
	"fmt"
	"slices"

	cayley "github.com/cayleygraph/cayley/graph"
	csql "github.com/cayleygraph/cayley/graph/sql"
	"github.com/cayleygraph/quad"
	"github.com/jackc/pgx/v5"
)

// nodeChange is by how much the uses of a node change. A quad uses a node once
// for each of its four places where the node stands.
type nodeChange struct {
	hash  cayley.ValueHash
	value quad.Value
	uses  int32
}

// nodeColumns are the columns of a node in the order of nodeRow.
var nodeColumns = []string{"hash", "refs", "value", "value_string", "datatype", "language", "iri", "bnode", "value_int", "value_bool", "value_float"}

// nodeColumn is where Cayley's columns stand among them.
var nodeColumn = func() map[string]int {
	m := map[string]int{}
	for i, name := range nodeColumns {
		m[name] = i
	}
	return m
}()

// nodeRow is a node as Cayley writes it.
func nodeRow(c nodeChange) ([]any, error) {
	kind, values, err := csql.NodeValues(csql.NodeHash{ValueHash: c.hash}, c.value)
	if err != nil {
		return nil, err
	}
	row := make([]any, len(nodeColumns))
	row[0], row[1] = values[0], c.uses
	for i, name := range kind.Columns() {
		at, ok := nodeColumn[name]
		if !ok {
			return nil, fmt.Errorf("no statement holds a %T", c.value)
		}
		row[at] = values[1+i]
	}
	return row, nil
}

// nodeChanges counts the uses that quads add and take away, in the order of
// hashes, which is also that of the index. Nodes whose count stays are left out.
func nodeChanges(add, remove []hashedQuad) []nodeChange {
	at := make(map[cayley.ValueHash]int, len(add)+len(remove))
	var all []nodeChange
	count := func(quads []hashedQuad, uses int32) {
		for k := range quads {
			q := &quads[k]
			for j, d := range quad.Directions {
				i, ok := at[q.hash[j]]
				if !ok {
					i = len(all)
					at[q.hash[j]] = i
					all = append(all, nodeChange{hash: q.hash[j], value: q.Get(d)})
				}
				all[i].uses += uses
			}
		}
	}
	count(add, 1)
	count(remove, -1)
	all = slices.DeleteFunc(all, func(c nodeChange) bool { return c.uses == 0 })
	slices.SortFunc(all, func(a, b nodeChange) int { return bytes.Compare(a.hash[:], b.hash[:]) })
	return all
}

// bulk is the number of rows from which on they are copied rather than sent as
// arguments.
const bulk = 2048

// countUp adds to the uses of nodes, and makes those that are new. In an empty
// store all of them are.
func countUp(ctx context.Context, tx pgx.Tx, changes []nodeChange, empty bool) error {
	rows := func(i int) ([]any, error) { return nodeRow(changes[i]) }
	const upsert = ` ON CONFLICT (hash) DO UPDATE SET refs = nodes.refs + EXCLUDED.refs`
	switch {
	case len(changes) == 0:
		return nil
	case empty:
		_, err := tx.CopyFrom(ctx, pgx.Identifier{"nodes"}, nodeColumns, pgx.CopyFromSlice(len(changes), rows))
		return err
	case len(changes) >= bulk:
		// A table of this transaction. Sorted as it is, it meets the index in order.
		// A column that a later version of the schema adds gets its default.
		if _, err := tx.Exec(ctx, `CREATE TEMPORARY TABLE innograph_counted (LIKE nodes INCLUDING DEFAULTS) ON COMMIT DROP`); err != nil {
			return err
		}
		if _, err := tx.CopyFrom(ctx, pgx.Identifier{"pg_temp", "innograph_counted"}, nodeColumns, pgx.CopyFromSlice(len(changes), rows)); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `INSERT INTO nodes SELECT * FROM pg_temp.innograph_counted`+upsert); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, `DROP TABLE pg_temp.innograph_counted`) // a transaction may count twice
		return err
	}
	columns := make([][]any, len(nodeColumns))
	for i := range changes {
		row, err := rows(i)
		if err != nil {
			return err
		}
		for c, v := range row {
			columns[c] = append(columns[c], v)
		}
	}
	args := make([]any, len(columns))
	for i, c := range columns {
		args[i] = c
	}
	_, err := tx.Exec(ctx, `INSERT INTO nodes (hash, refs, value, value_string, datatype, language, iri, bnode, value_int, value_bool, value_float)
		SELECT * FROM unnest($1::bytea[], $2::int[], $3::bytea[], $4::text[], $5::text[], $6::text[], $7::boolean[], $8::boolean[], $9::bigint[], $10::boolean[], $11::float8[])`+upsert, args...)
	return err
}

// countDown takes from the uses of nodes, and deletes those that nothing uses any
// more. Every one of them must be there with enough uses.
func countDown(ctx context.Context, tx pgx.Tx, changes []nodeChange) error {
	for part := range slices.Chunk(changes, batch) {
		hashes, uses := make([][]byte, len(part)), make([]int32, len(part))
		for i, c := range part {
			hashes[i], uses[i] = part[i].hash[:], c.uses
		}
		var changed int
		err := tx.QueryRow(ctx, `
			WITH changes AS (SELECT * FROM unnest($1::bytea[], $2::int[]) AS c(hash, uses)),
			unused AS (DELETE FROM nodes USING changes c WHERE nodes.hash = c.hash AND nodes.refs + c.uses = 0 RETURNING 1),
			used AS (UPDATE nodes SET refs = nodes.refs + c.uses FROM changes c WHERE nodes.hash = c.hash AND nodes.refs + c.uses > 0 RETURNING 1)
			SELECT (SELECT count(*) FROM unused) + (SELECT count(*) FROM used)`, hashes, uses).Scan(&changed)
		if err != nil {
			return err
		}
		if changed != len(part) {
			return fmt.Errorf("%d of %d nodes have fewer uses than quads", len(part)-changed, len(part))
		}
	}
	return nil
}
