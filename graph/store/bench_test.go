package store

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/innograph/innograph/graph"
)

// benchStatements are edges, names and observations in the proportions of a
// pack: most with a reference, some with qualifiers, some planned.
func benchStatements(n int) []graph.Statement {
	list := make([]graph.Statement, n)
	for i := range list {
		s := graph.Statement{
			Subject:  fmt.Sprintf("place-%d", i/8),
			Relation: fmt.Sprintf("relation-%d", i%20),
			Object:   graph.EntityValue(fmt.Sprintf("place-%d", (i*7919)%(n/8+1))),
			References: []graph.Reference{{
				Source: "report", Section: fmt.Sprintf("%d.%d", i%9, i%5), Terms: []string{fmt.Sprintf("走廊%d", i), "创新"},
			}},
		}
		switch i % 8 {
		case 0:
			s.Relation, s.Object = graph.RelName, graph.LangValue(fmt.Sprintf("第%d区", i), "zh")
		case 1:
			s.Relation, s.Object, s.References = graph.RelType, graph.StringValue("Zone"), nil
		case 2:
			s.Object = graph.DecimalValue(float64(i) / 8)
			s.Qualifiers = []graph.Qualifier{
				{Name: "period", Value: graph.StringValue("十四五")},
				{Name: "unit", Value: graph.StringValue("percent")},
			}
		case 3:
			s.Status = graph.Planned
		}
		list[i] = s.Identify()
	}
	return list
}

// benchStores opens an empty store of every row.
func benchStores(b *testing.B, run func(b *testing.B, s graph.Store)) {
	for _, dsn := range []string{"memory", "bolt:"} {
		b.Run(strings.TrimSuffix(dsn, ":"), func(b *testing.B) {
			if dsn == "bolt:" {
				dsn += filepath.Join(b.TempDir(), "store.bolt")
			}
			s, err := Open(b.Context(), dsn)
			if err != nil {
				b.Fatal(err)
			}
			defer s.Close()
			run(b, s)
		})
	}
}

func BenchmarkStream(b *testing.B) {
	const n = 100_000
	list := benchStatements(n)
	quads := 0
	for _, s := range list {
		quads += len(appendQuads(nil, s))
	}
	benchStores(b, func(b *testing.B, s graph.Store) {
		if err := s.Apply(b.Context(), graph.Delta{Add: list}); err != nil {
			b.Fatal(err)
		}
		b.ReportAllocs()
		for b.Loop() {
			got := 0
			for _, err := range s.Statements(b.Context()) {
				if err != nil {
					b.Fatal(err)
				}
				got++
			}
			if got != n {
				b.Fatalf("%d statements instead of %d", got, n)
			}
		}
		b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "statements/s")
		b.ReportMetric(float64(quads*b.N)/b.Elapsed().Seconds(), "quads/s")
	})
}

func BenchmarkApply(b *testing.B) {
	for _, size := range []int{1, 1000, 20_000} {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			benchStores(b, func(b *testing.B, s graph.Store) {
				list := benchStatements(size)
				ids := make([]string, size)
				for i, s := range list {
					ids[i] = s.ID
				}
				// A store of some size, so that indexes are not empty.
				if err := s.Apply(b.Context(), graph.Delta{Add: benchStatements(30_000)[20_000:]}); err != nil {
					b.Fatal(err)
				}
				for b.Loop() {
					if err := s.Apply(b.Context(), graph.Delta{Add: list}); err != nil {
						b.Fatal(err)
					}
					if err := s.Apply(b.Context(), graph.Delta{Remove: ids}); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(2*size*b.N)/b.Elapsed().Seconds(), "statements/s")
			})
		})
	}
}
