package store

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/innograph/innograph/graph"
)

var _ graph.Hinting = (*postgres)(nil)

const (
	// hintQuiet is how long a connection may be silent until it is asked whether it
	// is still there.
	hintQuiet = 20 * time.Second
	// hintRetry is how long to wait before a lost connection is made anew.
	hintRetry = 500 * time.Millisecond
)

// Hints implements [graph.Hinting]: it listens to what a commit notifies of, over
// a connection of its own. After every new connection it hints, since a notice may
// have been missed meanwhile.
func (p *postgres) Hints(ctx context.Context) <-chan struct{} {
	hints := make(chan struct{}, 1)
	go func() {
		for ctx.Err() == nil {
			p.listen(ctx, hints)
			select {
			case <-time.After(hintRetry):
			case <-ctx.Done():
			}
		}
	}()
	return hints
}

// listen hints until the connection or the context ends. Why it ended does not
// matter: the next connection makes up for it.
func (p *postgres) listen(ctx context.Context, hints chan<- struct{}) {
	if p.enter() != nil {
		return
	}
	config := p.reads.Config().ConnConfig.Copy()
	p.leave()
	opening, cancel := context.WithTimeout(ctx, p.o.readWait)
	defer cancel()
	c, err := pgx.ConnectConfig(opening, config)
	if err != nil {
		return
	}
	defer hangUp(c)
	if _, err := c.Exec(opening, "LISTEN "+pgx.Identifier{notifyChannel}.Sanitize()); err != nil {
		return
	}
	for {
		select {
		case hints <- struct{}{}:
		default: // one is on its way already
		}
		for {
			waiting, done := context.WithTimeout(ctx, hintQuiet)
			_, err := c.WaitForNotification(waiting)
			done()
			if err == nil {
				break
			}
			if ctx.Err() != nil || !errors.Is(err, context.DeadlineExceeded) || !p.stillThere(ctx, c) {
				return
			}
		}
	}
}

// stillThere asks a silent connection for a sign of life.
func (p *postgres) stillThere(ctx context.Context, c *pgx.Conn) bool {
	asking, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	return c.Ping(asking) == nil
}
