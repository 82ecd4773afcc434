package seeds

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// document is one file and the mistakes found in it. During decoding a document
// belongs to one goroutine.
type document struct {
	name     string // as people know it
	data     []byte
	lines    [][]rune // made when first needed
	problems Errors
	broken   bool // it could not be parsed, so what it declares is not known
}

// mark is a place in a document. The zero mark is no place.
type mark struct {
	doc          *document
	line, column int
}

func (m *mark) setMark(at mark)   { *m = at }
func (m mark) set() bool          { return m.line > 0 }
func (m mark) position() Position { return Position{m.doc.name, m.line, m.column} }
func (m mark) String() string     { return m.position().String() }

// problem reports a mistake at the place.
func (m mark) problem(format string, args ...any) { m.suggest(nil, format, args...) }

// suggest reports a mistake at the place, with what may have been meant.
func (m mark) suggest(names []string, format string, args ...any) {
	line := m.doc.line(m.line)
	// The parser places an absent value behind the end of its line.
	column := min(m.column, len(line)+1)
	m.doc.problems = append(m.doc.problems, Problem{
		File: m.doc.name, Line: m.line, Column: column,
		Message: fmt.Sprintf(format, args...), Suggest: names,
		Excerpt: excerpt(line, column),
	})
}

func (d *document) problemAt(line, column int, format string, args ...any) {
	mark{d, line, column}.problem(format, args...)
}

// line is the text of a line, from 1, without its end.
func (d *document) line(n int) []rune {
	if d.lines == nil {
		for _, line := range bytes.Split(d.data[:min(len(d.data), MaxFileSize)], []byte("\n")) {
			d.lines = append(d.lines, []rune(string(bytes.TrimSuffix(line, []byte("\r")))))
		}
	}
	if n < 1 || n > len(d.lines) {
		return nil
	}
	return d.lines[n-1]
}

// parse returns the root of the document, or nil after it has reported why there
// is none.
func (d *document) parse() ast.Node {
	tokens := d.scan()
	if len(d.problems) > 0 {
		d.broken = true
		return nil
	}
	file, err := parseTokens(tokens)
	if err != nil {
		d.broken = true
		d.syntaxProblem(err)
		return nil
	}
	for _, doc := range file.Docs {
		if doc.Body != nil {
			return doc.Body
		}
	}
	d.problemAt(1, 1, "the file is empty")
	return nil
}

// parseTokens runs the parser. Duplicate keys are left to the decoder, which
// reports all of them. The parser is known to panic on some broken inputs.
func parseTokens(tokens token.Tokens) (file *ast.File, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("this YAML cannot be read (%v)", r)
		}
	}()
	return parser.Parse(tokens, 0, parser.AllowDuplicateMapKey())
}

// syntaxProblem reports the parser's error at its token.
func (d *document) syntaxProblem(err error) {
	var at interface {
		GetMessage() string
		GetToken() *token.Token
	}
	message, line, column := "", 1, 1
	if !errors.As(err, &at) {
		message = err.Error()
	} else {
		message = at.GetMessage() // Error would print the whole neighborhood
		if tk := at.GetToken(); tk != nil && tk.Position != nil {
			line, column = tk.Position.Line, tk.Position.Column
		}
	}
	d.problemAt(max(line, 1), max(column, 1), "YAML: %s", message)
}

var declaredID = regexp.MustCompile(`(?m)(?:^|[{,-])[ \t]*"?id"?[ \t]*:[ \t]*["']?([A-Za-z0-9-]+)`)

// declared guesses which ids a document that cannot be parsed declares, so that
// the use of them elsewhere is not reported as well.
func (d *document) declared() []string {
	var ids []string
	if len(d.data) <= MaxFileSize {
		for _, m := range declaredID.FindAllSubmatch(d.data, -1) {
			ids = append(ids, string(m[1]))
		}
	}
	return ids
}
