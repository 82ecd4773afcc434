package store

import (
	"context"
	"encoding/binary"
	"fmt"
	"io"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"
	"github.com/jackc/pgx/v5"

	"github.com/innograph/innograph/graph"
)

// postgresReader reads all statements in one snapshot, in the order in which they
// were written: the first quads with the values of their nodes, so that a loop
// that only looks whether there is anything ends at once; then all nodes; then
// all other quads, which are joined here. The join costs the server, of which
// there is one, two plain readings, and not four joins and a sort.
type postgresReader struct {
	*snapshot
	rows  pgx.Rows
	step  func(context.Context) (quad.Quad, error) // io.EOF after the last
	at    int64                                    // the horizon of the last quad
	count int
	nodes map[cayley.ValueHash]quad.Value
	asm   assembler
	seen  ledger
	whole bool
}

// firstQuads is how many quads are named by the server.
const firstQuads = 1024

func (p *postgres) newReader(ctx context.Context) (reader, error) {
	s, err := p.snapshot(ctx)
	if err != nil {
		return nil, err
	}
	r := &postgresReader{snapshot: s}
	defer s.wait()()
	r.rows, err = s.tx.Query(s.ctx, `SELECT * FROM (`+namedQuads+`WHERE q.horizon IN (SELECT horizon FROM quads ORDER BY horizon LIMIT $1)) AS first ORDER BY horizon`, inBinary, firstQuads)
	if err != nil {
		err = s.cause(err)
		s.close(false)
		return nil, err
	}
	r.step = r.first
	return r, nil
}

func (r *postgresReader) close() error {
	if !r.whole {
		r.cancel(nil) // so that closing does not read the rest
	}
	r.rows.Close()
	r.snapshot.close(r.whole)
	return nil
}

func (r *postgresReader) next(_ context.Context, to []graph.Statement) ([]graph.Statement, error) {
	defer r.wait()()
	for len(to) < readAhead {
		q, err := r.step(r.ctx)
		var s graph.Statement
		var finished bool
		switch {
		case err == nil:
			s, finished, err = r.asm.add(q)
		case err == io.EOF: //nolint:errorlint // it is our own
			if s, finished, err = r.asm.flush(); err == nil {
				err = io.EOF
			}
		}
		if finished {
			r.seen.add(s.ID)
			to = append(to, s)
		}
		if err == io.EOF { //nolint:errorlint // it is our own
			return to, r.end()
		}
		if err != nil {
			return to, r.cause(err)
		}
	}
	return to, nil
}

// end checks that neither more nor less was read than was written.
func (r *postgresReader) end() error {
	if r.seen != r.ledger {
		return fmt.Errorf("%d statements were read where %d were written", r.seen.count, r.ledger.count)
	}
	r.whole = true
	return io.EOF
}

// first reads the quads that come with values.
func (r *postgresReader) first(ctx context.Context) (q quad.Quad, err error) {
	if r.rows.Next() {
		r.count++
		r.at, q, err = namedQuad(r.rows.RawValues())
		return q, err
	}
	if err := r.rows.Err(); err != nil {
		return q, err
	}
	if r.count < firstQuads {
		return q, io.EOF
	}
	if err := r.readNodes(ctx); err != nil {
		return q, err
	}
	r.rows, err = r.tx.Query(ctx, `SELECT horizon, subject_hash, predicate_hash, object_hash, label_hash FROM quads WHERE horizon > $1 ORDER BY horizon`, inBinary, r.at)
	if err != nil {
		return q, err
	}
	r.step = r.rest
	return r.rest(ctx)
}

func (r *postgresReader) readNodes(ctx context.Context) (err error) {
	r.rows, err = r.tx.Query(ctx, `SELECT hash, `+namedColumns("nodes")+` FROM nodes`, inBinary)
	if err != nil {
		return err
	}
	r.nodes = make(map[cayley.ValueHash]quad.Value, min(r.ledger.count, 1<<20)) // which may be damaged
	for n := 1; r.rows.Next(); n++ {
		if n%1024 == 0 {
			r.wait()
		}
		raw := r.rows.RawValues()
		if len(raw[0]) != quad.HashSize {
			return fmt.Errorf("a node has a hash of %d bytes", len(raw[0]))
		}
		if r.nodes[cayley.ValueHash(raw[0])], err = valueOf(raw[1:]); err != nil {
			return fmt.Errorf("node %x: %w", raw[0], err)
		}
	}
	return r.rows.Err()
}

// rest reads the quads that come with the hashes of their nodes.
func (r *postgresReader) rest(context.Context) (q quad.Quad, err error) {
	if !r.rows.Next() {
		if err := r.rows.Err(); err != nil {
			return q, err
		}
		return q, io.EOF
	}
	raw := r.rows.RawValues()
	for i, d := range quad.Directions {
		var v quad.Value
		if len(raw[1+i]) == quad.HashSize {
			v = r.nodes[cayley.ValueHash(raw[1+i])]
		}
		if v == nil {
			return q, fmt.Errorf("quad %d uses a node that is not there", binary.BigEndian.Uint64(raw[0]))
		}
		q.Set(d, v)
	}
	return q, nil
}
