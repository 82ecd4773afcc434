package seeds

import (
	"bytes"
	"fmt"
	"unicode"
	"unicode/utf8"

	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/token"

	"github.com/innograph/innograph/graph"
)

// The bounds that a file must keep. The YAML parser takes time that grows with
// the square, or worse, of some of these, so they are checked before it runs.
const (
	MaxFileSize   = 512 << 10 // bytes
	MaxNesting    = 16        // lists and mappings inside one another
	MaxBlankLines = 50        // in a row
	maxTokens     = 150_000
	maxKeys       = 1_000         // of one block mapping
	maxEmpty      = 1_000         // keys and list entries without a value
	maxKeyLength  = graph.MaxSlug // qualifiers are keys, and their ids are slugs
	maxAngles     = 64            // “<” in a row
	maxReported   = 20            // mistakes of this kind that are worth reporting
)

// Prescan checks, in time that grows linearly with the data, whether data may be
// given to the YAML parser at all: its size and nesting, valid UTF-8 without
// control characters and without characters that reverse the direction of text,
// no tabs, and none of the features that packs do not use (anchors, aliases,
// tags, merge keys, directives, complex keys, several documents). It answers
// [Errors] whose problems have no file name.
func Prescan(data []byte) error {
	d := &document{data: data}
	d.scan()
	if len(d.problems) > 0 {
		return d.problems.sorted()
	}
	return nil
}

// scan reports what Prescan describes and, where it found nothing to report,
// returns the tokens. It drops the byte order mark and turns CRLF into LF, which
// changes no line and no column.
func (d *document) scan() token.Tokens {
	if len(d.data) > MaxFileSize {
		d.problemAt(1, 1, "the file has more than %d bytes; split it", MaxFileSize)
		return nil
	}
	d.data = bytes.TrimPrefix(d.data, []byte("\uFEFF"))
	if d.scanBytes(); len(d.problems) > 0 {
		return nil
	}
	d.data = bytes.ReplaceAll(d.data, []byte("\r\n"), []byte("\n"))
	tokens := lexer.Tokenize(string(d.data))
	if d.scanTokens(tokens); len(d.problems) > 0 {
		return nil
	}
	return tokens
}

// scanBytes reports the first bad character of each line.
func (d *document) scanBytes() {
	line, blank := 0, 0
	for rest := d.data; len(rest) > 0 && len(d.problems) < maxReported; {
		line++
		text := rest
		if i := bytes.IndexByte(rest, '\n'); i >= 0 {
			text, rest = rest[:i], rest[i+1:]
			text = bytes.TrimSuffix(text, []byte("\r"))
		} else {
			rest = nil
		}
		if column, why := badCharacter(text); why != "" {
			d.problemAt(line, column, "%s", why)
		}
		if len(bytes.Trim(text, " ")) > 0 {
			blank = 0
		} else if blank++; blank == MaxBlankLines+1 {
			d.problemAt(line, 1, "more than %d blank lines in a row", MaxBlankLines)
		}
	}
}

// badCharacter finds the first character that no file may hold.
func badCharacter(line []byte) (column int, why string) {
	indent, angles := true, 0
	for i := 0; i < len(line); {
		column++
		r, size := utf8.DecodeRune(line[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			return column, fmt.Sprintf("the byte 0x%02x is not valid UTF-8", line[i])
		case r == '\t' && indent:
			return column, "a tab in the indentation: indent with spaces"
		case r == '\t':
			return column, `a tab: write a space or, inside double quotes, \t`
		}
		if why := badRune(r); why != "" {
			return column, why
		}
		if r != '<' {
			angles = 0
		} else if angles++; angles > maxAngles {
			return column, fmt.Sprintf("more than %d “<” in a row", maxAngles)
		}
		indent = indent && r == ' '
		i += size
	}
	return 0, ""
}

// badRune says why a character may stand neither in a file nor, by way of an
// escape, in a text; "" where it may. Tab and line feed are left to the caller.
func badRune(r rune) string {
	switch {
	case r == '\r':
		return "a carriage return that does not end a line"
	case isBidi(r):
		return fmt.Sprintf("the character U+%04X, which changes the direction of writing, so that a line reads differently from what it says", r)
	case r == '\uFEFF':
		return "a byte order mark (U+FEFF) that is not at the start of the file"
	case r == '\u2028' || r == '\u2029' || unicode.IsControl(r) && r != '\t' && r != '\n':
		return fmt.Sprintf("the control character U+%04X", r)
	}
	return ""
}

// isBidi reports whether r is one of the invisible characters that control the
// direction of writing (Unicode Standard Annex 9).
func isBidi(r rune) bool { return unicode.Is(unicode.Bidi_Control, r) }
