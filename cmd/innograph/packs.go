package main

import (
	"context"
	"errors"

	"github.com/innograph/innograph/graph"
	"github.com/innograph/innograph/http"
	"github.com/innograph/innograph/seeds"
)

// readPack reads a pack that was sent to the server.
func readPack(_ context.Context, g *graph.Graph, body []byte, json bool) (*http.Pack, error) {
	bundle, err := seeds.ReadUpload(seeds.Upload{Data: body, JSON: json}, seeds.KnownEntities(g))
	var mistakes seeds.Errors
	if errors.As(err, &mistakes) {
		e := &http.PackError{}
		for _, m := range mistakes {
			e.Mistakes = append(e.Mistakes, http.PackMistake{Line: m.Line, Column: m.Column, Message: graph.Issue{Message: m.Message, Suggest: m.Suggest}.Text()})
		}
		return nil, e
	}
	if err != nil {
		return nil, err
	}
	p := bundle.Packs[0]
	return &http.Pack{ID: p.ID, Source: p.Source.ID, Statements: bundle.Statements}, nil
}
