package graph

// NeighborhoodQuery asks for the ego network of an entity: the entities within
// Depth hops and the edges that lead to them.
type NeighborhoodQuery struct {
	ID          string
	Depth       int // 1 to MaxDepth; 0 means 1
	Direction   Direction
	Filter      Filter
	Limit       int    // nodes per page, the entity itself not counted; 1 to MaxNodes; 0 means DefaultNodes
	PerRelation int    // edges per relation and direction of each expanded entity; 0 means no bound
	Induced     bool   // also the edges among the outermost entities
	Cursor      string // from Meta.NextCursor
}

// PathMode is the kind of paths asked for.
type PathMode uint8

// The modes.
const (
	Shortest    PathMode = iota // one cheapest path
	AllShortest                 // every path that costs as little
	KShortest                   // the k cheapest simple paths
	SimplePaths                 // simple paths of at most MaxHops hops, cheapest first, at most k
)

var pathModeNames = [...]string{"shortest", "all-shortest", "k-shortest", "simple"}

// PathModeNames lists the modes, the default first.
func PathModeNames() []string { return pathModeNames[:] }

func (m PathMode) String() string { return pathModeNames[m] }

// ParsePathMode reads a mode by its name; the empty name is Shortest.
func ParsePathMode(name string) (PathMode, error) {
	if name == "" {
		return Shortest, nil
	}
	i, err := parseName("mode", name, pathModeNames[:])
	return PathMode(i), err
}

// CostModel is what a hop costs.
type CostModel uint8

// The cost models.
const (
	HopCost        CostModel = iota // every hop costs 1
	HubCost                         // a hop into an intermediate entity of degree d costs 1 + log2(1+d)/4, so paths avoid hubs
	ConfidenceCost                  // a hop costs what its surest edge costs: 1 for existing and stated, more for the less sure
)

var costNames = [...]string{"hops", "hub", "confidence"}

// CostNames lists the cost models, the default first.
func CostNames() []string { return costNames[:] }

func (c CostModel) String() string { return costNames[c] }

// ParseCost reads a cost model by its name; the empty name is HopCost.
func ParseCost(name string) (CostModel, error) {
	if name == "" {
		return HopCost, nil
	}
	i, err := parseName("cost", name, costNames[:])
	return CostModel(i), err
}

// PathQuery asks for paths between two entities. Paths are simple: no entity
// twice. They are ordered by cost, then length, then the ids along them.
type PathQuery struct {
	From, To  string
	Mode      PathMode
	K         int // for KShortest and SimplePaths, and the most for AllShortest; 1 to MaxK; 0 means DefaultK
	MaxHops   int // 1 to MaxHops; 0 means no bound, or DefaultSimpleHops for SimplePaths
	Direction Direction
	Filter    Filter
	Via       []string // entities that every path passes, in any order
	Avoid     []string // entities that no path passes
	Cost      CostModel
}

// ListQuery asks for entities by what is said of them.
type ListQuery struct {
	Filter  string // see ParseListFilter
	Sort    string // comma-separated keys: id, name, name.en, type, status, degree, an indicator; "-" reverses
	GroupBy string // type, status, basis, or a relation's id; empty: no groups
	Limit   int    // 1 to MaxList; 0 means DefaultList
	Cursor  string
}

// List is the answer to a ListQuery.
type List struct {
	Entities []Node
	Groups   []Group // nil unless asked for; most members first, then by value
	Meta     Meta
}

// Group counts the listed entities that share a value.
type Group struct {
	Value string `json:"value"` // a type, status, basis or entity id; "" for entities without one
	Label Text   `json:"label"`
	Count int    `json:"count"`
}

// SearchQuery asks for entities by name.
type SearchQuery struct {
	Text  string   // zh, en, pinyin, initials, printed variants, half-typed
	Types []string // as Filter.Types
	Limit int      // 1 to MaxSearch; 0 means DefaultSearch
}

// SearchResult is the answer to a SearchQuery, best first.
type SearchResult struct {
	Hits []Hit
	Meta Meta
}

// Hit is an entity that was found.
type Hit struct {
	ID      string  `json:"id"`
	Type    string  `json:"type"`
	Name    Text    `json:"name"`
	Matched string  `json:"matched"` // the name, alias or printed form that matched
	Score   float64 `json:"score"`   // above 0, at most 1
}

