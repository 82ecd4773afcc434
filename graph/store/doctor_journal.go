package store

import (
	"encoding/binary"
	"fmt"

	"github.com/innograph/innograph/graph"
)

// journal checks that the change sets are numbered without gaps, can be read, and
// lead to the statements that are there, and that both of its indexes say the same
// as they do. A store of an earlier version begins its journal later: what it held
// then is not known, so only what the journal itself says of a statement is held
// against the store.
func (x *exam) journal() error {
	whole := x.tx.Bucket([]byte(bucketName)).Get([]byte(wholeJournalKey)) != nil
	changes := x.tx.Bucket([]byte(changesBucket))
	if changes == nil {
		if whole && len(x.ids) > 0 {
			x.say(false, "", "the journal is missing")
		}
		return nil
	}
	present := make(map[string]bool, len(x.ids))
	for _, id := range x.ids {
		present[id] = true
	}
	history := replay{say: x.say, there: map[string]bool{}}
	touched, asked := map[string]bool{}, map[string]uint64{}
	want := uint64(1)
	cursor := changes.Cursor()
	for k, v := cursor.First(); k != nil; k, v = cursor.Next() {
		if err := x.alive(int(want)); err != nil {
			return err
		}
		if len(k) != 8 {
			x.say(false, fmt.Sprintf("key %x", k), "the journal has a key that is no number")
			continue
		}
		n := binary.BigEndian.Uint64(k)
		if n != want {
			x.say(false, changeSetPlace(want), saysMissing)
		}
		want = n + 1
		set, err := unpackChangeSet(v, n)
		if err != nil {
			x.say(false, changeSetPlace(n), "a change set cannot be read: "+plain(err))
			continue
		}
		history.step(set)
		for _, id := range set.Touches() {
			touched[string(touchedKey(id, n))] = true
		}
		if set.Idempotency != "" {
			asked[string(askedKey(set.Author, set.Idempotency))] = n
		}
	}
	history.compare(present, whole)
	x.compareTouched(touched)
	x.compareAsked(asked)
	return nil
}

// What is said of a journal, of whatever kind the store is.
const (
	saysMissing     = "a change set is missing from the journal"
	saysNotTouched  = "the history of an entity names a change set that does not touch it"
	saysUntold      = "the history of an entity lacks a change set"
	saysOtherAnswer = "a request is noted that led to another change set, or to none"
	saysUnnoted     = "a request that led to a change set is not noted"
)

func changeSetPlace(n uint64) string { return fmt.Sprintf("change set %d", n) }

// replay makes change sets one after the other.
type replay struct {
	say   func(repairable bool, place, message string)
	there map[string]bool // by statement: what the last change set says
}

// step notes what a change set did, and says where that cannot be.
func (r *replay) step(set *graph.ChangeSet) {
	for _, s := range set.Remove {
		if is, known := r.there[s.ID]; known && !is {
			r.say(false, changeSetPlace(set.Number), "a change set removes what an earlier one removed")
		}
		r.there[s.ID] = false
	}
	for _, s := range set.Add {
		if r.there[s.ID] {
			r.say(false, changeSetPlace(set.Number), "a change set adds what an earlier one added")
		}
		r.there[s.ID] = true
	}
}

// compare holds what the change sets lead to against the statements that are
// there. whole says that the journal began with the store.
func (r *replay) compare(present map[string]bool, whole bool) {
	for id, is := range r.there {
		if is != present[id] {
			r.say(false, "statement "+id, "the journal and the store do not say the same about a statement")
		}
	}
	for id := range present {
		if _, known := r.there[id]; whole && !known {
			r.say(false, "statement "+id, "the journal does not know how a statement came to be there")
		}
	}
}

func (x *exam) compareTouched(want map[string]bool) {
	if b := x.tx.Bucket([]byte(touchedBucket)); b != nil {
		cursor := b.Cursor()
		for k, _ := cursor.First(); k != nil; k, _ = cursor.Next() {
			if !want[string(k)] {
				x.say(false, fmt.Sprintf("%q", k), saysNotTouched)
			}
			delete(want, string(k))
		}
	}
	for k := range want {
		x.say(false, fmt.Sprintf("%q", k), saysUntold)
	}
}

func (x *exam) compareAsked(want map[string]uint64) {
	if b := x.tx.Bucket([]byte(askedBucket)); b != nil {
		cursor := b.Cursor()
		for k, v := cursor.First(); k != nil; k, v = cursor.Next() {
			if n, ok := want[string(k)]; !ok || len(v) != 8 || binary.BigEndian.Uint64(v) != n {
				x.say(false, fmt.Sprintf("%q", k), saysOtherAnswer)
			}
			delete(want, string(k))
		}
	}
	for k := range want {
		x.say(false, fmt.Sprintf("%q", k), saysUnnoted)
	}
}
