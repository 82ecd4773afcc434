package seeds

import (
	"fmt"
	"strings"

	"github.com/innograph/innograph/graph"
)

// made is a statement and the place that it was made from.
type made struct {
	graph.Statement
	at      mark
	pack    *pack
	compare bool // it is looked at for duplicates: what it was made from is free of mistakes
}

// resolvePacks turns the packs into statements. First all entities are entered,
// so that any pack may use those of another.
func (l *loader) resolvePacks() {
	l.entities = map[string]*entity{}
	ids := map[string]*pack{}
	for _, p := range l.packs {
		l.enterPack(p, ids)
	}
	for _, p := range l.packs {
		for _, f := range p.files {
			for i := range f.decl.Entities.items {
				l.enterEntity(p, &f.decl.Entities.items[i])
			}
		}
	}
	l.enterKnown()
	l.checkFormerIDs()
	l.checkIndicatorNames()
	for _, p := range l.packs {
		l.makeSource(p)
		for _, f := range p.files {
			l.makePack(p, &f.decl)
		}
	}
	for _, id := range mapKeys(l.entities) {
		l.makeEntity(l.entities[id])
	}
	for _, d := range l.refused {
		l.references(d.pack, d.Refs)
	}
	l.checkStatements()
	for _, p := range l.packs {
		l.describe(p)
	}
}

// enterPack enters a pack's id, its sections and its source.
func (l *loader) enterPack(p *pack, ids map[string]*pack) {
	p.sections = map[string]mark{}
	for i := range p.decl.Source.Sections.items {
		id := p.decl.Source.Sections.items[i].ID
		if !id.ok() {
			continue
		}
		if first, again := p.sections[id.s]; again {
			id.problem("the section %q is declared twice, first at %s", id.s, first)
			continue
		}
		p.sections[id.s] = id.mark
	}
	if s := p.decl.Source; s.SHA256.set() && !s.File.set() {
		s.SHA256.problem("sha256 needs the key \"file\": it is the digest of that file")
	}
	if id := p.decl.ID; id.ok() {
		if id.s != p.folder {
			id.problem("the pack %q must be in a folder of that name, but this is %s", id.s, p.dir)
		}
		if first, again := ids[id.s]; again {
			id.problem("the pack %q is loaded twice, first from %s", id.s, first.dir)
		} else {
			ids[id.s] = p
		}
	}
	if id := p.decl.Source.ID; id.ok() {
		e := l.enter(p, id, p.decl.Source.Type, sourceType)
		if e.source == nil && len(e.decls) == 0 {
			e.source = p
		} else {
			id.problem("the source %q is already declared at %s", id.s, e.at)
		}
	}
}

// makePack turns the statements and observations of one file into statements.
func (l *loader) makePack(p *pack, f *packFile) {
	for i := range f.Entities.items {
		e := &f.Entities.items[i]
		for j := range e.Statements.items {
			l.makeStatement(p, e.ID, &e.Statements.items[j])
		}
	}
	for i := range f.Statements.items {
		s := &f.Statements.items[i]
		l.makeStatement(p, s.Subject, &s.ownStatements)
	}
	for i := range f.Observations.items {
		l.makeObservation(p, &f.Observations.items[i])
	}
	if f.set() && !f.Entities.set() && !f.Statements.set() && !f.Observations.set() {
		f.problem("the file holds neither entities nor statements nor observations")
	}
}

// add identifies a statement and keeps it.
func (l *loader) add(p *pack, at mark, compare bool, s graph.Statement) {
	s = s.Identify()
	if err := s.Validate(); err != nil {
		at.problem("the statement is not valid: %s", strings.TrimSpace(err.Error()))
		return
	}
	l.made = append(l.made, made{s, at, p, compare})
}

// describe fills in what is told about a pack.
func (l *loader) describe(p *pack) {
	d := &p.decl
	p.info.ID, p.info.Title = d.ID.s, d.Title.graph()
	p.info.Source = SourceInfo{
		ID: d.Source.ID.s, Name: d.Source.Name.graph(), Language: d.Source.Language.s,
		File: d.Source.File.s, SHA256: d.Source.SHA256.s,
	}
	for _, s := range d.Source.Sections.items {
		p.info.Source.Sections = append(p.info.Source.Sections, SectionInfo{s.ID.s, s.Title.graph(), s.Heading.s})
	}
	p.info.Entities = 1
	for _, f := range p.files {
		p.info.Entities += len(f.decl.Entities.items)
		p.info.Observations += len(f.decl.Observations.items)
	}
	for _, m := range l.made {
		if m.pack == p {
			p.info.Statements++
		}
	}
}

// among lists alternatives in a message, with or before the last one.
func among(list []string) string {
	if len(list) < 2 {
		return strings.Join(list, "")
	}
	last := len(list) - 1
	return fmt.Sprintf("%s or %s", strings.Join(list[:last], ", "), list[last])
}
