package graph

// Meta says of an answer whether it is whole, what stopped it, what it cost and
// which version of the graph gave it.
type Meta struct {
	Complete   bool             `json:"complete" doc:"true when nothing that was asked for is missing"`
	StoppedBy  *StopReason      `json:"stopped_by" doc:"what cut the answer short; null when it is complete"`
	Visited    Visited          `json:"visited" doc:"the work done"`
	Totals     map[string]Total `json:"totals,omitempty" doc:"statements of the entity asked about, per relation, before any filter"`
	Total      *int             `json:"total,omitempty" doc:"how many results there are in all pages"`
	NextCursor string           `json:"next_cursor,omitempty" doc:"pass as cursor to get the next page"`
	Version    string           `json:"version" doc:"the version of the graph, a hash of its statements"`
}

// StopReason names what cut an answer short.
type StopReason string

// The reasons.
const (
	StoppedByLimit       StopReason = "limit"        // the limit on results was reached
	StoppedByPerRelation StopReason = "per_relation" // the limit per relation left edges out
	StoppedByK           StopReason = "k"            // there are more paths than k
	StoppedByBudget      StopReason = "budget"       // the work budget was used up: what is missing is not known
)

// StopReasons lists every reason.
func StopReasons() []string { return []string{"limit", "per_relation", "k", "budget"} }

// Visited counts the entities and the edges that a query looked at.
type Visited struct {
	Nodes int `json:"nodes"`
	Edges int `json:"edges"`
}

// Total counts the statements of an entity under one relation.
type Total struct {
	Out int `json:"out"`
	In  int `json:"in"`
}

func (m *Meta) stop(reason StopReason) {
	if m.StoppedBy == nil {
		m.StoppedBy = &reason
	}
	m.Complete = false
}
