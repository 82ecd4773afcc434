package export

import "unicode/utf8"

const xmlHeader = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"

// attr appends ` name="value"`.
func (o *out) attr(name, value string) {
	o.put(" ", name, `="`)
	o.buf = appendXML(o.buf, value)
	o.put(`"`)
}

// text appends character data.
func (o *out) text(s string) { o.buf = appendXML(o.buf, s) }

// appendXML appends s so that it can stand in an element or between double
// quotes. White space other than the space is written as a reference, because a
// reader would turn it into spaces; so are the two characters that are line ends
// in XML 1.1. What is no character of XML 1.0 (section
// 2.2, Char) becomes U+FFFD: no reference may stand for it either.
func appendXML(b []byte, s string) []byte {
	start := 0
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		var with string
		switch {
		case r == '&':
			with = "&amp;"
		case r == '<':
			with = "&lt;"
		case r == '>':
			with = "&gt;"
		case r == '"':
			with = "&quot;"
		case r == '\t':
			with = "&#9;"
		case r == '\n':
			with = "&#10;"
		case r == '\r':
			with = "&#13;"
		case r == 0x85:
			with = "&#133;"
		case r == 0x2028:
			with = "&#8232;"
		case r < ' ' || r == 0xFFFE || r == 0xFFFF || r == utf8.RuneError && size == 1:
			with = "\uFFFD"
		}
		if with != "" {
			b = append(append(b, s[start:i]...), with...)
			start = i + size
		}
		i += size
	}
	return append(b, s[start:]...)
}
