package graph

// Comparison is the answer to a CompareQuery: one table per indicator, by the
// ids of indicators or in the order asked for.
type Comparison struct {
	Indicators []IndicatorComparison `json:"indicators"`
	Meta       Meta                  `json:"meta"`
}

// IndicatorComparison is the table of one indicator.
type IndicatorComparison struct {
	Indicator EntityRef       `json:"indicator"`
	Label     Text            `json:"label"`
	Better    string          `json:"better" doc:"higher, lower or neither; empty where the graph does not say"`
	Unit      *UnitView       `json:"unit" doc:"the unit of all its absolute values; null where they have none or several"`
	Reference *EntityRef      `json:"reference" doc:"the place that derived values are relative to"`
	Ahead     *string         `json:"ahead" doc:"the place that is ahead of every other one; null where that cannot be said"`
	Rows      []ComparisonRow `json:"rows" doc:"ranked places first, then by id"`
	Groups    []RankedGroup   `json:"groups" doc:"the sets of values that are alike enough to be ranked, largest first"`
	Leads     []Lead          `json:"leads" doc:"who is ahead of whom, as far as that follows"`
	Warnings  []Remark        `json:"warnings" doc:"how the values are unlike or doubtful"`
}

// ComparisonRow is what there is of one place.
type ComparisonRow struct {
	Place           EntityRef        `json:"place"`
	Cells           []ComparisonCell `json:"cells" doc:"every observation, by kind as the ontology lists them"`
	Derived         []DerivedValue   `json:"derived" doc:"computed, not stated"`
	Rank            *int             `json:"rank" doc:"its rank in the first group it is in; null where it is not ranked"`
	NotRankedReason *Remark          `json:"not_ranked_reason" doc:"null where it is ranked"`
	Ahead           *string          `json:"ahead" doc:"the place that is ahead, this one or the reference; null where that cannot be said"`
	Lead            *Lead            `json:"lead" doc:"from what that follows"`
}

// ComparisonCell is one observation in a comparison.
type ComparisonCell struct {
	Observation
	Rank            *int    `json:"rank" doc:"among the values of its group; equal values share a rank"`
	Group           *int    `json:"group" doc:"the position of its group in groups"`
	NotRankedReason *Remark `json:"not_ranked_reason" doc:"null where it is ranked"`
}

// RankedGroup is a set of absolute values of different places with the same
// unit, status, period and scope.
type RankedGroup struct {
	Unit   *UnitView `json:"unit"`
	Status Status    `json:"status"`
	Period Period    `json:"period"`
	Places []string  `json:"places" doc:"by rank, then id"`
}

// DerivedValue is computed from stated values.
type DerivedValue struct {
	Derived    bool       `json:"derived" doc:"always true"`
	What       string     `json:"what" enum:"difference,ratio,growth" doc:"growth is the share by which the value rose over its period"`
	Value      float64    `json:"value" doc:"a ratio or growth has 6 significant digits"`
	Operator   string     `json:"operator" doc:"how the value relates to the truth"`
	Unit       *UnitView  `json:"unit" doc:"null for ratios and growth"`
	Formula    string     `json:"formula" doc:"as in 79 ÷ 14"`
	RelativeTo *EntityRef `json:"relative_to" doc:"null for growth"`
	Statements []string   `json:"statements" doc:"the observations that it is computed from"`
}

// Lead says that one place is ahead of another, and from what that follows.
type Lead struct {
	Ahead      string   `json:"ahead"`
	Behind     string   `json:"behind"`
	By         string   `json:"by" enum:"absolute,ratio,rank,growth,benchmark" doc:"the kind of value that it follows from; benchmark: a problem names the place as doing better"`
	Derived    bool     `json:"derived" doc:"false where two like values stand side by side"`
	Formula    string   `json:"formula"`
	Statements []string `json:"statements" doc:"what it follows from"`
}

// Remark is a warning or a reason: a code for programs, a text for readers and
// the statements concerned.
type Remark struct {
	Code       string   `json:"code"`
	Text       Text     `json:"text"`
	Statements []string `json:"statements"`
}

// unit is the unit of all absolute values, where they have the same.
func (t *table) unit() *UnitView {
	unit, any := "", false
	for _, r := range t.all {
		if r.kind != KindAbsolute {
			continue
		}
		if any && r.unit != unit {
			return nil
		}
		unit, any = r.unit, true
	}
	return t.g.unitView(unit)
}

func (g *Graph) unitView(id string) *UnitView {
	if id == "" {
		return nil
	}
	u, _ := g.onto.Unit(id)
	return &UnitView{ID: id, Label: u.Label}
}

func (g *Graph) statementID(s uint32) string { return encodeStatementID(g.sid[s]) }
