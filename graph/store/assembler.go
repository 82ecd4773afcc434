package store

import (
	"github.com/cayleygraph/quad"

	"github.com/innograph/innograph/graph"
)

// assembler puts statements together from a stream of quads in which those of
// one statement follow one another, as every row writes them.
type assembler struct {
	quads []quad.Quad // of the statement that has begun
}

// add takes one quad. When it begins another statement, the one before is
// finished and returned.
func (a *assembler) add(q quad.Quad) (s graph.Statement, finished bool, err error) {
	if len(a.quads) > 0 && q.Label != a.quads[0].Label {
		s, finished, err = a.flush()
	}
	a.quads = append(a.quads, q)
	return s, finished, err
}

// flush finishes the statement that has begun, if one has.
func (a *assembler) flush() (s graph.Statement, finished bool, err error) {
	if len(a.quads) == 0 {
		return s, false, nil
	}
	s, err = decodeStatement(a.quads)
	a.quads = a.quads[:0]
	return s, err == nil, err
}
