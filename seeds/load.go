package seeds

import (
	"fmt"
	"io/fs"
	"iter"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/innograph/innograph/graph"
)

// Load reads the ontology and the packs of fsys, which are at ontology/ and
// packs/<slug>/, and the packs that opts add. Its answer does not depend on the
// order of the files. With any mistake the error is an [Errors] with all of them;
// another error means that a file or folder could not be read.
func Load(fsys fs.FS, opts ...Option) (*Bundle, error) {
	var o options
	for _, opt := range opts {
		opt(&o)
	}
	l, err := discover(fsys, o)
	if err != nil {
		return nil, err
	}
	l.decode()
	l.resolveOntology()
	l.resolvePacks()
	if o.sources != "" {
		if err := l.checkSources(o.sources); err != nil {
			return nil, fmt.Errorf("the folder of sources cannot be read: %w", err)
		}
	}
	if problems := l.problems(); len(problems) > 0 {
		return nil, problems
	}
	return l.bundle(), nil
}

// loader is the state of one Load.
type loader struct {
	ontologyFiles []*ontologySource
	packs         []*pack
	extra         Errors // mistakes that stand in no file that was read

	// unsure holds the ids that files which cannot be parsed seem to declare, and
	// those that the ontology declares twice. Their use is not reported.
	unsure   map[string]bool
	compared int // names that were compared for suggestions

	types          map[string]*typeDecl
	relations      map[string]*relationDecl
	inverses       map[string]mark
	qualifierDecls map[string]*qualifierDecl
	units          map[string]*unitDecl
	ontology       *graph.Ontology

	entities       map[string]*entity
	indicatorsMade map[string]*entity        // made when first needed
	known          iter.Seq2[string, string] // entities that packs may mention without declaring them, with their types; may be nil
	refused        []entityIn                // declarations that belong to no entity
	made           []made

	citations []citation
	texts     []*graph.Document
}

// ontologySource is one file of the ontology.
type ontologySource struct {
	document
	decl ontologyFile
}

// pack is one folder.
type pack struct {
	dir      string // as messages name it
	folder   string // the last element of its path
	document        // pack.yaml; without a name where it is missing
	decl     packDecl
	files    []*packSource
	sections map[string]mark
	info     PackInfo
}

// packSource is one file of a pack other than pack.yaml.
type packSource struct {
	document
	decl packFile
}

// decode scans, parses and decodes every file, several at once.
func (l *loader) decode() {
	var jobs []func()
	add := func(d *document, into declaration) {
		jobs = append(jobs, func() {
			if root := d.parse(); root != nil {
				decoder{d}.into(root, into, &field{name: "the file"})
			}
		})
	}
	for _, f := range l.ontologyFiles {
		add(&f.document, &f.decl)
	}
	for _, p := range l.packs {
		if p.name != "" {
			add(&p.document, &p.decl)
		}
		for _, f := range p.files {
			add(&f.document, &f.decl)
		}
	}
	var wg sync.WaitGroup
	next := make(chan func())
	for range min(runtime.GOMAXPROCS(0), len(jobs)) {
		wg.Go(func() {
			for job := range next {
				job()
			}
		})
	}
	for _, job := range jobs {
		next <- job
	}
	close(next)
	wg.Wait()

	l.unsure = map[string]bool{}
	for _, d := range l.documents() {
		if d.broken {
			for _, id := range d.declared() {
				l.unsure[id] = true
			}
		}
	}
}

// documents lists every file that was read.
func (l *loader) documents() []*document {
	var all []*document
	for _, f := range l.ontologyFiles {
		all = append(all, &f.document)
	}
	for _, p := range l.packs {
		if p.name != "" {
			all = append(all, &p.document)
		}
		for _, f := range p.files {
			all = append(all, &f.document)
		}
	}
	return all
}

// problems collects the mistakes of all files.
func (l *loader) problems() Errors {
	all := slices.Clone(l.extra)
	for _, d := range l.documents() {
		all = append(all, d.problems...)
	}
	return all.sorted()
}

// unknown reports a name that is not among the known ones, unless a file that
// cannot be parsed seems to declare it.
func unknown[T any](l *loader, at mark, what, name string, known map[string]T) {
	if l.unsure[name] {
		return
	}
	// Looking for near names takes time that grows with both numbers, so it ends
	// where there are far more mistakes than anyone reads.
	var near []string
	if l.compared += len(known); l.compared <= maxCompared {
		near = graph.Nearest(name, mapKeys(known), 3)
	}
	at.suggest(near, "unknown %s %q", what, name)
}

const maxCompared = 1_000_000

// bundle makes the answer from what was resolved without a mistake.
func (l *loader) bundle() *Bundle {
	b := &Bundle{Ontology: l.ontology, Documents: l.texts, positions: make(map[string]Position, len(l.made))}
	for _, m := range l.made {
		if _, again := b.positions[m.ID]; !again {
			b.positions[m.ID] = m.at.position()
			b.Statements = append(b.Statements, m.Statement)
		}
	}
	slices.SortFunc(b.Statements, func(x, y graph.Statement) int { return strings.Compare(x.ID, y.ID) })
	for _, p := range l.packs {
		b.Packs = append(b.Packs, p.info)
	}
	slices.SortFunc(b.Packs, func(x, y PackInfo) int { return strings.Compare(x.ID, y.ID) })
	return b
}
