package http

import (
	"encoding/csv"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
)

// inertXML expects elements and attributes that do nothing, no document type and
// no processing instruction but that of XML itself.
func inertXML(t *testing.T, what, body string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(body))
	d.Strict = true
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Errorf("%s is no XML: %v", what, err)
			return
		}
		switch x := token.(type) {
		case xml.Directive:
			t.Errorf("%s has the directive %q", what, x)
		case xml.ProcInst:
			if x.Target != "xml" {
				t.Errorf("%s has the instruction %q", what, x.Target)
			}
		case xml.StartElement:
			if slices.Contains([]string{"script", "foreignobject", "iframe", "img", "image", "object", "embed", "use", "animate", "set", "b"}, strings.ToLower(x.Name.Local)) {
				t.Errorf("%s has the element %s", what, x.Name.Local)
			}
			for _, a := range x.Attr {
				if strings.HasPrefix(strings.ToLower(a.Name.Local), "on") || a.Name.Local == "href" && !strings.HasPrefix(a.Value, "#") && !strings.HasPrefix(a.Value, "/") {
					t.Errorf("%s has the attribute %s=%q", what, a.Name.Local, a.Value)
				}
			}
		}
	}
}

// inertCSV expects cells that no spreadsheet takes for a formula.
func inertCSV(t *testing.T, what, body string) {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(body, "\uFEFF"))).ReadAll()
	if err != nil {
		t.Errorf("%s is no CSV: %v", what, err)
	}
	for _, row := range rows {
		for _, cell := range row {
			if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
				t.Errorf("%s has the cell %q", what, cell)
			}
		}
	}
}

// inertDOT expects quotation marks that all are closed: outside of them are only
// ids, attributes and punctuation.
func inertDOT(t *testing.T, what, body string) {
	t.Helper()
	quoted, outside := false, strings.Builder{}
	for i := 0; i < len(body); i++ {
		switch c := body[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case !quoted:
			outside.WriteByte(c)
		}
	}
	if quoted {
		t.Errorf("%s has a text without end", what)
	}
	for _, bad := range []string{"injected", "script", "<", "URL", "href", "cmd"} {
		if strings.Contains(outside.String(), bad) {
			t.Errorf("%s has %s outside of a text", what, bad)
		}
	}
}
