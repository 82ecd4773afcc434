package main

import (
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/innograph/innograph/cmd/internal/commandline"
)

//go:embed kinds.json
var kindsJSON []byte

// kind is a kind of question, asked once for each sample.
type kind struct {
	Name  string `json:"name"`
	Ask   string `json:"ask"`             // neighborhood, paths, search or list
	Over  string `json:"over"`            // which samples it is asked for
	Depth int    `json:"depth,omitempty"` // of neighborhood
	Limit int    `json:"limit,omitempty"` // most entities, the start not counted
	Mode  string `json:"mode,omitempty"`  // of paths
	K     int    `json:"k,omitempty"`     // of k-shortest paths
	Sort  string `json:"sort,omitempty"`  // of list

	// A filter that acts inside the search: only edges of this relation, only
	// entities of this type, the ends exempt. In the set they are given by their
	// rank in frequency, 1 the most frequent; in a questions file by their ids.
	RelationRank int    `json:"relation_rank,omitempty"`
	TypeRank     int    `json:"type_rank,omitempty"`
	Relation     string `json:"relation,omitempty"`
	Type         string `json:"type,omitempty"`
}

// questions is what is asked of one graph: the file that every tool reads.
type questions struct {
	Statements int                   `json:"statements"` // edges of the graph
	Entities   int                   `json:"entities"`
	Seed       uint64                `json:"seed"`
	Kinds      []kind                `json:"kinds"`
	Samples    map[string][][]string `json:"samples"` // one id or text each, or two ids
}

const (
	sampleCount = 1000
	textCount   = 200
	typeCount   = 8
)

// questions draws the samples for a graph and settles the filters.
func (s *shape) questions() (*questions, error) {
	q := &questions{Statements: s.edges, Entities: s.entities, Seed: s.seed, Samples: map[string][][]string{}}
	if err := json.Unmarshal(kindsJSON, &q.Kinds); err != nil {
		return nil, err
	}
	leaves := s.leafTypes()
	for i := range q.Kinds {
		k := &q.Kinds[i]
		if k.RelationRank > len(s.relations) || k.TypeRank > len(leaves) {
			return nil, fmt.Errorf("kinds.json: %s: there is no such rank", k.Name)
		}
		if k.RelationRank > 0 {
			k.Relation = s.relations[k.RelationRank-1].id
		}
		if k.TypeRank > 0 {
			k.Type = leaves[k.TypeRank-1]
		}
		k.RelationRank, k.TypeRank = 0, 0
	}
	r := s.random(2)
	slug := func() string { return string(s.appendSlug(nil, r.Uint32N(uint32(s.entities)))) }
	add := func(name string, sample ...string) { q.Samples[name] = append(q.Samples[name], sample) }
	for range sampleCount {
		add("starts", slug())
		from := slug()
		to := slug()
		for to == from {
			to = slug()
		}
		add("pairs", from, to)
	}
	for range textCount {
		p := s.parts(r.Uint32N(uint32(s.entities)))
		add("zh", p.brand.zh+p.ending.zh+p.field.zh)
		add("en", p.brand.en+p.ending.en+" "+p.field.en)
		add("prefix", p.place.zh+p.brand.zh)
		add("pinyin", p.place.slug+p.brand.slug+p.ending.slug)
	}
	for _, t := range leaves[:min(typeCount, len(leaves))] {
		add("types", t)
	}
	return q, nil
}

// leafTypes lists the types without subtypes, the most frequent first: for them
// a filter with subtypes is one without.
func (s *shape) leafTypes() (ids []string) {
	for _, t := range s.types {
		if !slices.Contains(s.parents, t.ID) {
			ids = append(ids, t.ID)
		}
	}
	return ids
}

func (q *questions) write(path string) error {
	return commandline.WriteFile(path, func(w io.Writer) error {
		e := json.NewEncoder(w)
		e.SetEscapeHTML(false)
		return e.Encode(q)
	})
}

// readQuestions reads a questions file and picks the kinds.
func readQuestions(path string, words ...string) (*questions, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("%w; 'graphbench gen' writes the questions of a graph", err)
	}
	var q questions
	if err := json.Unmarshal(raw, &q); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if q.Kinds, err = pick("kind of question", q.Kinds, func(k kind) string { return k.Name }, words); err != nil {
		return nil, err
	}
	if len(q.Kinds) == 0 {
		return nil, fmt.Errorf("%s: expected at least one kind of question", path)
	}
	for _, k := range q.Kinds {
		want := 1
		if k.Ask == "paths" {
			want = 2
		}
		samples := q.Samples[k.Over]
		if len(samples) == 0 || slices.ContainsFunc(samples, func(s []string) bool { return len(s) != want }) {
			return nil, fmt.Errorf("%s: %q needs samples %q of %d each", path, k.Name, k.Over, want)
		}
	}
	return &q, nil
}

// first is how to ask a tool the first question that it can answer, which tells
// whether it is ready.
func (q *questions) first(t tool) (ask func() error, err error) {
	for _, k := range q.Kinds {
		if t.cannot(k) == "" {
			a := t.prepare(k, q.Samples[k.Over])
			return func() error { _, err := a.ask(0); return err }, nil
		}
	}
	return nil, errors.New("it can answer none of the questions")
}
