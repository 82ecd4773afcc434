package graph

import "context"

type searchIndex struct{}

func newSearchIndex(g *Graph) searchIndex { return searchIndex{} }

func (g *Graph) searchNames(q string, max int) []string { return nil }

// Search finds entities by name.
func (g *Graph) Search(ctx context.Context, q SearchQuery) (*SearchResult, error) { return nil, nil }
