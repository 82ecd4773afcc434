package main

import (
	"context"
	"errors"
	"strings"

	"github.com/innograph/innograph/graph"
	"github.com/innograph/innograph/graph/store"
)

// doctor runs 'innograph doctor' on a store that is not open.
func (t *trial) doctor(path string) {
	if found, err := t.innograph("doctor", path); err != nil {
		t.wrong(unhealthy, "%v%s", err, found)
	}
}

// checkStore reads a store that is not open, without a server, and compares all
// of it with what all writers made since it was new.
func (l *load) checkStore(ctx context.Context, dsn string) (err error) {
	s, err := store.Open(ctx, dsn)
	if err != nil {
		l.t.wrong(notOpened, "%v", err)
		return nil
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	for _, w := range l.writers { // what the last check repeated is looked at too
		for _, wr := range w.done {
			l.made[wr.number] = wr
		}
	}
	there := map[string]bool{}
	for st, err := range s.Statements(ctx) {
		if err != nil {
			return err
		}
		if strings.HasPrefix(st.Subject, "chaos-") {
			there[st.ID] = true
		}
	}
	for _, w := range l.writers {
		for id := range w.live {
			if !there[id] {
				l.t.wrong(lostStatement, "%s of writer %d is not in the store", id, w.id)
			}
			delete(there, id)
		}
	}
	for id := range there {
		l.t.wrong(lostStatement, "%s is in the store, and should not be", id)
	}
	found := 0
	for set, err := range s.(graph.Journal).Changes(ctx, 0) {
		if err != nil {
			return err
		}
		if wr := l.made[set.Number]; wr != nil {
			found++
			l.compareSet(wr, madeChange{Number: set.Number, Add: set.Add, Remove: set.Remove})
		}
	}
	if found != len(l.made) {
		l.t.wrong(lostWrite, "the journal has %d of %d change sets", found, len(l.made))
	}
	return nil
}
