package graph

import (
	"context"
	"errors"
	"iter"
	"time"
)

// ChangeSet is one change to a store: what was added and removed at once, by
// whom, when and why. It never changes; what takes it back is another one.
type ChangeSet struct {
	Number    uint64    `json:"number"` // from 1 on, without gaps; the store after it has this as its version
	Time      time.Time `json:"time"`   // of the commit, in UTC
	Author    string    `json:"author"` // the name of the key; "" for the service itself
	Message   string    `json:"message"`
	RequestID string    `json:"request_id,omitempty"`
	Undoes    uint64    `json:"undoes,omitempty"` // the change set that this one takes back
	Graph     string    `json:"graph,omitempty"`  // the version of the graph after it

	// Idempotency is what the author called the request that asked for this, and
	// Fingerprint a hash of what was asked. Both are "" where it had no name.
	Idempotency string `json:"idempotency,omitempty"`
	Fingerprint string `json:"fingerprint,omitempty"`

	Add    []Statement `json:"add"`
	Remove []Statement `json:"remove"`
}

// Empty reports whether the set changes nothing.
func (c *ChangeSet) Empty() bool { return len(c.Add)+len(c.Remove) == 0 }

// Touches lists the entities that the set says or said something about: subjects
// and objects, each once, in the order in which they are met.
func (c *ChangeSet) Touches() []string {
	seen := map[string]bool{}
	var ids []string
	note := func(id string) {
		if !seen[id] {
			seen[id] = true
			ids = append(ids, id)
		}
	}
	for _, list := range [][]Statement{c.Remove, c.Add} {
		for _, s := range list {
			note(s.Subject)
			if id, ok := s.Object.Entity(); ok {
				note(id)
			}
		}
	}
	return ids
}

// ErrBehind is answered to who wants to change a state of a store that is no
// longer the last.
var ErrBehind = errors.New("the store holds change sets that were not seen yet")

// Journal is a Store that keeps every change. Apply writes a change set of which
// only the statements and the time are known.
type Journal interface {
	Store

	// Commit makes change sets durable in their order, all of them or none, and
	// numbers them on from the last. What is there already is not added and what
	// is not there not removed; each set then lists what it did change. A set
	// that changes nothing is not kept, and its number is that of the set before
	// it. Of Remove only the ids count.
	//
	// Errors are those of Apply.
	Commit(ctx context.Context, sets ...*ChangeSet) error

	// CommitAfter is Commit where the store is in that state; where others have
	// changed it since, it answers ErrBehind and nothing is changed.
	CommitAfter(ctx context.Context, after State, sets ...*ChangeSet) error

	// Last is the number of the last change set; 0 before the first.
	Last(ctx context.Context) (uint64, error)

	// State is the state after the last change set.
	State(ctx context.Context) (State, error)

	// Changes yields the change sets above a number in their order, as of one
	// moment, like Statements.
	Changes(ctx context.Context, after uint64) iter.Seq2[*ChangeSet, error]

	// History yields the change sets that touch an entity, the newest first,
	// below a number; 0 is no bound.
	History(ctx context.Context, entity string, below uint64) iter.Seq2[*ChangeSet, error]

	// Asked finds the change set that an author's request of this name led to;
	// nil if there is none.
	Asked(ctx context.Context, author, idempotency string) (*ChangeSet, error)
}
