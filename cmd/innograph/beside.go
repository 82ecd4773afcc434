package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/innograph/innograph/graph"
	"github.com/innograph/innograph/graph/snapshot"
)

// beside is the snapshot that is kept beside a store in a file, so that a restart
// does not read the store when nothing changed.
type beside struct {
	path   string
	store  graph.Revisioned
	onto   *graph.Ontology
	origin string // of the snapshot on disk; "" where there is none to be used
}

// besideOf answers nil where there is nothing to keep a snapshot beside.
func besideOf(dsn string, s graph.Store, o *graph.Ontology) *beside {
	path, ok := strings.CutPrefix(dsn, "bolt:")
	r, revisioned := s.(graph.Revisioned)
	if !ok || !revisioned {
		return nil
	}
	return &beside{path: path + ".snap", store: r, onto: o}
}

// state names what the store holds and the model it is read with.
func (b *beside) state(ctx context.Context) (string, error) {
	revision, err := b.store.Revision(ctx)
	if err != nil {
		return "", err
	}
	model, err := json.Marshal(b.onto)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(model)
	return revision + " " + hex.EncodeToString(sum[:]), nil
}

// open answers the graph of the snapshot; nil and the reason where it cannot be
// used, and nil where there is none.
func (b *beside) open(ctx context.Context, documents []*graph.Document) (*graph.Graph, string, error) {
	state, err := b.state(ctx)
	if err != nil {
		return nil, "", err
	}
	g, err := snapshot.OpenOf(ctx, b.path, state, documents...)
	switch bad := (*snapshot.Error)(nil); {
	case err == nil:
		b.origin = state
		return g, "", nil
	case errors.Is(err, os.ErrNotExist):
		return nil, "", nil
	case errors.As(err, &bad) && bad.Section == "origin":
		return nil, fmt.Sprintf("%s is of another state of the store or of the model; the store was read instead", b.path), nil
	case ctx.Err() != nil:
		return nil, "", err
	}
	return nil, fmt.Sprintf("%v; the store was read instead", err), nil
}

// write keeps the graph, unless the snapshot on disk is of the same state.
func (b *beside) write(ctx context.Context, g *graph.Graph) error {
	state, err := b.state(ctx)
	if err != nil || state == b.origin {
		return err
	}
	return snapshot.WriteOf(ctx, b.path, g, state)
}
