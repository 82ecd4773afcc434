package main

import (
	"context"
	"log/slog"
	"time"

	"github.com/innograph/innograph/graph"
	"github.com/innograph/innograph/graph/snapshot"
)

// followEvery is how often the file of a snapshot is looked at. It is a variable
// for tests.
var followEvery = 2 * time.Second

// follow serves the snapshot that has the file's name. A new file takes over
// when it has been found whole; where the file that is being served was itself
// written to, nothing is answered from it any more.
func (c *serveCmd) follow(ctx context.Context, live *graph.Live, log *slog.Logger) {
	_ = snapshot.Watch(ctx, c.Snapshot, followEvery, func(change snapshot.Change) {
		if change == snapshot.Missing {
			log.Warn("the snapshot's file is gone; it is served from memory until the program ends", "file", c.Snapshot)
			return
		}
		if change == snapshot.Modified {
			live.Withdraw()
			log.Error("the snapshot's file was written to while it was served; nothing is answered until it is whole again", "file", c.Snapshot)
		}
		documents, err := c.documents()
		if err == nil {
			var g *graph.Graph
			if g, err = snapshot.Open(ctx, c.Snapshot, documents...); err == nil {
				live.Replace(g)
				log.Info("the snapshot was replaced", "file", c.Snapshot, "version", g.Version())
				return
			}
		}
		log.Error("the new snapshot cannot be served", "file", c.Snapshot, "error", err)
	})
}
