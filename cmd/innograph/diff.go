package main

import (
	"fmt"
	"strings"

	"github.com/innograph/innograph/graph"
	"github.com/innograph/innograph/seeds"
)

type diffCmd struct {
	Before string `arg:"" type:"path" help:"The folder of a pack."`
	After  string `arg:"" type:"path" help:"The folder of another pack, or of another version of it."`
	Output string `short:"o" enum:"text,json" default:"text" help:"text for people, json for programs."`
	langFlag
}

// Run says by meaning how two packs differ.
func (c *diffCmd) Run(t *terminal) error {
	before, err := packGraph(c.Before)
	if err != nil {
		return err
	}
	after, err := packGraph(c.After)
	if err != nil {
		return err
	}
	d := graph.Diff(before, after)
	if c.Output == "json" {
		return writeJSON(t.stdout, d)
	}
	if d.Empty() {
		_, err := fmt.Fprintln(t.stdout, "The packs say the same.")
		return err
	}
	rows := [][]string{{"CHANGE", "WHAT", "BEFORE", "AFTER"}}
	row := func(cells ...string) { rows = append(rows, cells) }
	text := func(x graph.Text) string { return x.In(c.Lang) }
	for _, e := range d.NewEntities {
		row("new entity", e.ID, "", text(e.Name))
	}
	for _, e := range d.GoneEntities {
		row("gone entity", e.ID, text(e.Name), e.MergedInto)
	}
	for _, e := range d.Renamed {
		row("renamed", e.ID, text(e.Before), text(e.After))
	}
	for _, e := range d.Redescribed {
		row("redescribed", e.ID, text(e.Before), text(e.After))
	}
	for _, e := range d.Retyped {
		row("retyped", e.ID, e.Before, e.After)
	}
	for _, s := range d.NewStatements {
		row("new claim", s.Subject.ID, "", text(s.Sentence))
	}
	for _, s := range d.GoneStatements {
		row("gone claim", s.Subject.ID, text(s.Sentence), "")
	}
	for _, x := range d.Changed {
		row("changed "+strings.Join(x.Aspects, ", "), x.After.Subject.ID, claim(x.Before, c.Lang), claim(x.After, c.Lang))
	}
	for _, x := range d.ChangedValues {
		row("changed "+strings.Join(x.Aspects, ", "), x.After.Subject.ID, claim(x.Before, c.Lang), claim(x.After, c.Lang))
	}
	for _, r := range d.Restructured {
		row("restructured", r.Entity.ID, refs(r.Before), refs(r.After))
	}
	return table(t.stdout, rows)
}

func claim(s graph.StatementView, lang string) string {
	return fmt.Sprintf("%s [%s, %s]", s.Sentence.In(lang), s.Status, s.Basis)
}

func refs(list []graph.EntityRef) string {
	var ids []string
	for _, r := range list {
		ids = append(ids, r.ID)
	}
	return strings.Join(ids, " ")
}

// packGraph makes the graph of one pack alone, on the embedded ontology.
func packGraph(dir string) (*graph.Graph, error) {
	b, err := seeds.LoadPack(dir)
	if err != nil {
		return nil, err
	}
	return graph.Build(b.Ontology, statements(b))
}
