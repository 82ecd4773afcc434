package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"

	"golang.org/x/sync/errgroup"

	"github.com/innograph/innograph/graph"
)

// The kinds of violations that a write load is checked for.
const (
	lostWrite     = "lost write"
	otherWrite    = "write that is not as it was acknowledged"
	twice         = "write done twice"
	half          = "half a change set"
	lostStatement = "statement that is not as it should be"
	badHistory    = "change set missing from a history"
	badReplay     = "repeated request that was not answered as before"
	notOpened     = "store that does not open"
	unhealthy     = "complaint of the doctor"
)

// madeChange is a change set as the service shows it.
type madeChange struct {
	Number  uint64            `json:"number"`
	Author  string            `json:"author"`
	Message string            `json:"message"`
	Add     []graph.Statement `json:"add"`
	Remove  []graph.Statement `json:"remove"`
}

// check looks, after a restart, for all that was acknowledged since the last
// check, and for parts of what was not; then it repeats requests. Errors are
// those of asking.
func (l *load) check(ctx context.Context, base string) error {
	c := newClient(base, l.secret)
	c.patience = longestAnswer // the machine, or what keeps the store, may be busy
	defer c.close()
	numbers, last, err := l.journal(ctx, c)
	if err != nil {
		return err
	}
	l.seen = last
	var asking errgroup.Group
	asking.SetLimit(4)
	for _, w := range l.writers {
		for _, wr := range w.done {
			if n, ok := numbers[wr.name]; !ok {
				l.t.wrong(lostWrite, "%s, acknowledged as change set %d", wr.name, wr.number)
			} else if n != wr.number {
				l.t.wrong(otherWrite, "%s is change set %d and was acknowledged as %d", wr.name, n, wr.number)
			} else {
				l.made[n] = wr
				asking.Go(func() error { return l.checkSet(ctx, c, wr, n) })
			}
			delete(numbers, wr.name)
		}
		if p := w.pending; p != nil {
			if n, ok := numbers[p.name]; ok { // it was made, and the answer did not arrive
				l.made[n] = p
				p.number = n
				w.apply(p)
				asking.Go(func() error { return l.checkSet(ctx, c, p, n) })
			}
			delete(numbers, p.name)
		}
	}
	for name, n := range numbers {
		l.t.wrong(twice, "change set %d says that it is %q, which was not asked for now", n, name)
	}
	for _, w := range l.writers {
		asking.Go(func() error { return l.checkStatements(ctx, c, w) })
		asking.Go(func() error { return l.checkHistory(ctx, c, w) })
	}
	if err := asking.Wait(); err != nil {
		return err
	}
	for _, w := range l.writers {
		if err := l.repeat(ctx, c, w); err != nil {
			return err
		}
	}
	return nil
}

// journal reads which writes the change sets since the last check were, and the
// number of the last one.
func (l *load) journal(ctx context.Context, c *client) (numbers map[string]uint64, last uint64, err error) {
	numbers, last = map[string]uint64{}, l.seen
	for {
		var page struct{ Changes []madeChange }
		if err := c.get(ctx, fmt.Sprintf("/v1/changes?since=%d&limit=500", last), &page); err != nil {
			return nil, 0, err
		}
		for _, set := range page.Changes {
			if set.Number != last+1 {
				l.t.wrong(lostWrite, "change set %d is followed by %d", last, set.Number)
			}
			last = set.Number
			if set.Author == "" {
				continue // what the store was filled with
			}
			if _, ok := numbers[set.Message]; ok {
				l.t.wrong(twice, "%s", set.Message)
			}
			numbers[set.Message] = set.Number
		}
		if len(page.Changes) < 500 {
			return numbers, last, nil
		}
	}
}

// checkSet compares a whole change set with what was asked for.
func (l *load) checkSet(ctx context.Context, c *client, wr *write, n uint64) error {
	var set madeChange
	if err := c.get(ctx, fmt.Sprintf("/v1/changes/%d", n), &set); err != nil {
		return err
	}
	l.compareSet(wr, set)
	return nil
}

func (l *load) compareSet(wr *write, set madeChange) {
	if !sameStatements(set.Add, wr.add) || !sameStatements(set.Remove, wr.remove) {
		l.t.wrong(otherWrite, "change set %d adds %d and removes %d statements, others than %s did, %d and %d", set.Number, len(set.Add), len(set.Remove), wr.name, len(wr.add), len(wr.remove))
	}
}

