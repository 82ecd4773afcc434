package export

import (
	"math"
	"strconv"

	"github.com/innograph/innograph/graph"
)

// jsonWriter appends JSON (RFC 8259) to an out. It places the commas; its caller
// keeps brackets and keys in order. Its output is what encoding/json gives
// without HTML escaping, byte for byte.
type jsonWriter struct {
	*out
	comma bool // a value has been written that the next one must be set off from
}

func (j *jsonWriter) next() {
	if j.comma {
		j.buf = append(j.buf, ',')
	}
	j.comma = true
}

// open begins an object or an array.
func (j *jsonWriter) open(bracket byte) {
	j.next()
	j.buf = append(j.buf, bracket)
	j.comma = false
}

// end closes what open began.
func (j *jsonWriter) end(bracket byte) {
	j.buf = append(j.buf, bracket)
	j.comma = true
}

// key begins a member whose name needs no escaping.
func (j *jsonWriter) key(name string) {
	if j.comma {
		j.buf = append(j.buf, ',')
	}
	j.buf = append(j.buf, '"')
	j.buf = append(j.buf, name...)
	j.buf = append(j.buf, '"', ':')
	j.comma = false
}

// members writes members that are encoded already, without their braces.
func (j *jsonWriter) members(encoded []byte) {
	if j.comma {
		j.buf = append(j.buf, ',')
	}
	j.buf = append(j.buf, encoded...)
	j.comma = true
}

// anyKey begins a member with any name.
func (j *jsonWriter) anyKey(name string) {
	if j.comma {
		j.buf = append(j.buf, ',')
	}
	j.buf = append(graph.AppendJSONString(j.buf, name), ':')
	j.comma = false
}

func (j *jsonWriter) text(s string) {
	j.next()
	j.buf = graph.AppendJSONString(j.buf, s)
}

func (j *jsonWriter) int(n int) {
	j.next()
	j.putInt(n)
}

func (j *jsonWriter) bool(b bool) {
	j.next()
	j.buf = strconv.AppendBool(j.buf, b)
}

func (j *jsonWriter) null() {
	j.next()
	j.put("null")
}

// float writes a finite number as ES6 does; others have no JSON and are null.
func (j *jsonWriter) float(f float64) {
	if math.IsInf(f, 0) || math.IsNaN(f) {
		j.null()
		return
	}
	j.next()
	format := byte('f')
	if abs := math.Abs(f); abs != 0 && (abs < 1e-6 || abs >= 1e21) {
		format = 'e'
	}
	j.buf = strconv.AppendFloat(j.buf, f, format, -1, 64)
	if n := len(j.buf); format == 'e' && n >= 4 && j.buf[n-4] == 'e' && j.buf[n-3] == '-' && j.buf[n-2] == '0' {
		j.buf = append(j.buf[:n-2], j.buf[n-1]) // e-09 is e-9
	}
}

func (j *jsonWriter) textField(name, s string)    { j.key(name); j.text(s) }
func (j *jsonWriter) intField(name string, n int) { j.key(name); j.int(n) }

func (j *jsonWriter) texts(list []string) {
	j.open('[')
	for _, s := range list {
		j.text(s)
	}
	j.end(']')
}

func (j *jsonWriter) ints(list []int) {
	j.open('[')
	for _, n := range list {
		j.int(n)
	}
	j.end(']')
}
