package graph

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"unsafe"
)

// Section is one piece of a graph as it lies in memory: a column, or the model.
// All sections together are the graph. Numbers are little-endian.
type Section struct {
	Name string
	Data []byte
}

// model is what a graph keeps beside its columns.
type model struct {
	Version    string          `json:"version"`
	Ontology   *Ontology       `json:"ontology"`
	Relations  []modelRelation `json:"relations"`
	Unsearched bool            `json:"unsearched,omitempty"` // the names are too long to be indexed
}

type modelRelation struct {
	ID        string `json:"id"`
	Label     Text   `json:"label"`
	Core      bool   `json:"core,omitempty"`
	Indicator bool   `json:"indicator,omitempty"`
}

const modelSection = "model"

// column is a slice of a graph and its name among the sections.
type column struct {
	name string
	set  func(data []byte) error
	data []byte
}

// columnOf describes a slice. Setting it makes it a view of the data.
func columnOf[T any](name string, slice *[]T) column {
	var one T
	size := int(unsafe.Sizeof(one))
	return column{
		name: name,
		data: unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(*slice))), len(*slice)*size),
		set: func(data []byte) error {
			if len(data)%size != 0 {
				return fmt.Errorf("its %d bytes are no multiple of %d", len(data), size)
			}
			*slice = nil
			if len(data) > 0 {
				if uintptr(unsafe.Pointer(unsafe.SliceData(data)))%unsafe.Alignof(one) != 0 {
					return fmt.Errorf("it does not lie at a multiple of %d bytes", unsafe.Alignof(one))
				}
				*slice = unsafe.Slice((*T)(unsafe.Pointer(unsafe.SliceData(data))), len(data)/size)
			}
			return nil
		},
	}
}

// columns is the table of all columns. Its order is that of a file.
func (g *Graph) columns(x *searchTable, v *searchVocabulary, units *texts) []column {
	list := func(name string, t *texts) []column {
		return []column{columnOf(name+".bound", &t.bound), columnOf(name, &t.data)}
	}
	sparse := func(name string, s *sparseTexts) []column {
		return append([]column{columnOf(name+".keys", &s.keys), columnOf(name+".lists", &s.bound)}, list(name, &s.items)...)
	}
	var all []column
	for _, part := range [][]column{
		list("entity.records", &g.records.texts),
		{columnOf("entity.index", (*[]uint32)(&g.index)), columnOf("entity.type", &g.typ), columnOf("entity.state", &g.state)},
		sparse("entity.printed", &g.printed), sparse("entity.aliases", &g.aliases), sparse("entity.descriptions", &g.descriptions),
		list("entity.former", &g.former), {columnOf("entity.former.to", &g.formerTo)},
		{columnOf("adjacency.out.at", &g.outAt), columnOf("adjacency.out", &g.out), columnOf("adjacency.in.at", &g.inAt), columnOf("adjacency.in", &g.in)},
		{columnOf("adjacency.values.at", &g.valAt), columnOf("adjacency.values", &g.vals)},
		{columnOf("adjacency.hubs", &g.hubs.keys), columnOf("adjacency.hubs.bound", &g.hubs.bound), columnOf("adjacency.hubs.totals", &g.hubs.totals)},
		{columnOf("statement.id", &g.sid), columnOf("statement.subject", &g.subj), columnOf("statement.relation", &g.rel),
			columnOf("statement.object", &g.obj), columnOf("statement.state", &g.flags), columnOf("statement.detail", &g.detail)},
		list("statement.values", &g.values), list("statement.details", &g.details),
		{columnOf("search.first", &x.first), columnOf("search.sig", &x.sig), columnOf("search.gram", &x.gram), columnOf("search.pin", &x.pin),
			columnOf("search.pair", &x.pair), columnOf("search.origin", &x.origin), columnOf("search.text.at", &x.textAt), columnOf("search.unit.at", &x.unitAt),
			columnOf("search.text", &x.text), columnOf("search.units", &x.units)},
		list("search.readings", units), list("search.words", &v.words), {columnOf("search.words.sig", &v.sig)},
	} {
		all = append(all, part...)
	}
	return all
}

// Sections answers the graph as sections, which share its memory. It indexes the
// names if that has not been done yet. Attached texts are not part of it.
func (g *Graph) Sections() ([]Section, error) {
	if err := littleEndian(); err != nil {
		return nil, err
	}
	x, v := g.search.table(), g.search.vocabulary()
	m := model{Version: g.version, Ontology: g.onto, Unsearched: x.tooLong}
	for _, r := range g.relations {
		m.Relations = append(m.Relations, modelRelation{r.id, r.label, r.core, r.indicator})
	}
	encoded, err := json.Marshal(m)
	if err != nil {
		return nil, err
	}
	units := x.pinyin.encode()
	sections := []Section{{modelSection, encoded}}
	for _, c := range g.columns(x, v, &units) {
		sections = append(sections, Section{c.name, c.data})
	}
	return sections, nil
}

