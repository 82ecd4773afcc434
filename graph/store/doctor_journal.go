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
	there := map[string]bool{} // by statement: what the last change set says
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
			x.say(false, fmt.Sprintf("change set %d", want), "a change set is missing from the journal")
		}
		want = n + 1
		set, err := unpackChangeSet(v, n)
		if err != nil {
			x.say(false, fmt.Sprintf("change set %d", n), "a change set cannot be read: "+plain(err))
			continue
		}
		x.replay(set, there)
		for _, id := range set.Touches() {
			touched[string(touchedKey(id, n))] = true
		}
		if set.Idempotency != "" {
			asked[string(askedKey(set.Author, set.Idempotency))] = n
		}
	}
	for id, is := range there {
		if is != present[id] {
			x.say(false, "statement "+id, "the journal and the store do not say the same about a statement")
		}
	}
	for id := range present {
		if _, known := there[id]; whole && !known {
			x.say(false, "statement "+id, "the journal does not know how a statement came to be there")
		}
	}
	x.compareTouched(touched)
	x.compareAsked(asked)
	return nil
}

// replay notes what a change set did, and says where that cannot be.
func (x *exam) replay(set *graph.ChangeSet, there map[string]bool) {
	for _, s := range set.Remove {
		if is, known := there[s.ID]; known && !is {
			x.say(false, fmt.Sprintf("change set %d", set.Number), "a change set removes what an earlier one removed")
		}
		there[s.ID] = false
	}
	for _, s := range set.Add {
		if there[s.ID] {
			x.say(false, fmt.Sprintf("change set %d", set.Number), "a change set adds what an earlier one added")
		}
		there[s.ID] = true
	}
}

func (x *exam) compareTouched(want map[string]bool) {
	if b := x.tx.Bucket([]byte(touchedBucket)); b != nil {
		cursor := b.Cursor()
		for k, _ := cursor.First(); k != nil; k, _ = cursor.Next() {
			if !want[string(k)] {
				x.say(false, fmt.Sprintf("%q", k), "the history of an entity names a change set that does not touch it")
			}
			delete(want, string(k))
		}
	}
	for k := range want {
		x.say(false, fmt.Sprintf("%q", k), "the history of an entity lacks a change set")
	}
}

func (x *exam) compareAsked(want map[string]uint64) {
	if b := x.tx.Bucket([]byte(askedBucket)); b != nil {
		cursor := b.Cursor()
		for k, v := cursor.First(); k != nil; k, v = cursor.Next() {
			if n, ok := want[string(k)]; !ok || len(v) != 8 || binary.BigEndian.Uint64(v) != n {
				x.say(false, fmt.Sprintf("%q", k), "a request is noted that led to another change set, or to none")
			}
			delete(want, string(k))
		}
	}
	for k := range want {
		x.say(false, fmt.Sprintf("%q", k), "a request that led to a change set is not noted")
	}
}
