package seeds

import "github.com/innograph/innograph/graph"

// Bundle is an ontology and the statements of all packs.
type Bundle struct {
	Ontology   *graph.Ontology
	Statements []graph.Statement // identified, without duplicates, sorted by ID
	Packs      []PackInfo        // sorted by ID
	Documents  []*graph.Document // the texts of sources that are attached; see WithSources

	positions map[string]Position
}

// PackInfo describes one pack.
type PackInfo struct {
	ID           string
	Title        graph.Text
	Source       SourceInfo
	Files        []string // as messages name them, sorted
	Entities     int      // declared in the pack, its source included
	Observations int      // declared in the pack
	Statements   int      // made from the pack: types, names, sections and observations included
}

// SourceInfo describes the document that a pack was made from.
type SourceInfo struct {
	ID       string // its slug as an entity
	Name     graph.Text
	Language string
	File     string // its name in a folder of sources, or ""
	SHA256   string // the digest of that file in lower-case hexadecimal, or ""
	Sections []SectionInfo
}

// SectionInfo describes one section of a document.
type SectionInfo struct {
	ID      string
	Title   graph.Text
	Heading string // as printed, or ""
}

// Position says where the statement stands in its pack. A statement that several
// packs make has the position in the first of them.
func (b *Bundle) Position(statementID string) (Position, bool) {
	p, ok := b.positions[statementID]
	return p, ok
}
