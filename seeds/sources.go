package seeds

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/innograph/innograph/graph"
)

// WithSources attaches the texts of sources, from a folder of the machine: every
// reference is then held against the sentence that it names, and the bundle has
// the documents. The folder need not hold the text of every source, but of one. A
// source whose digest differs or that lacks a heading is a mistake, as is a
// reference without its one sentence.
func WithSources(dir string) Option { return func(o *options) { o.sources = dir } }

// citation is a reference and where its pack gives it.
type citation struct {
	at  mark
	ref graph.Reference
}

// checkSources reads the text of every source and resolves every reference.
func (l *loader) checkSources(dir string) error {
	if info, err := os.Stat(dir); err != nil {
		return err
	} else if !info.IsDir() {
		return &fs.PathError{Op: "open", Path: dir, Err: errors.New("not a folder")}
	}
	attached := map[string]*graph.Document{}
	var missing []*sourceDecl
	found := false
	for _, p := range l.packs {
		s := &p.decl.Source
		if !s.File.ok() || !s.ID.ok() {
			continue
		}
		raw, err := os.ReadFile(filepath.Join(dir, s.File.s))
		if errors.Is(err, fs.ErrNotExist) {
			missing = append(missing, s)
			continue
		}
		found = true
		if err != nil {
			s.File.problem("the text of %s cannot be read: %s", s.ID.s, filepath.Join(dir, s.File.s))
		} else if d := readSource(s, raw); d != nil {
			attached[s.ID.s] = d
			l.texts = append(l.texts, d)
		}
	}
	if !found {
		for _, s := range missing {
			s.File.problem("%s holds the text of no source; this one is expected at %s", dir, filepath.Join(dir, s.File.s))
		}
	}
	checked := map[mark]bool{}
	for _, c := range l.citations {
		d := attached[c.ref.Source]
		if d == nil || checked[c.at] {
			continue
		}
		checked[c.at] = true
		if _, err := d.Resolve(c.ref); err != nil {
			c.at.problem("%s", err.Error())
		}
	}
	return nil
}

// readSource reads the text of a source, or reports why it cannot be used.
func readSource(s *sourceDecl, raw []byte) *graph.Document {
	if sum := sha256.Sum256(raw); s.SHA256.ok() && s.SHA256.s != hex.EncodeToString(sum[:]) {
		s.SHA256.problem("the text of %s has changed: %s has the digest %x", s.ID.s, s.File.s, sum)
		return nil
	}
	spec := graph.DocumentSpec{Source: s.ID.s, File: s.File.s, Cut: s.Cut.s}
	at := map[string]mark{}
	for _, section := range s.Sections.items {
		spec.Sections = append(spec.Sections, graph.DocumentSection{ID: section.ID.s, Heading: section.Heading.s, Opening: section.Opening.s})
		at[section.ID.s] = section.mark
	}
	d, err := graph.NewDocument(spec, string(raw))
	var e *graph.Error
	if errors.As(err, &e) {
		for _, issue := range e.Issues {
			place := s.File.mark
			switch m, ok := at[issueText(issue.Value)]; {
			case issue.Param == "heading" && ok:
				place = m
			case issue.Param == "cut":
				place = s.Cut.mark
			}
			place.problem("%s", issue.Text())
		}
		return nil
	}
	return d
}

func issueText(v any) string {
	s, _ := v.(string)
	return s
}

// makeExclusions makes the statements that say which sentences of a source the
// pack leaves out, and why.
func (l *loader) makeExclusions(p *pack) {
	s := &p.decl.Source
	for i := range s.Excluded.items {
		x := &s.Excluded.items[i]
		terms := texts(x.Terms)
		if !x.Section.ok() || !x.Reason.Zh.ok() || !x.Reason.En.ok() || len(terms) == 0 {
			continue
		}
		if _, known := p.sections[x.Section.s]; !known {
			x.Section.suggest(graph.Nearest(x.Section.s, mapKeys(p.sections), 3), "the source %s has no section %q", s.ID.s, x.Section.s)
			continue
		}
		ref := graph.Reference{Source: s.ID.s, Section: x.Section.s, Terms: terms}
		l.citations = append(l.citations, citation{x.mark, ref})
		l.add(p, x.mark, false, graph.Statement{
			Subject: s.ID.s, Relation: graph.RelExcluded, Object: graph.StringValue(x.Reason.En.s), Basis: graph.Inferred,
			Qualifiers: []graph.Qualifier{{Name: graph.QualReasonZh, Value: graph.StringValue(x.Reason.Zh.s)}},
			References: []graph.Reference{ref},
		})
	}
}
