package keys

import (
	"strings"

	"github.com/innograph/innograph/graph"
)

// Role is what the holder of a key may do. A role may do all that a lower one
// may.
type Role uint8

// The roles, from the lowest. The zero Role may nothing.
const (
	Reader Role = iota + 1 // reads
	Editor                 // changes the graph
	Admin                  // changes how the service works
)

var roleNames = []string{"reader", "editor", "admin"}

// RoleNames lists the names of the roles, from the lowest.
func RoleNames() []string { return append([]string(nil), roleNames...) }

// ParseRole reads the name of a role.
func ParseRole(name string) (Role, error) {
	for i, n := range roleNames {
		if n == name {
			return Role(i + 1), nil
		}
	}
	return 0, &graph.Error{Kind: graph.Invalid, Issues: []graph.Issue{{Param: "role", Value: name,
		Message: "role must be one of " + strings.Join(roleNames, ", "), Suggest: graph.Nearest(name, roleNames, 1)}}}
}

func (r Role) String() string {
	if r < Reader || r > Admin {
		return "none"
	}
	return roleNames[r-1]
}

// MarshalText writes the name.
func (r Role) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText reads a name.
func (r *Role) UnmarshalText(text []byte) (err error) {
	*r, err = ParseRole(string(text))
	return err
}