// sameStatements compares ids, which are hashes of the content.
func sameStatements(a, b []graph.Statement) bool {
	ids := func(list []graph.Statement) (out []string) {
		for _, s := range list {
			out = append(out, s.Identify().ID)
		}
		slices.Sort(out)
		return out
	}
	return slices.Equal(ids(a), ids(b))
}

// recent are the writes since the last check, the one of unknown outcome too.
func (w *writer) recent() []*write {
	list := slices.Clone(w.done)
	if w.pending != nil {
		list = append(list, w.pending)
	}
	return list
}

// checkStatements asks for every statement that a recent write touched.
func (l *load) checkStatements(ctx context.Context, c *client, w *writer) error {
	asked := map[string]bool{}
	for _, wr := range w.recent() {
		for _, s := range slices.Concat(wr.add, wr.remove) {
			if asked[s.ID] {
				continue
			}
			asked[s.ID] = true
			a, err := c.ask(ctx, http.MethodGet, "/v1/statements/"+s.ID, nil)
			if err != nil {
				return err
			}
			want := http.StatusNotFound
			if _, ok := w.live[s.ID]; ok {
				want = http.StatusOK
			}
			if a.status != want {
				kind := lostStatement
				if wr == w.pending {
					kind = half
				}
				l.t.wrong(kind, "%s of %s (acknowledged: %v) is answered %d, expected %d", s.ID, wr.name, wr.acked, a.status, want)
			}
		}
	}
	return nil
}

// checkHistory looks for the recent writes in the histories of some of the
// entities that they touched.
func (l *load) checkHistory(ctx context.Context, c *client, w *writer) error {
	want := map[string][]uint64{}
	for _, wr := range w.done {
		for _, id := range (&graph.ChangeSet{Add: wr.add, Remove: wr.remove}).Touches() {
			want[id] = append(want[id], wr.number)
		}
	}
	delete(want, "hangzhou") // its history is that of all writers
	left := 3
	for id, numbers := range want {
		if left--; left < 0 {
			break
		}
		var history struct{ Changes []madeChange }
		if err := c.get(ctx, "/v1/entities/"+id+"/history?limit=500", &history); err != nil {
			return err
		}
		for _, n := range numbers {
			if !slices.ContainsFunc(history.Changes, func(s madeChange) bool { return s.Number == n }) {
				l.t.wrong(badHistory, "%d is not in that of %s", n, id)
			}
		}
	}
	return nil
}

// repeated is how many acknowledged writes of each writer are asked again.
const repeated = 3

// repeat makes the write of unknown outcome once more, which must have been made
// once then, and some of those that were acknowledged.
func (l *load) repeat(ctx context.Context, c *client, w *writer) error {
	before, pending := w.done, w.pending
	w.done = nil
	for range min(repeated, len(before)) {
		wr := before[w.random.IntN(len(before))]
		if err := l.repeatOne(ctx, c, wr, true); err != nil {
			return err
		}
	}
	if pending == nil {
		return nil
	}
	known := pending.number != 0
	if err := l.repeatOne(ctx, c, pending, known); err != nil {
		return err
	}
	w.pending = nil
	if !known {
		l.acked.Add(1)
		w.settle(pending, pending.number)
	}
	return nil
}

// repeatOne makes a request again. A write that was made before must be answered
// as it was; the number of one that was not is noted.
func (l *load) repeatOne(ctx context.Context, c *client, wr *write, made bool) error {
	a, err := wr.send(ctx, c)
	if err != nil {
		return err
	}
	var said struct {
		Replay bool       `json:"replay"`
		Change madeChange `json:"change"`
	}
	if err := json.Unmarshal(a.body, &said); err != nil || a.status >= 300 {
		l.t.wrong(badReplay, "%s (made before: %v): %d %s", wr.name, made, a.status, a.body)
		return nil
	}
	if said.Replay != made || made && (said.Change.Number != wr.number || a.change() != wr.number) {
		l.t.wrong(badReplay, "%s: made before: %v, as change set %d; answered replay %v and %d", wr.name, made, wr.number, said.Replay, said.Change.Number)
	}
	wr.number = said.Change.Number
	l.compareSet(wr, said.Change)
	return nil
}
