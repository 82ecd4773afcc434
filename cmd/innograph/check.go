package main

import (
	"fmt"
	"iter"

	"github.com/innograph/innograph/graph"
	"github.com/innograph/innograph/seeds"
)

type checkCmd struct {
	Dirs    []string `arg:"" optional:"" type:"path" placeholder:"DIR" help:"Folders of packs to check beside the embedded ones."`
	Sources string   `placeholder:"DIR" type:"path" help:"Also check every reference against the texts of sources in this folder."`
	Output  string   `short:"o" enum:"text,json" default:"text" help:"text for people, json for programs."`
}

// Run checks everything that loading would and says what there is.
func (c *checkCmd) Run(t *terminal) error {
	b, err := dataFlags{Pack: c.Dirs, Sources: c.Sources}.load()
	if errs, ok := err.(seeds.Errors); ok && c.Output == "json" {
		if err := writeJSON(t.stdout, errs); err != nil {
			return err
		}
	}
	if err != nil {
		return err
	}
	g, err := graph.Build(b.Ontology, statements(b), b.Documents...)
	if err != nil {
		return err
	}
	if c.Output == "json" {
		return writeJSON(t.stdout, []seeds.Problem{})
	}
	fmt.Fprintf(t.stdout, "ontology: %s, %s, %s, %s\n", count(len(b.Ontology.Types), "type"), count(len(b.Ontology.Relations), "relation"),
		count(len(b.Ontology.Qualifiers), "qualifier"), count(len(b.Ontology.Units), "unit"))
	for _, p := range b.Packs {
		fmt.Fprintf(t.stdout, "pack %s: %s, %s, %s in %s\n", p.ID, count(p.Entities, "entity"), count(p.Statements, "statement"),
			count(p.Observations, "observation"), count(len(p.Files), "file"))
	}
	for _, d := range b.Documents {
		fmt.Fprintf(t.stdout, "source %s: every reference to it names one sentence of %s\n", d.Source, d.File)
	}
	_, err = fmt.Fprintf(t.stdout, "ok: graph %s with %s and %s\n", g.Version(), count(g.Stats().Entities, "entity"), count(g.Stats().Edges, "edge"))
	return err
}

// statements yields the statements of a bundle.
func statements(b *seeds.Bundle) iter.Seq2[graph.Statement, error] {
	return func(yield func(graph.Statement, error) bool) {
		for _, s := range b.Statements {
			if !yield(s, nil) {
				return
			}
		}
	}
}
