package store

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	bbolt "github.com/coreos/bbolt"

	"github.com/innograph/innograph/graph"
)

// TestDoctorReadsTheJournal damages the journal of a real store in every way that
// the check is for.
func TestDoctorReadsTheJournal(t *testing.T) {
	say := func(subject, text string) graph.Statement {
		return graph.Statement{Subject: subject, Relation: "r", Object: graph.StringValue(text)}.Identify()
	}
	make := func(t *testing.T) string {
		path := filepath.Join(t.TempDir(), "store")
		s, err := Open(t.Context(), "bolt:"+path)
		if err != nil {
			t.Fatal(err)
		}
		j := s.(graph.Journal)
		for i := range 4 {
			set := &graph.ChangeSet{Author: "ann", Idempotency: fmt.Sprint(i), Add: []graph.Statement{say("a", fmt.Sprint(i)), say("b", fmt.Sprint(i))}}
			if i > 0 {
				set.Remove = []graph.Statement{say("b", fmt.Sprint(i-1))}
			}
			if err := j.Commit(t.Context(), set); err != nil {
				t.Fatal(err)
			}
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		return path
	}
	change := func(tx *bbolt.Tx, n uint64, change func(c *graph.ChangeSet)) error {
		b := tx.Bucket([]byte(changesBucket))
		c, err := unpackChangeSet(b.Get(numberKey(n)), n)
		if err != nil {
			return err
		}
		change(c)
		packed, err := packChangeSet(c)
		if err != nil {
			return err
		}
		return b.Put(numberKey(n), packed)
	}
	for name, c := range map[string]struct {
		damage func(tx *bbolt.Tx) error
		says   string
	}{
		"nothing":   {func(*bbolt.Tx) error { return nil }, ""},
		"a gap":     {func(tx *bbolt.Tx) error { return tx.Bucket([]byte(changesBucket)).Delete(numberKey(2)) }, "is missing from the journal"},
		"garbage":   {func(tx *bbolt.Tx) error { return tx.Bucket([]byte(changesBucket)).Put(numberKey(3), []byte("x")) }, "cannot be read"},
		"a key":     {func(tx *bbolt.Tx) error { return tx.Bucket([]byte(changesBucket)).Put([]byte("x"), []byte("x")) }, "no number"},
		"all of it": {func(tx *bbolt.Tx) error { return tx.DeleteBucket([]byte(changesBucket)) }, "is missing"},
		"a number":  {func(tx *bbolt.Tx) error { return change(tx, 2, func(c *graph.ChangeSet) { c.Number = 9 }) }, "kept under the number"},
		"an id":     {func(tx *bbolt.Tx) error { return change(tx, 2, func(c *graph.ChangeSet) { c.Add[0].Subject = "z" }) }, "hashes to"},
		"an add":    {func(tx *bbolt.Tx) error { return change(tx, 4, func(c *graph.ChangeSet) { c.Add = c.Add[:1] }) }, "does not know"},
		"a removal": {func(tx *bbolt.Tx) error { return change(tx, 4, func(c *graph.ChangeSet) { c.Remove = nil }) }, "do not say the same"},
		"twice": {func(tx *bbolt.Tx) error {
			return change(tx, 4, func(c *graph.ChangeSet) { c.Add = append(c.Add, say("a", "0")) })
		}, "adds what an earlier one added"},
		"removed twice": {func(tx *bbolt.Tx) error {
			return change(tx, 4, func(c *graph.ChangeSet) { c.Remove = append(c.Remove, say("b", "0")) })
		}, "removes what an earlier one removed"},
		"history":       {func(tx *bbolt.Tx) error { return tx.Bucket([]byte(touchedBucket)).Delete(touchedKey("a", 3)) }, "lacks a change set"},
		"other history": {func(tx *bbolt.Tx) error { return tx.Bucket([]byte(touchedBucket)).Put(touchedKey("z", 3), nil) }, "does not touch"},
		"a request":     {func(tx *bbolt.Tx) error { return tx.Bucket([]byte(askedBucket)).Delete(askedKey("ann", "1")) }, "is not noted"},
		"another number": {func(tx *bbolt.Tx) error {
			return tx.Bucket([]byte(askedBucket)).Put(askedKey("ann", "1"), numberKey(9))
		}, "led to another"},
	} {
		t.Run(name, func(t *testing.T) {
			path := make(t)
			db, err := bbolt.Open(path, 0o600, &bbolt.Options{Timeout: time.Second})
			if err != nil {
				t.Fatal(err)
			}
			if err := db.Update(c.damage); err != nil {
				t.Fatal(err)
			}
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
			report, err := Doctor{}.Check(t.Context(), path)
			if err != nil {
				t.Fatal(err)
			}
			said := ""
			for _, f := range report.Findings {
				if f.Check != "journal" {
					t.Errorf("another check: %v", f)
				}
				said += f.String() + "\n"
			}
			if c.says == "" && said != "" || !strings.Contains(said, c.says) {
				t.Errorf("it says %q, want %q", said, c.says)
			}
		})
	}
}
