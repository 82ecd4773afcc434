//go:build unix

package store

import (
	"context"
	"slices"
	"testing"

	cayley "github.com/cayleygraph/cayley/graph"
	csql "github.com/cayleygraph/cayley/graph/sql"
	stock "github.com/cayleygraph/cayley/graph/sql/postgres"

	"github.com/innograph/innograph/graph"
	"github.com/innograph/innograph/graph/store/postgrestest"
)

// benchServer is a server that syncs, with memory as for one of its own.
func benchServer(b *testing.B) *postgrestest.Server {
	b.Helper()
	server, err := postgrestest.Start("fsync=on", "shared_buffers=1GB", "max_wal_size=8GB")
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = server.Stop() })
	return server
}

// BenchmarkPostgresLoad fills a database: through this store when it is empty,
// when it is not, and through Cayley's stock flavor, which takes statements in
// transactions of 1,000.
func BenchmarkPostgresLoad(b *testing.B) {
	server := benchServer(b)
	count := func(list []graph.Statement) (quads int) {
		for _, s := range list {
			quads += len(appendQuads(nil, s))
		}
		return quads
	}
	report := func(b *testing.B, list []graph.Statement) {
		b.ReportMetric(float64(count(list)*b.N)/b.Elapsed().Seconds(), "quads/s")
		b.ReportMetric(float64(len(list)*b.N)/b.Elapsed().Seconds(), "statements/s")
	}
	list := benchStatements(200_000)
	b.Run("empty", func(b *testing.B) {
		for b.Loop() {
			b.StopTimer()
			dsn := server.Database(b)
			s := openDatabase(b, dsn)
			b.StartTimer()
			if err := s.Apply(b.Context(), graph.Delta{Add: list}); err != nil {
				b.Fatal(err)
			}
			b.StopTimer()
			b.ReportMetric(float64(postgrestest.Query[int64](b, dsn, "SELECT pg_database_size(current_database())-8000000"))/float64(len(list)), "B/statement")
			b.StartTimer()
		}
		report(b, list)
	})
	b.Run("more", func(b *testing.B) {
		for b.Loop() {
			b.StopTimer()
			s := openDatabase(b, server.Database(b))
			if err := s.Apply(b.Context(), graph.Delta{Add: list[:100_000]}); err != nil {
				b.Fatal(err)
			}
			b.StartTimer()
			if err := s.Apply(b.Context(), graph.Delta{Add: list[100_000:]}); err != nil {
				b.Fatal(err)
			}
		}
		report(b, list[100_000:])
	})
	b.Run("stock", func(b *testing.B) {
		few := list[:3000]
		for b.Loop() {
			b.StopTimer()
			dsn := server.Database(b)
			if err := csql.Init(stock.Type, dsn, nil); err != nil {
				b.Fatal(err)
			}
			qs, err := csql.New(stock.Type, dsn, nil)
			if err != nil {
				b.Fatal(err)
			}
			b.StartTimer()
			for part := range slices.Chunk(few, 1000) {
				var deltas []cayley.Delta
				for _, s := range part {
					for _, q := range appendQuads(nil, s) {
						deltas = append(deltas, cayley.Delta{Quad: q, Action: cayley.Add})
					}
				}
				if err := qs.ApplyDeltas(deltas, cayley.IgnoreOpts{}); err != nil {
					b.Fatal(err)
				}
			}
			b.StopTimer()
			if err := qs.Close(); err != nil {
				b.Fatal(err)
			}
			b.StartTimer()
		}
		report(b, few)
	})
}

// BenchmarkPostgresRead reads everything, and one hub by name through the server.
func BenchmarkPostgresRead(b *testing.B) {
	const n = 200_000
	s := openDatabase(b, benchServer(b).Database(b))
	if err := s.Apply(b.Context(), graph.Delta{Add: benchStatements(n)}); err != nil {
		b.Fatal(err)
	}
	b.Run("all", func(b *testing.B) {
		for b.Loop() {
			got := 0
			for _, err := range s.Statements(b.Context()) {
				if err != nil {
					b.Fatal(err)
				}
				got++
			}
			if got != n {
				b.Fatalf("%d statements", got)
			}
		}
		b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "statements/s")
	})
	b.Run("first", func(b *testing.B) {
		for b.Loop() {
			for _, err := range s.Statements(b.Context()) {
				if err != nil {
					b.Fatal(err)
				}
				break
			}
		}
	})
	b.Run("joined by the server", func(b *testing.B) {
		conn, err := s.reads.Acquire(b.Context())
		if err != nil {
			b.Fatal(err)
		}
		defer conn.Release()
		for b.Loop() {
			rows, err := conn.Query(b.Context(), namedQuads+`ORDER BY q.horizon`, inBinary)
			if err != nil {
				b.Fatal(err)
			}
			for rows.Next() {
				if _, _, err := namedQuad(rows.RawValues()); err != nil {
					b.Fatal(err)
				}
			}
			if err := rows.Err(); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "statements/s")
	})
}

// BenchmarkPostgresCommit makes small change sets one after the other.
func BenchmarkPostgresCommit(b *testing.B) {
	s := openDatabase(b, benchServer(b).Database(b))
	if err := s.Apply(context.Background(), graph.Delta{Add: benchStatements(20_000)}); err != nil {
		b.Fatal(err)
	}
	n := 0
	for b.Loop() {
		n++
		if err := s.Commit(b.Context(), &graph.ChangeSet{Add: []graph.Statement{fact("a", "r", n)}, Remove: []graph.Statement{fact("a", "r", n-1)}}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkPostgresDoctor looks at a store, and repairs the counts of all its nodes.
func BenchmarkPostgresDoctor(b *testing.B) {
	const n = 200_000
	dsn := benchServer(b).Database(b)
	if err := openDatabase(b, dsn).Apply(b.Context(), graph.Delta{Add: benchStatements(n)}); err != nil {
		b.Fatal(err)
	}
	b.Run("check", func(b *testing.B) {
		for b.Loop() {
			if r, err := (Doctor{}).CheckPostgres(b.Context(), dsn); err != nil || !r.Healthy() || r.Statements != n {
				b.Fatal(r, err)
			}
		}
		b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "statements/s")
	})
	b.Run("repair", func(b *testing.B) {
		for b.Loop() {
			b.StopTimer()
			postgrestest.Exec(b, dsn, "UPDATE nodes SET refs = refs + 1")
			b.StartTimer()
			if _, after, err := (Doctor{}).RepairPostgres(b.Context(), dsn); err != nil || after == nil {
				b.Fatal(after, err)
			}
		}
		b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "statements/s")
	})
}
