package store

import (
	"bytes"
	"context"
	"fmt"
	"slices"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"
	"github.com/jackc/pgx/v5"

	"github.com/innograph/innograph/graph"
)

var quadColumns = []string{"subject_hash", "predicate_hash", "object_hash", "label_hash"}

func labelHash(id string) []byte { return quad.HashOf(statementIRI(id)) }

// hashedQuad is a quad with the hashes of its nodes, in the order of
// quad.Directions.
type hashedQuad struct {
	quad.Quad
	hash [4]cayley.ValueHash
}

// quadsOf are the quads of statements, those of one after those of another. In
// the order of their labels most entries of the indexes come in order as well.
func quadsOf(statements []graph.Statement) []hashedQuad {
	type labelled struct {
		hash cayley.ValueHash
		s    *graph.Statement
	}
	sorted := make([]labelled, len(statements))
	for i := range statements {
		sorted[i] = labelled{cayley.HashOf(statementIRI(statements[i].ID)), &statements[i]}
	}
	slices.SortFunc(sorted, func(a, b labelled) int { return bytes.Compare(a.hash[:], b.hash[:]) })
	quads := make([]hashedQuad, 0, 4*len(statements))
	var own []quad.Quad
	for _, l := range sorted {
		own = appendQuads(own[:0], *l.s)
		for _, q := range own {
			h := hashedQuad{q, [4]cayley.ValueHash{l.hash, cayley.HashOf(q.Predicate), cayley.HashOf(q.Object), l.hash}}
			if q.Subject != q.Label {
				h.hash[0] = cayley.HashOf(q.Subject)
			}
			quads = append(quads, h)
		}
	}
	return quads
}

// addQuads writes quads that are not there. The horizon, which is their order,
// grows, so the quads of a statement follow one another.
func addQuads(ctx context.Context, tx pgx.Tx, quads []hashedQuad) error {
	if len(quads) >= bulk {
		row := make([]any, 4)
		_, err := tx.CopyFrom(ctx, pgx.Identifier{"quads"}, quadColumns, pgx.CopyFromSlice(len(quads), func(i int) ([]any, error) {
			for j := range row {
				row[j] = quads[i].hash[j][:]
			}
			return row, nil
		}))
		return err
	}
	if len(quads) == 0 {
		return nil
	}
	var columns [4][][]byte
	for i := range quads {
		for j := range columns {
			columns[j] = append(columns[j], quads[i].hash[j][:])
		}
	}
	_, err := tx.Exec(ctx, `INSERT INTO quads (subject_hash, predicate_hash, object_hash, label_hash)
		SELECT s, p, o, l FROM unnest($1::bytea[], $2::bytea[], $3::bytea[], $4::bytea[]) WITH ORDINALITY AS q(s, p, o, l, n) ORDER BY n`,
		columns[0], columns[1], columns[2], columns[3])
	return err
}

// removeQuads deletes the quads of statements, which must be as many as given.
func removeQuads(ctx context.Context, tx pgx.Tx, statements []graph.Statement, quads int) error {
	var deleted int64
	for part := range slices.Chunk(statements, batch) {
		labels := make([][]byte, len(part))
		for i, s := range part {
			labels[i] = labelHash(s.ID)
		}
		tag, err := tx.Exec(ctx, `DELETE FROM quads WHERE label_hash = ANY($1::bytea[])`, labels)
		if err != nil {
			return err
		}
		deleted += tag.RowsAffected()
	}
	if deleted != int64(quads) {
		return fmt.Errorf("%d statements have %d quads instead of %d", len(statements), deleted, quads)
	}
	return nil
}

// presentIDs answers which of the statements are there. The node of a statement
// and its quads come and go together.
func presentIDs(ctx context.Context, tx pgx.Tx, ids []string) (map[string]bool, error) {
	found := map[string]bool{}
	for part := range slices.Chunk(ids, batch) {
		byHash := make(map[cayley.ValueHash]string, len(part))
		labels := make([][]byte, len(part))
		for i, id := range part {
			labels[i] = labelHash(id)
			byHash[cayley.ValueHash(labels[i])] = id
		}
		rows, err := tx.Query(ctx, `SELECT h, EXISTS (SELECT FROM nodes WHERE hash = h), EXISTS (SELECT FROM quads WHERE label_hash = h) FROM unnest($1::bytea[]) AS h`, labels)
		if err != nil {
			return nil, err
		}
		var (
			hash        []byte
			node, quads bool
		)
		_, err = pgx.ForEachRow(rows, []any{&hash, &node, &quads}, func() error {
			id := byHash[cayley.ValueHash(hash)]
			if node != quads {
				return fmt.Errorf("of statement %s there is either a node or a quad, but not both", id)
			}
			if node {
				found[id] = true
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return found, nil
}
