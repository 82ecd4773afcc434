package store

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/innograph/innograph/graph"
)

const (
	// collisions is how often a change is made again after the server ended its
	// transaction for the sake of another.
	collisions = 10
	// outage is how long a change waits for a server that takes writes, when one
	// was lost before anything was written.
	outage = 5 * time.Second
	// pauseMax bounds the pause between two attempts.
	pauseMax = time.Second
)

// change makes changes, all or none of them.
func (p *postgres) change(ctx context.Context, plan func(context.Context) (plan, error)) error {
	if err := p.enter(); err != nil {
		return err
	}
	defer p.leave()
	changes, err := plan(ctx)
	if err != nil {
		return err
	}
	if err := p.write.acquire(ctx); err != nil {
		return err
	}
	defer p.write.release()
	err = guard(func() error { return p.commit(ctx, changes) })
	if e := (*panicError)(nil); errors.As(err, &e) {
		return p.explain(err)
	}
	return err
}

// commit makes the changes with as many attempts as it takes. An attempt is one
// transaction with all of them, so what is repeated is never half of a change,
// and none is repeated of which it is not known that it left nothing.
func (p *postgres) commit(ctx context.Context, changes plan) error {
	size := 0
	for _, c := range changes.sets {
		size += len(c.add) + len(c.remove)
	}
	bounded, cancel := context.WithTimeout(ctx, p.o.writeWait+time.Duration(size)*time.Millisecond)
	defer cancel()
	start, pause := time.Now(), retryPause
	for n := 1; ; n++ {
		sets, err := p.attempt(bounded, changes)
		if err == nil {
			for i, c := range changes.sets {
				*c.set = *sets[i]
			}
			return nil
		}
		var unknown *unknownError
		switch {
		case errors.As(err, &unknown):
			return unavailable(err, "it is not known whether the last change reached the store %s: %s; ask for it again by its idempotency key", p.name, reason(unknown.cause))
		case errors.Is(err, graph.ErrBehind):
			return err
		case ctx.Err() != nil:
			return ctx.Err()
		case collided(err) && n <= collisions:
		case lost(err) && time.Since(start) < outage:
			p.writes.Reset() // the others lead to the same server
		default:
			return p.explainWrite(err)
		}
		if sleep(bounded, pause/2+rand.N(pause)) != nil {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			return p.explainWrite(err)
		}
		pause = min(2*pause, pauseMax)
	}
}

// explainWrite is explain for a change that was rolled back.
func (p *postgres) explainWrite(err error) error {
	e := p.explain(err)
	var known *graph.Error
	if errors.As(e, &known) && !errors.Is(err, known) {
		known.Issues[0].Message = "nothing of the change was written: " + known.Issues[0].Message
	}
	return e
}

// unknownError says that a commit was asked for, and that neither its answer nor
// a look at what is there could be had.
type unknownError struct{ cause error }

func (e *unknownError) Error() string { return fmt.Sprintf("the outcome is not known: %v", e.cause) }
func (e *unknownError) Unwrap() error { return e.cause }
