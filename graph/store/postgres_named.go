package store

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/cayleygraph/quad"
	"github.com/jackc/pgx/v5"

	"github.com/innograph/innograph/graph"
)

// namedColumns are what valueOf reads of a node, for the alias of a table.
func namedColumns(alias string) string {
	return fmt.Sprintf("%[1]s.value_string, %[1]s.datatype, %[1]s.language, %[1]s.iri, %[1]s.value_int, %[1]s.value_bool, %[1]s.value_float", alias)
}

const namedCount = 7

// valueOf is the inverse of csql.NodeValues for what statements hold, of columns
// in PostgreSQL's binary format. Cayley's own inverse takes the four characters
// \x00 in a text for a NUL, which no text has.
func valueOf(raw [][]byte) (quad.Value, error) {
	text, datatype, language, iri, integer, boolean, float := raw[0], raw[1], raw[2], raw[3], raw[4], raw[5], raw[6]
	switch {
	case text != nil && len(iri) == 1 && iri[0] == 1:
		return quad.IRI(text), nil
	case text != nil && language != nil:
		return quad.LangString{Value: quad.String(text), Lang: string(language)}, nil
	case text != nil && datatype != nil:
		return quad.TypedString{Value: quad.String(text), Type: quad.IRI(datatype)}, nil
	case text != nil:
		return quad.String(text), nil
	case len(integer) == 8:
		return quad.Int(binary.BigEndian.Uint64(integer)), nil
	case len(boolean) == 1:
		return quad.Bool(boolean[0] == 1), nil
	case len(float) == 8:
		return quad.Float(math.Float64frombits(binary.BigEndian.Uint64(float))), nil
	}
	return nil, errors.New("a node has a value of a kind that no statement holds")
}

// namedQuads selects quads with the values of their nodes, by one join for each
// of the four.
var namedQuads = `SELECT q.horizon, ` + namedColumns("s") + `, ` + namedColumns("p") + `, ` + namedColumns("o") + `, ` + namedColumns("l") + `
	FROM quads q LEFT JOIN nodes s ON s.hash = q.subject_hash LEFT JOIN nodes p ON p.hash = q.predicate_hash
	LEFT JOIN nodes o ON o.hash = q.object_hash LEFT JOIN nodes l ON l.hash = q.label_hash `

// namedQuad reads one row of them.
func namedQuad(raw [][]byte) (horizon int64, q quad.Quad, err error) {
	horizon = int64(binary.BigEndian.Uint64(raw[0]))
	raw = raw[1:]
	var values [4]quad.Value
	for i := range values {
		if values[i], err = valueOf(raw[i*namedCount : (i+1)*namedCount]); err != nil {
			return 0, q, fmt.Errorf("quad %d: %w", horizon, err)
		}
	}
	return horizon, quad.Quad{Subject: values[0], Predicate: values[1], Object: values[2], Label: values[3]}, nil
}

// inBinary asks for all columns in PostgreSQL's binary format.
var inBinary = pgx.QueryResultFormats{pgx.BinaryFormatCode}

// statementsOf reads statements that are there.
func statementsOf(ctx context.Context, tx pgx.Tx, ids []string) (map[string]graph.Statement, error) {
	found := make(map[string]graph.Statement, len(ids))
	for part := range slices.Chunk(ids, batch) {
		labels := make([][]byte, len(part))
		for i, id := range part {
			labels[i] = labelHash(id)
		}
		rows, err := tx.Query(ctx, namedQuads+`WHERE q.label_hash = ANY($1::bytea[]) ORDER BY q.label_hash, q.horizon`, inBinary, labels)
		if err != nil {
			return nil, err
		}
		var asm assembler
		for rows.Next() {
			_, q, err := namedQuad(rows.RawValues())
			var s graph.Statement
			var finished bool
			if err == nil {
				s, finished, err = asm.add(q)
			}
			if err != nil {
				rows.Close()
				return nil, err
			}
			if finished {
				found[s.ID] = s
			}
		}
		if err := rows.Err(); err != nil {
			return nil, err
		}
		if s, finished, err := asm.flush(); err != nil {
			return nil, err
		} else if finished {
			found[s.ID] = s
		}
	}
	return found, nil
}