// Bounds of the queries. What is outside them is refused, never clamped.
const (
	MaxDepth          = 6
	DefaultNodes      = 200
	MaxNodes          = 5000
	MaxPerRelation    = 5000
	DefaultK          = 10
	MaxK              = 200
	MaxHops           = 32
	DefaultSimpleHops = 6
	MaxVia            = 8
	MaxIDs            = 1000 // of Induced, and of Avoid
	DefaultList       = 50
	MaxList           = 1000
	MaxShown          = 20_000 // statements of an EntityView
	DefaultSearch     = 10
	MaxSearch         = 100
	MaxQueryText      = 200 // characters of SearchQuery.Text
	MaxFilterText     = 2000
)

// StatementView is a statement with the names that a reader needs.
type StatementView struct {
	ID         string          `json:"id"`
	Subject    EntityRef       `json:"subject"`
	Relation   string          `json:"relation"`
	Label      Text            `json:"label"`
	Object     ObjectView      `json:"object"`
	Qualifiers []QualifierView `json:"qualifiers"`
	Status     Status          `json:"status"`
	Basis      Basis           `json:"basis"`
	Sentence   Text            `json:"sentence"` // the statement read aloud with its relation's template
	Evidence   []EvidenceView  `json:"evidence"`
}

// EntityRef names an entity.
type EntityRef struct {
	ID   string `json:"id"`
	Type string `json:"type"`
	Name Text   `json:"name"`
}

// ObjectView is a statement's object: an entity or a value.
type ObjectView struct {
	Entity *EntityRef `json:"entity,omitempty"`
	Value  *Value     `json:"value,omitempty"`
}

// QualifierView is a qualifier with its label and, for an entity, its name.
type QualifierView struct {
	Name   string     `json:"name"`
	Label  Text       `json:"label"`
	Value  Value      `json:"value"`
	Entity *EntityRef `json:"entity,omitempty"`
}

// EvidenceView is a reference with the titles of its source and section and,
// where the text of the source is attached, the sentence that it names.
type EvidenceView struct {
	Source       string   `json:"source"`
	SourceName   Text     `json:"source_name"`
	Section      string   `json:"section"`
	SectionTitle Text     `json:"section_title"`
	Terms        []string `json:"terms"`
	Sentence     string   `json:"sentence,omitempty"`   // the sentence, joined where the file cuts it
	File         string   `json:"file,omitempty"`       // the source's file
	Span         *Span    `json:"span,omitempty"`       // of the sentence in the file
	TermSpans    []Span   `json:"term_spans,omitempty"` // of each term in the file, in their order
}

// EntityQuery asks for all that is said of an entity.
type EntityQuery struct {
	ID          string
	PerRelation int // statements shown per relation and direction; 0 means DefaultPerRelation
}

// DefaultPerRelation is how many statements per relation an entity shows.
const DefaultPerRelation = 50

// EntityView is an entity with its statements, observations and evidence.
type EntityView struct {
	Node
	Types        []string        `json:"types"` // its type and that type's ancestors, nearest first
	TypeLabel    Text            `json:"type_label"`
	Description  Text            `json:"description"`
	FormerIDs    []string        `json:"former_ids,omitempty"`
	Revision     string          `json:"revision"`     // names what is said about it; changes with every statement whose subject it is
	Out          []StatementView `json:"out"`          // statements about it whose object is an entity
	In           []StatementView `json:"in"`           // statements whose object it is
	Attributes   []StatementView `json:"attributes"`   // statements about it whose object is a value and whose relation is the ontology's
	Observations []StatementView `json:"observations"` // statements about it whose relation is an indicator; for an indicator, those that use it
	Evidence     []EvidenceView  `json:"evidence"`     // of the entity itself: its type and names
	Meta         Meta            `json:"meta"`
}

// SourceView is a document that statements refer to.
type SourceView struct {
	EntityRef
	Attributes []StatementView `json:"attributes"`
	Sections   []SectionView   `json:"sections"`
	Statements int             `json:"statements"` // statements that refer to it
}

// SectionView is a section of a source.
type SectionView struct {
	ID         string `json:"id"`
	Title      Text   `json:"title"`
	Heading    string `json:"heading,omitempty"` // as printed
	Statements int    `json:"statements"`        // statements that refer to it
}