// SectionError says which section does not fit the others.
type SectionError struct {
	Section string
	Why     string
}

func (e *SectionError) Error() string { return fmt.Sprintf("section %s: %s", e.Section, e.Why) }

// FromSections makes a graph that lies in the memory of the sections, which must
// not change afterwards: nothing is copied but the model. It looks at the shape
// of the sections, not at all they hold; whoever read them vouches for that. It
// answers a *SectionError.
func FromSections(sections []Section, documents ...*Document) (*Graph, error) {
	if err := littleEndian(); err != nil {
		return nil, err
	}
	held := make(map[string][]byte, len(sections))
	for _, s := range sections {
		held[s.Name] = s.Data
	}
	encoded, ok := held[modelSection]
	if !ok {
		return nil, &SectionError{modelSection, "it is missing"}
	}
	var m model
	if err := json.Unmarshal(encoded, &m); err != nil || m.Ontology == nil {
		return nil, &SectionError{modelSection, "it is no model"}
	}
	g := &Graph{version: m.Version, relAt: map[string]uint16{}, documents: map[string]*Document{},
		onto: NewOntology(m.Ontology.Types, m.Ontology.Relations, m.Ontology.Qualifiers, m.Ontology.Units)}
	for i, r := range m.Relations {
		g.relations = append(g.relations, relationInfo{r.ID, r.Label, r.Core, r.Indicator, g.onto.relation(r.ID)})
		g.relAt[r.ID] = uint16(i)
	}
	for _, d := range documents {
		g.documents[d.Source] = d
	}
	x, v, units := &searchTable{tooLong: m.Unsearched}, &searchVocabulary{}, texts{}
	for _, c := range g.columns(x, v, &units) {
		data, ok := held[c.name]
		if !ok {
			return nil, &SectionError{c.name, "it is missing"}
		}
		if err := c.set(data); err != nil {
			return nil, &SectionError{c.name, err.Error()}
		}
	}
	if err := g.checkShape(x); err != nil {
		return nil, err
	}
	if err := x.pinyin.decode(&units); err != nil {
		return nil, err
	}
	g.search = searchIndex{table: func() *searchTable { return x }, vocabulary: func() *searchVocabulary { return v }}
	return g, nil
}

// checkShape holds the lengths of the columns against each other.
func (g *Graph) checkShape(x *searchTable) error {
	n, s := g.records.len(), len(g.sid)
	if int(nameRelation) >= len(g.relations) || g.relations[nameRelation].id != RelName {
		return &SectionError{modelSection, "its relations are not in the order expected"}
	}
	for _, c := range []struct {
		name      string
		have, due int
	}{
		{"entity.type", len(g.typ), n}, {"entity.state", len(g.state), n}, {"entity.former.to", len(g.formerTo), g.former.len()},
		{"adjacency.out.at", len(g.outAt), n + 1}, {"adjacency.in.at", len(g.inAt), n + 1}, {"adjacency.values.at", len(g.valAt), n + 1},
		{"adjacency.hubs.bound", len(g.hubs.bound), len(g.hubs.keys) + 1},
		{"statement.subject", len(g.subj), s}, {"statement.relation", len(g.rel), s}, {"statement.object", len(g.obj), s}, {"statement.state", len(g.flags), s},
		{"search.gram", len(x.gram), len(x.sig)}, {"search.pin", len(x.pin), len(x.sig)}, {"search.pair", len(x.pair), len(x.sig)}, {"search.origin", len(x.origin), len(x.sig)},
	} {
		if c.have != c.due {
			return &SectionError{c.name, fmt.Sprintf("it holds %d elements, and %d are due", c.have, c.due)}
		}
	}
	if g.detail != nil && len(g.detail) != s {
		return &SectionError{"statement.detail", fmt.Sprintf("it holds %d elements, and %d are due", len(g.detail), s)}
	}
	if size := len(g.index); size&(size-1) != 0 || size < 2*n || size == 0 {
		return &SectionError{"entity.index", "its size does not fit the number of entities"}
	}
	for _, t := range []struct {
		name string
		t    *texts
	}{{"entity.records", &g.records.texts}, {"entity.former", &g.former}, {"statement.values", &g.values}, {"statement.details", &g.details}} {
		if b := t.t.bound; len(b) > 0 && (b[0] != 0 || b[len(b)-1] != uint64(len(t.t.data))) || len(b) == 0 && len(t.t.data) > 0 {
			return &SectionError{t.name, "its bounds do not fit its length"}
		}
	}
	if uint64(g.outAt[n]) != uint64(len(g.out)) || uint64(g.inAt[n]) != uint64(len(g.in)) || uint64(g.valAt[n]) != uint64(len(g.vals)) {
		return &SectionError{"adjacency.out.at", "the bounds of the adjacency do not fit its length"}
	}
	return nil
}

func littleEndian() error {
	if binary.NativeEndian.Uint16([]byte{1, 0}) != 1 {
		return fmt.Errorf("snapshots need a little-endian machine, which this is not")
	}
	return nil
}
