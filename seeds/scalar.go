package seeds

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"
)

type scalarKind uint8

const (
	textScalar scalarKind = iota + 1
	integerScalar
	decimalScalar
	booleanScalar
	nullScalar
)

// scalar is a single value of any kind. Its kind is 0 where it is not given or
// not usable; the latter has been reported.
type scalar struct {
	mark
	kind scalarKind
	s    string // the text, or the number as written
	i    int64
	f    float64
	b    bool
}

// numberForm is that of JSON, so that no reader takes 010 or 1_000 for another
// number.
var numberForm = regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$`)

func (v *scalar) decode(d decoder, n ast.Node, f *field) {
	v.mark = d.mark(n)
	switch n := n.(type) {
	case *ast.StringNode:
		v.setText(n.Value, f)
	case *ast.LiteralNode:
		v.setText(n.Value.Value, f)
	case *ast.BoolNode:
		v.kind, v.b = booleanScalar, n.Value
	case *ast.NullNode:
		v.kind = nullScalar
	case *ast.IntegerNode, *ast.FloatNode, *ast.InfinityNode, *ast.NanNode:
		v.setNumber(n.GetToken(), f)
	default:
		v.problem("%s must be a single value, found %s", f.name, describe(n))
	}
}

func (v *scalar) setText(s string, f *field) {
	if why := badText(s); why != "" {
		v.problem("%s holds %s", f.name, why)
		return
	}
	v.kind, v.s = textScalar, s
}

func (v *scalar) setNumber(tk *token.Token, f *field) {
	v.s = tk.Value
	if !numberForm.MatchString(v.s) {
		v.problem("%s: %q is not a number in its plain form (such as 14, -3 or 0.5); if it is text, put it in quotes", f.name, v.s)
		return
	}
	var err error
	if strings.ContainsAny(v.s, ".eE") {
		v.kind = decimalScalar
		v.f, err = strconv.ParseFloat(v.s, 64)
	} else {
		v.kind = integerScalar
		v.i, err = strconv.ParseInt(v.s, 10, 64)
	}
	if err != nil {
		v.kind = 0
		v.problem("%s: the number %s is out of range", f.name, v.s)
	}
}

// String is the scalar as messages show it.
func (v scalar) String() string {
	switch v.kind {
	case textScalar:
		return fmt.Sprintf("the text %q", v.s)
	case integerScalar, decimalScalar:
		return "the number " + v.s
	case booleanScalar:
		return strconv.FormatBool(v.b)
	}
	return "nothing"
}

// toggle is true or false.
type toggle struct {
	mark
	on bool
}

func (v *toggle) decode(d decoder, n ast.Node, f *field) {
	v.mark = d.mark(n)
	b, ok := n.(*ast.BoolNode)
	if !ok {
		v.problem("%s must be true or false, found %s", f.name, describe(n))
		return
	}
	v.on = b.Value
}

// describe is what messages call a node that is of the wrong kind.
func describe(n ast.Node) string {
	switch n := n.(type) {
	case nil:
		return "nothing"
	case *ast.MappingNode, *ast.MappingValueNode:
		return "a mapping"
	case *ast.SequenceNode:
		return "a list"
	case *ast.StringNode, *ast.LiteralNode:
		return "text"
	case *ast.BoolNode:
		return strconv.FormatBool(n.Value)
	case *ast.NullNode:
		return "nothing"
	case *ast.IntegerNode, *ast.FloatNode, *ast.InfinityNode, *ast.NanNode:
		return "the number " + n.GetToken().Value
	}
	return "something else (" + strings.ToLower(n.Type().String()) + ")"
}
