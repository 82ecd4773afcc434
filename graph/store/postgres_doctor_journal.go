package store

import (
	"context"
	"encoding/hex"
	"fmt"
	"maps"
	"math"
	"slices"

	"github.com/jackc/pgx/v5"

	"github.com/innograph/innograph/graph"
)

// journal checks that the change sets are numbered without gaps, can be read, and
// lead to the statements that are there, and that both of the tables that find
// them say the same as they do.
func (x *postgresExam) journal() error {
	history := replay{say: x.say, there: map[string]bool{}}
	touched, err := x.byNumber("touched", `SELECT number, entity FROM innograph_touched ORDER BY number, entity`)
	if err != nil {
		return err
	}
	asked, err := x.byNumber("asked", `SELECT number, encode(hash, 'hex') FROM innograph_asked ORDER BY number, hash`)
	if err != nil {
		return err
	}
	unnoted := map[string]int64{} // requests, by hash; a later change set may have the same
	want := int64(1)
	var found []told
	err = changeSets(x.ctx, x.tx, func(n int64, set *graph.ChangeSet, err error) error {
		switch {
		case n < want:
			x.say(false, fmt.Sprintf("change set %d", n), "the journal has a number that no change set gets")
		case n > want:
			x.say(false, changeSetPlace(uint64(want)), saysMissing)
		}
		want = max(want, n+1)
		if err != nil {
			x.say(false, fmt.Sprintf("change set %d", n), "a change set cannot be read: "+err.Error())
			found = append(found, told{number: n})
			return nil
		}
		history.step(set)
		found = append(found, tellsOf(n, set))
		return nil
	}, func() error {
		for _, t := range found {
			if err := x.compareTouched(touched, t); err != nil {
				return err
			}
			if err := x.compareAsked(asked, t, unnoted); err != nil {
				return err
			}
		}
		found = found[:0]
		return nil
	})
	if err != nil {
		return err
	}
	history.compare(x.ids, true)
	rest := told{number: math.MaxInt64, readable: true}
	if err := x.compareTouched(touched, rest); err != nil {
		return err
	}
	if err := x.compareAsked(asked, rest, unnoted); err != nil {
		return err
	}
	for _, n := range slices.Sorted(maps.Values(unnoted)) {
		x.say(true, fmt.Sprintf("change set %d", n), saysUnnoted)
	}
	return x.exec(`CLOSE touched`, `CLOSE asked`)
}

// told is what finds a change set.
type told struct {
	number   int64
	readable bool
	entities []string // that it touches, ascending
	asked    string   // the hash of its request in hexadecimal, or ""
}

func tellsOf(n int64, set *graph.ChangeSet) told {
	t := told{number: n, readable: true, entities: slices.Clone(set.Touches())}
	slices.Sort(t.entities)
	if set.Idempotency != "" {
		t.asked = hex.EncodeToString(askedHash(set.Author, set.Idempotency))
	}
	return t
}

// changeSetBatch is how many change sets are read at once, between which other
// questions can be asked.
const changeSetBatch = 256

// changeSets reads the journal in the order of numbers. A change set that cannot be
// read comes with why. After each batch, between is called.
func changeSets(ctx context.Context, tx pgx.Tx, read func(n int64, set *graph.ChangeSet, err error) error, between func() error) error {
	after := int64(math.MinInt64)
	for {
		rows, err := tx.Query(ctx, `SELECT number, packed FROM innograph_changes WHERE number > $1 ORDER BY number LIMIT $2`, after, changeSetBatch)
		if err != nil {
			return err
		}
		count := 0
		var packed []byte
		_, err = pgx.ForEachRow(rows, []any{&after, &packed}, func() error {
			count++
			set, err := unpackChangeSet(packed, uint64(after))
			return read(after, set, err)
		})
		if err == nil {
			err = between()
		}
		if err != nil || count < changeSetBatch {
			return err
		}
	}
}

// compareTouched looks at the histories of entities up to a change set.
func (x *postgresExam) compareTouched(c *byNumber, t told) error {
	wanted := t.entities
	for {
		n, entity, ok, err := c.next(t.number)
		if err != nil {
			return err
		}
		if !ok || n == t.number {
			for len(wanted) > 0 && (!ok || wanted[0] < entity) {
				x.say(true, historyPlace(wanted[0], t.number), saysUntold)
				wanted = wanted[1:]
			}
		}
		switch {
		case !ok:
			return nil
		case n == t.number && !t.readable: // whom it touches is not known
		case n == t.number && len(wanted) > 0 && wanted[0] == entity:
			wanted = wanted[1:]
		default:
			x.say(true, historyPlace(entity, n), saysNotTouched)
		}
	}
}

func historyPlace(entity string, n int64) string { return fmt.Sprintf("%s, change set %d", entity, n) }

// compareAsked looks at the requests up to a change set. One that is asked again
// once it is forgotten is noted with the later number alone.
func (x *postgresExam) compareAsked(c *byNumber, t told, unnoted map[string]int64) error {
	if t.asked != "" {
		unnoted[t.asked] = t.number
	}
	for {
		n, hash, ok, err := c.next(t.number)
		if err != nil || !ok {
			return err
		}
		switch {
		case n == t.number && !t.readable: // who asked for it is not known
		case n == t.number && hash == t.asked:
			delete(unnoted, hash)
		default:
			x.say(true, fmt.Sprintf("hash %s, change set %d", hash, n), saysOtherAnswer)
		}
	}
}

// byNumber reads a table in the order of change sets while others are read.
type byNumber struct {
	x     *postgresExam
	name  string
	ahead []numbered
	done  bool
}

type numbered struct {
	number int64
	key    string
}

const cursorBatch = 4096

// byNumber begins to read what a query answers: numbers, ascending, with a key.
func (x *postgresExam) byNumber(name, query string) (*byNumber, error) {
	_, err := x.tx.Exec(x.ctx, `DECLARE `+name+` NO SCROLL CURSOR FOR `+query)
	return &byNumber{x: x, name: name}, err
}

// next answers the next row whose number is not above a bound.
func (c *byNumber) next(bound int64) (n int64, key string, ok bool, err error) {
	if len(c.ahead) == 0 && !c.done {
		c.ahead = make([]numbered, 0, cursorBatch)
		err := c.x.each(func(rows pgx.Rows) error {
			var row numbered
			err := rows.Scan(&row.number, &row.key)
			c.ahead = append(c.ahead, row)
			return err
		}, fmt.Sprintf(`FETCH %d FROM %s`, cursorBatch, c.name), pgx.QueryExecModeExec)
		if err != nil {
			return 0, "", false, err
		}
		c.done = len(c.ahead) < cursorBatch
	}
	if len(c.ahead) == 0 || c.ahead[0].number > bound {
		return 0, "", false, nil
	}
	first := c.ahead[0]
	c.ahead = c.ahead[1:]
	return first.number, first.key, true, nil
}
