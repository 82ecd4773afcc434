package graph

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"testing"
	"time"
)

// searchBenchQueries are of every kind, the dearest among them: single
// characters and letters that half of the names hold, and words that fit nowhere.
var searchBenchQueries = []string{
	"区", "大", "科", "研究院", "大走廊", "杭州", "深圳", "深圳先进院", "杭州城西科技创新大走廊", "城西走廊", "杭研院", "重庆银行",
	"h", "s", "hz", "cx", "hzcx", "cxkj", "hangzhou", "chengxi", "hangz", "shiyanshi", "zhongdianshiyanshi", "yanjiuyuan",
	"hangzhouchengxikejichuangxin", "hangzhou dazoulang", "chongqing", "zhongqing", "chang sha", "xi'an", "yinhang",
	"innovation corridor", "corridor innovation chengxi", "research institute of marine", "new", "ou", "laborat",
	"inovation coridor", "labratory", "artifical inteligence", "zzzzzz", "qwertyuiop", "5g", "5G通信", "5g研究院", "人工智能 杭州",
	"杭zhou高新", "龘", "wenzhou quantum information demonstration zone",
}

func BenchmarkSearch(b *testing.B) {
	for _, n := range []int{50_000, 100_000} {
		g := searchGraph(b, searchNamed(n, 1))
		b.Run(fmt.Sprintf("entities=%d", n), func(b *testing.B) {
			ctx := context.Background()
			search := func(q string) time.Duration {
				start := time.Now()
				if _, err := g.Search(ctx, SearchQuery{Text: q}); err != nil {
					b.Fatal(err)
				}
				return time.Since(start)
			}
			search("labratory") // makes the index and the vocabulary
			var times []time.Duration
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				times = append(times, search(searchBenchQueries[i%len(searchBenchQueries)]))
			}
			slices.Sort(times)
			b.ReportMetric(float64(times[len(times)/2].Microseconds()), "p50-µs")
			b.ReportMetric(float64(times[len(times)*99/100].Microseconds()), "p99-µs")
		})
	}
}

func BenchmarkSearchIndex(b *testing.B) {
	g := searchGraph(b, searchNamed(100_000, 1))
	heap := func() int {
		runtime.GC() // twice, for what has a finalizer
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return int(m.HeapAlloc)
	}
	var x *searchTable
	before := heap()
	for b.Loop() {
		x = newSearchTable(g)
	}
	after := heap()
	b.ReportMetric(float64(after-before)/float64(len(x.sig)), "B/name")
	b.ReportMetric(float64(after-before)/float64(g.entities()), "B/entity")
	b.ReportMetric(float64(len(x.sig)), "names")
}
