package graph

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// ValueKind is the kind of a Value.
type ValueKind uint8

// The kinds of value, in the order in which values of different kinds sort.
const (
	EntityKind  ValueKind = iota // another entity, by its slug
	StringKind                   // text, with a language tag or without
	IntegerKind                  // a 64-bit integer
	DecimalKind                  // a finite 64-bit float
	BooleanKind
	TimeKind // an instant in UTC
)

var valueKindNames = [...]string{"entity", "string", "integer", "decimal", "boolean", "time"}

// ValueKindNames lists every kind in its fixed order.
func ValueKindNames() []string { return valueKindNames[:] }

func (k ValueKind) String() string {
	if int(k) < len(valueKindNames) {
		return valueKindNames[k]
	}
	return fmt.Sprintf("kind(%d)", uint8(k))
}

// ParseValueKind reads a kind by its name.
func ParseValueKind(name string) (ValueKind, error) {
	i, err := parseName("kind", name, valueKindNames[:])
	return ValueKind(i), err
}

// Value is the object of a statement or the value of a qualifier. Values are
// immutable and comparable with ==. The zero Value is the entity with no slug
// and is never valid in a statement.
type Value struct {
	text string
	lang string
	bits uint64
	kind ValueKind
}

// EntityValue refers to the entity with the given slug.
func EntityValue(slug string) Value { return Value{kind: EntityKind, text: slug} }

// StringValue is text without a language.
func StringValue(s string) Value { return Value{kind: StringKind, text: s} }

// LangValue is text in a language ("zh", "en").
func LangValue(s, lang string) Value { return Value{kind: StringKind, text: s, lang: lang} }

// IntegerValue is an integer.
func IntegerValue(n int64) Value { return Value{kind: IntegerKind, bits: uint64(n)} }

// DecimalValue is a finite decimal; NaN and infinities are refused when a
// statement is validated. Negative zero is stored as zero.
func DecimalValue(f float64) Value {
	if f == 0 {
		f = 0
	}
	return Value{kind: DecimalKind, bits: math.Float64bits(f)}
}

// BooleanValue is true or false.
func BooleanValue(b bool) Value {
	v := Value{kind: BooleanKind}
	if b {
		v.bits = 1
	}
	return v
}

// TimeValue is an instant, kept in UTC with nanoseconds.
func TimeValue(t time.Time) Value {
	return Value{kind: TimeKind, text: t.UTC().Format(time.RFC3339Nano)}
}

// Kind tells what the value is.
func (v Value) Kind() ValueKind { return v.kind }

// Entity returns the slug of an entity value.
func (v Value) Entity() (slug string, ok bool) { return v.text, v.kind == EntityKind }

// Lang returns the language tag of a string value, or "".
func (v Value) Lang() string { return v.lang }

// Integer returns the number of an integer value.
func (v Value) Integer() (int64, bool) { return int64(v.bits), v.kind == IntegerKind }

// Bool returns the truth of a boolean value.
func (v Value) Bool() (value, ok bool) { return v.bits == 1, v.kind == BooleanKind }

// Time returns the instant of a time value.
func (v Value) Time() (time.Time, bool) {
	if v.kind != TimeKind {
		return time.Time{}, false
	}
	t, err := time.Parse(time.RFC3339Nano, v.text)
	return t, err == nil
}

// Number returns an integer or decimal value as a float.
func (v Value) Number() (float64, bool) {
	switch v.kind {
	case IntegerKind:
		return float64(int64(v.bits)), true
	case DecimalKind:
		return math.Float64frombits(v.bits), true
	}
	return 0, false
}

// String is the value as a reader would write it, without its kind.
func (v Value) String() string {
	switch v.kind {
	case IntegerKind:
		return strconv.FormatInt(int64(v.bits), 10)
	case DecimalKind:
		return strconv.FormatFloat(math.Float64frombits(v.bits), 'f', -1, 64)
	case BooleanKind:
		return strconv.FormatBool(v.bits == 1)
	}
	return v.text
}

// Any is the value as a Go value: string, int64, float64, bool or, for a time,
// its RFC 3339 string.
func (v Value) Any() any {
	switch v.kind {
	case IntegerKind:
		return int64(v.bits)
	case DecimalKind:
		return math.Float64frombits(v.bits)
	case BooleanKind:
		return v.bits == 1
	}
	return v.text
}

// MarshalJSON writes {"kind":…,"value":…} and, where there is one, "lang".
func (v Value) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Kind  string `json:"kind"`
		Value any    `json:"value"`
		Lang  string `json:"lang,omitempty"`
	}{v.kind.String(), v.Any(), v.lang})
}

// CompareValues orders values by kind, then by number or text, then by language.
func CompareValues(a, b Value) int {
	if c := cmp.Compare(a.kind, b.kind); c != 0 {
		return c
	}
	switch a.kind {
	case IntegerKind:
		return cmp.Compare(int64(a.bits), int64(b.bits))
	case DecimalKind:
		return cmp.Compare(math.Float64frombits(a.bits), math.Float64frombits(b.bits))
	case BooleanKind:
		return cmp.Compare(a.bits, b.bits)
	}
	if c := strings.Compare(a.text, b.text); c != 0 {
		return c
	}
	return strings.Compare(a.lang, b.lang)
}
