//go:build unix

package store

import (
	"fmt"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/innograph/innograph/graph"
	"github.com/innograph/innograph/graph/store/postgrestest"
)

// shardedQuads makes the quads again in so many partitions by the hash of a
// column, which is what a sharded table is on every node that holds a part of it.
// A key must contain that column: the one on horizon alone does not.
func shardedQuads(by string, n int) string {
	var b strings.Builder
	fmt.Fprintf(&b, `CREATE TABLE sharded (LIKE quads INCLUDING DEFAULTS) PARTITION BY HASH (%s);`, by)
	for i := range n {
		fmt.Fprintf(&b, `CREATE TABLE sharded_%d PARTITION OF sharded FOR VALUES WITH (MODULUS %d, REMAINDER %d);`, i, n, i)
	}
	fmt.Fprintf(&b, `ALTER TABLE sharded ADD PRIMARY KEY (horizon, %s);`, by)
	b.WriteString(`CREATE UNIQUE INDEX ON sharded (label_hash, subject_hash, predicate_hash, object_hash);
		CREATE INDEX ON sharded (subject_hash); CREATE INDEX ON sharded (object_hash)`)
	return b.String()
}

// BenchmarkPostgresSharded is what the quads cost in partitions, as a sharded
// table has them: to write them, to read all of them in their order, and to delete
// 64 statements. By subject a statement's own quad and those about it lie apart;
// by label they lie together. 1 by horizon is the table as it is.
func BenchmarkPostgresSharded(b *testing.B) {
	dsn := benchServer(b).Database(b)
	s := openDatabase(b, dsn)
	const n = 100_000
	list := benchStatements(n)
	if err := s.Apply(b.Context(), graph.Delta{Add: list}); err != nil {
		b.Fatal(err)
	}
	conn, err := pgx.Connect(b.Context(), dsn)
	if err != nil {
		b.Fatal(err)
	}
	defer conn.Close(b.Context())
	exec := func(b *testing.B, sql string, args ...any) {
		b.Helper()
		if _, err := conn.Exec(b.Context(), sql, args...); err != nil {
			b.Fatal(err)
		}
	}
	quads := postgrestest.Query[int64](b, dsn, `SELECT count(*) FROM quads`)
	var labels [][]byte
	for _, st := range list[:64] {
		labels = append(labels, labelHash(st.ID))
	}
	for _, c := range []struct {
		by string
		n  int
	}{{"horizon", 1}, {"subject_hash", 4}, {"subject_hash", 32}, {"label_hash", 4}, {"label_hash", 32}} {
		b.Run(fmt.Sprintf("%s/%d", c.by, c.n), func(b *testing.B) {
			make := `DROP TABLE IF EXISTS sharded; ` + shardedQuads(c.by, c.n)
			if c.by == "horizon" {
				make = strings.Replace(make, "PRIMARY KEY (horizon, horizon)", "PRIMARY KEY (horizon)", 1)
				make = strings.Replace(make, "CREATE UNIQUE INDEX", "CREATE INDEX", 1)
			}
			b.Run("write", func(b *testing.B) {
				for b.Loop() {
					b.StopTimer()
					exec(b, make)
					b.StartTimer()
					exec(b, `INSERT INTO sharded SELECT * FROM quads ORDER BY horizon`)
				}
				b.ReportMetric(float64(quads)*float64(b.N)/b.Elapsed().Seconds(), "quads/s")
				b.ReportMetric(float64(postgrestest.Query[int64](b, dsn, `SELECT sum(pg_total_relation_size(inhrelid)) FROM pg_inherits WHERE inhparent = 'sharded'::regclass`))/float64(quads), "B/quad")
			})
			exec(b, `ANALYZE sharded`)
			b.Run("read", func(b *testing.B) {
				for b.Loop() {
					rows, err := conn.Query(b.Context(), `SELECT horizon, subject_hash, predicate_hash, object_hash, label_hash FROM sharded ORDER BY horizon`, inBinary)
					if err != nil {
						b.Fatal(err)
					}
					got := int64(0)
					for rows.Next() {
						got++
					}
					if rows.Err() != nil || got != quads {
						b.Fatalf("%d quads of %d, %v", got, quads, rows.Err())
					}
				}
				b.ReportMetric(float64(quads)*float64(b.N)/b.Elapsed().Seconds(), "quads/s")
			})
			b.Run("delete", func(b *testing.B) {
				for b.Loop() {
					tx, err := conn.Begin(b.Context())
					if err != nil {
						b.Fatal(err)
					}
					tag, err := tx.Exec(b.Context(), `DELETE FROM sharded WHERE label_hash = ANY($1::bytea[])`, labels)
					if err != nil || tag.RowsAffected() < int64(len(labels)) {
						b.Fatalf("%d quads deleted, %v", tag.RowsAffected(), err)
					}
					if err := tx.Rollback(b.Context()); err != nil {
						b.Fatal(err)
					}
				}
			})
		})
	}
}
