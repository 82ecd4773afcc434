package export

import (
	"math"
	"strconv"
	"unicode/utf8"
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

// anyKey begins a member with any name.
func (j *jsonWriter) anyKey(name string) {
	if j.comma {
		j.buf = append(j.buf, ',')
	}
	j.buf = append(appendJSONString(j.buf, name), ':')
	j.comma = false
}

func (j *jsonWriter) text(s string) {
	j.next()
	j.buf = appendJSONString(j.buf, s)
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

const hexDigits = "0123456789abcdef"

// appendJSONString appends s quoted. U+2028 and U+2029 are escaped because
// JavaScript before ES2019 takes them for line ends.
func appendJSONString(b []byte, s string) []byte {
	b = append(b, '"')
	start := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= utf8.RuneSelf {
			r, size := utf8.DecodeRuneInString(s[i:])
			switch {
			case r == utf8.RuneError && size == 1:
				b = append(append(b, s[start:i]...), `\ufffd`...)
				start = i + size
			case r == '\u2028' || r == '\u2029':
				b = append(append(b, s[start:i]...), '\\', 'u', '2', '0', '2', hexDigits[r&0xf])
				start = i + size
			}
			i += size
			continue
		}
		if c >= ' ' && c != '"' && c != '\\' {
			i++
			continue
		}
		b = append(b, s[start:i]...)
		switch c {
		case '"', '\\':
			b = append(b, '\\', c)
		case '\b':
			b = append(b, '\\', 'b')
		case '\f':
			b = append(b, '\\', 'f')
		case '\n':
			b = append(b, '\\', 'n')
		case '\r':
			b = append(b, '\\', 'r')
		case '\t':
			b = append(b, '\\', 't')
		default:
			b = append(b, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&0xf])
		}
		i++
		start = i
	}
	return append(append(b, s[start:]...), '"')
}
