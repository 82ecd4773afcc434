package storetest

import (
	"context"
	"fmt"
	"sync"

	"github.com/innograph/innograph/graph"
)

const (
	writers = 8
	readers = 3
	rounds  = 12
)

// In round r a writer adds two statements that stay, adds two others and
// removes those two of the round before.
func stays(writer, round, half int) graph.Statement {
	return say(fmt.Sprintf("writer-%d", writer), "stays", graph.IntegerValue(int64(round)), with("half", graph.IntegerValue(int64(half))), cite("report", "1", "x"))
}

func goes(writer, round, half int) graph.Statement {
	return say(fmt.Sprintf("writer-%d", writer), "goes", graph.StringValue(fmt.Sprint(round)), with("half", graph.IntegerValue(int64(half))), cite("report", "1", "x"))
}

func roundDelta(writer, round int) graph.Delta {
	d := graph.Delta{Add: []graph.Statement{stays(writer, round, 0), goes(writer, round, 0), goes(writer, round, 1), stays(writer, round, 1)}}
	if round > 0 {
		d.Remove = ids(goes(writer, round-1, 0), goes(writer, round-1, 1))
	}
	return d
}

// after is what a writer's statements are after the given number of rounds.
func after(writer, rounds int) map[string]graph.Statement {
	all := map[string]graph.Statement{}
	for r := range rounds {
		for half := range 2 {
			s := stays(writer, r, half)
			all[s.ID] = s
		}
	}
	if rounds > 0 {
		for half := range 2 {
			s := goes(writer, rounds-1, half)
			all[s.ID] = s
		}
	}
	return all
}

func writersAndReaders(x *suite) {
	x.apply(graph.Delta{Add: numbered(100)}) // something that is there all the time
	running, stop := context.WithCancel(x.ctx)
	var writing, reading sync.WaitGroup
	for w := range writers {
		writing.Go(func() {
			for r := range rounds {
				if err := x.store.Apply(x.ctx, roundDelta(w, r)); err != nil {
					x.Errorf("writer %d, round %d: %v", w, r, err)
					return
				}
			}
		})
	}
	for range readers {
		reading.Go(func() {
			seen := make([]int, writers)
			for running.Err() == nil {
				all, err := collect(x.store.Statements(x.ctx))
				if err != nil {
					x.Errorf("read: %v", err)
					return
				}
				if !x.wholeRounds(all, seen) {
					return
				}
			}
		})
	}
	writing.Wait()
	stop()
	reading.Wait()
	if x.ctx.Err() != nil {
		x.Fatal("writers and readers took too long")
	}
	want := numbered(100)
	for w := range writers {
		for _, s := range after(w, rounds) {
			want = append(want, s)
		}
	}
	x.expect(want...)
}

// wholeRounds checks that every writer's statements are those after some round,
// not before the one that this reader saw last.
func (x *suite) wholeRounds(all map[string]graph.Statement, seen []int) bool {
	byWriter := map[string]map[string]graph.Statement{}
	for id, s := range all {
		if byWriter[s.Subject] == nil {
			byWriter[s.Subject] = map[string]graph.Statement{}
		}
		byWriter[s.Subject][id] = s
	}
	for w := range seen {
		got := byWriter[fmt.Sprintf("writer-%d", w)]
		n := 0
		for _, s := range got {
			if s.Relation == "stays" {
				n++
			}
		}
		if diff := difference(got, after(w, n/2)); diff != "" {
			x.Errorf("a reader saw a part of a delta of writer %d:\n%s", w, diff)
			return false
		}
		if n/2 < seen[w] {
			x.Errorf("a reader saw round %d of writer %d after round %d", n/2, w, seen[w])
			return false
		}
		seen[w] = n / 2
	}
	return true
}
