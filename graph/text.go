package graph

// Text is a label in the two languages that every answer carries.
type Text struct {
	Zh string `json:"zh"`
	En string `json:"en"`
}

// In returns the label in lang ("zh" or "en"), or the other language's label
// where that one is empty.
func (t Text) In(lang string) string {
	if lang == "en" && t.En != "" || t.Zh == "" {
		return t.En
	}
	return t.Zh
}

// IsZero reports whether neither language has a label.
func (t Text) IsZero() bool { return t.Zh == "" && t.En == "" }
