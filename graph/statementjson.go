package graph

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"time"
)

// statementJSON is a Statement as change sets and requests write it.
type statementJSON struct {
	ID         string      `json:"id,omitempty"`
	Subject    string      `json:"subject"`
	Relation   string      `json:"relation"`
	Object     Value       `json:"object"`
	Qualifiers []Qualifier `json:"qualifiers,omitempty"`
	Status     Status      `json:"status"`
	Basis      Basis       `json:"basis"`
	References []Reference `json:"references,omitempty"`
}

// MarshalJSON writes the plain form of a statement: names are ids, and values say
// their kind.
func (s Statement) MarshalJSON() ([]byte, error) { return json.Marshal(statementJSON(s)) }

// UnmarshalJSON reads that form. Members that it does not know are mistakes.
func (s *Statement) UnmarshalJSON(data []byte) error {
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	return d.Decode((*statementJSON)(s))
}

// UnmarshalJSON reads what MarshalJSON writes. Without a kind, a text, a whole
// number, another number, or true and false are values of the kind that they look
// like; an entity and a time must say that they are.
func (v *Value) UnmarshalJSON(data []byte) error {
	var w struct {
		Kind  string `json:"kind"`
		Value any    `json:"value"`
		Lang  string `json:"lang"`
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	d.DisallowUnknownFields()
	if err := d.Decode(&w); err != nil {
		return err
	}
	if w.Kind == "" {
		w.Kind = looksLike(w.Value).String()
	}
	kind, err := ParseValueKind(w.Kind)
	if err != nil {
		return err
	}
	if w.Lang != "" && kind != StringKind {
		return fmt.Errorf("a value of kind %s has no lang", kind)
	}
	parsed, ok := valueOfKind(kind, w.Value, w.Lang)
	if !ok {
		return fmt.Errorf("%s is no value of kind %s", strings.TrimSpace(string(data)), kind)
	}
	*v = parsed
	return nil
}

func looksLike(value any) ValueKind {
	switch x := value.(type) {
	case bool:
		return BooleanKind
	case json.Number:
		if _, err := x.Int64(); err == nil {
			return IntegerKind
		}
		return DecimalKind
	}
	return StringKind
}

func valueOfKind(kind ValueKind, value any, lang string) (Value, bool) {
	switch x := value.(type) {
	case string:
		switch kind {
		case EntityKind:
			return EntityValue(x), true
		case StringKind:
			return LangValue(x, lang), true
		case TimeKind:
			t, err := time.Parse(time.RFC3339Nano, x)
			return TimeValue(t), err == nil
		}
	case bool:
		return BooleanValue(x), kind == BooleanKind
	case json.Number:
		switch kind {
		case IntegerKind:
			n, err := x.Int64()
			return IntegerValue(n), err == nil
		case DecimalKind:
			f, err := x.Float64()
			return DecimalValue(f), err == nil && !math.IsInf(f, 0)
		}
	}
	return Value{}, false
}
