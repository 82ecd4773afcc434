package graph

import (
	"fmt"
	"strings"
)

// Status says how real a statement is according to its source.
type Status uint8

// The statuses, from what is there to what is not.
const (
	Existing   Status = iota // it is so
	InProgress               // it is being done
	Planned                  // it has been decided on
	Aspired                  // it is striven for, without a promise (争取, 争创, 力争)
	Explored                 // it is only to be looked into (探索)
	Absent                   // the source says that it is not there
)

var statusNames = [...]string{"existing", "in-progress", "planned", "aspired", "explored", "absent"}

// StatusNames lists every status in its fixed order.
func StatusNames() []string { return statusNames[:] }

func (s Status) String() string {
	if int(s) < len(statusNames) {
		return statusNames[s]
	}
	return fmt.Sprintf("status(%d)", uint8(s))
}

// ParseStatus reads a status by its name.
func ParseStatus(name string) (Status, error) {
	i, err := parseName("status", name, statusNames[:])
	return Status(i), err
}

// MarshalText writes the name.
func (s Status) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads the name.
func (s *Status) UnmarshalText(b []byte) (err error) { *s, err = ParseStatus(string(b)); return err }

// Basis says whether the source states a thing or whoever made the pack
// concluded it from the source.
type Basis uint8

// The two bases.
const (
	Stated Basis = iota
	Inferred
)

var basisNames = [...]string{"stated", "inferred"}

// BasisNames lists every basis in its fixed order.
func BasisNames() []string { return basisNames[:] }

func (b Basis) String() string {
	if int(b) < len(basisNames) {
		return basisNames[b]
	}
	return fmt.Sprintf("basis(%d)", uint8(b))
}

// ParseBasis reads a basis by its name.
func ParseBasis(name string) (Basis, error) {
	i, err := parseName("basis", name, basisNames[:])
	return Basis(i), err
}

// MarshalText writes the name.
func (b Basis) MarshalText() ([]byte, error) { return []byte(b.String()), nil }

// UnmarshalText reads the name.
func (b *Basis) UnmarshalText(t []byte) (err error) { *b, err = ParseBasis(string(t)); return err }

// Direction says which way statements are followed from an entity.
type Direction uint8

// The directions.
const (
	Both Direction = iota
	Out
	In
)

var directionNames = [...]string{"both", "out", "in"}

// DirectionNames lists every direction, the default first.
func DirectionNames() []string { return directionNames[:] }

func (d Direction) String() string {
	if int(d) < len(directionNames) {
		return directionNames[d]
	}
	return fmt.Sprintf("direction(%d)", uint8(d))
}

// ParseDirection reads a direction by its name; the empty name is Both.
func ParseDirection(name string) (Direction, error) {
	if name == "" {
		return Both, nil
	}
	i, err := parseName("direction", name, directionNames[:])
	return Direction(i), err
}

func (d Direction) reverse() Direction {
	switch d {
	case Out:
		return In
	case In:
		return Out
	}
	return Both
}

// parseName finds name among names, folding case, or answers an *Error of kind
// Invalid that lists what was expected.
func parseName(param, name string, names []string) (int, error) {
	for i, n := range names {
		if strings.EqualFold(n, name) {
			return i, nil
		}
	}
	return 0, &Error{Kind: Invalid, Issues: []Issue{{
		Param: param, Value: name,
		Message: fmt.Sprintf("unknown %s %q; expected one of %s", param, name, strings.Join(names, ", ")),
		Suggest: Nearest(name, names, 3),
	}}}
}
