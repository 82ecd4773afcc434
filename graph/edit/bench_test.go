package edit_test

import (
	"fmt"
	"path/filepath"
	"sync/atomic"
	"testing"

	"github.com/innograph/innograph/graph"
	"github.com/innograph/innograph/graph/edit"
	"github.com/innograph/innograph/graph/store"
	"github.com/innograph/innograph/seeds"
)

// BenchmarkPropose makes entities in a store in a file that holds the embedded
// packs, by one writer and by many at once.
func BenchmarkPropose(b *testing.B) {
	for _, writers := range []int{1, 8, 64} {
		b.Run(fmt.Sprintf("writers=%d", writers), func(b *testing.B) {
			bundle, err := seeds.LoadEmbedded()
			if err != nil {
				b.Fatal(err)
			}
			s, err := store.Open(b.Context(), "bolt:"+filepath.Join(b.TempDir(), "store"))
			if err != nil {
				b.Fatal(err)
			}
			defer s.Close()
			if err := s.Apply(b.Context(), graph.Delta{Add: bundle.Statements}); err != nil {
				b.Fatal(err)
			}
			live, err := graph.Open(b.Context(), bundle.Ontology, s)
			if err != nil {
				b.Fatal(err)
			}
			w := edit.NewWriter(live)
			var n atomic.Int64
			b.SetParallelism(writers)
			b.ResetTimer()
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					if _, err := w.Propose(b.Context(), asking(lab(fmt.Sprintf("lab-%d", n.Add(1))))); err != nil {
						b.Error(err)
						return
					}
				}
			})
		})
	}
}
