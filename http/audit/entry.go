package audit

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"
)

// Request is what is known of a request before it is worked on.
type Request struct {
	Time    time.Time // when it came; now where it is zero
	Key     string    // id of the key, "" where none was accepted
	KeyName string    // its name
	Client  string    // address
	Method  string
	Route   string // template; "" where none matched
	Path    string // as it was sent, escaped
	ID      string // request id
}

// line is a Request and its outcome as the log has it.
type line struct {
	Time      time.Time `json:"time"`
	Key       string    `json:"key,omitempty"`
	KeyName   string    `json:"key_name,omitempty"`
	Client    string    `json:"client"`
	Method    string    `json:"method"`
	Route     string    `json:"route"`
	Path      string    `json:"path"`
	Status    int       `json:"status"`
	RequestID string    `json:"request_id"`
	Change    uint64    `json:"change,omitempty"`
	Note      string    `json:"note,omitempty"`
}

// unknownOutcome is the note of a line that a crash left.
const unknownOutcome = "the server ended before it noted the outcome: the change may have been made or not"

// maxLine bounds a line, and so a slot of the pending file.
const maxLine = 4096

func (r Request) line(status int, change uint64) line {
	if r.Time.IsZero() {
		r.Time = time.Now()
	}
	return line{Time: r.Time.UTC(), Key: cut(r.Key, 64), KeyName: cut(r.KeyName, 400), Client: cut(r.Client, 100), Method: cut(r.Method, 32),
		Route: cut(r.Route, 200), Path: cut(r.Path, 1000), Status: status, RequestID: cut(r.ID, 64), Change: change}
}

// cut shortens a text to so many bytes of valid UTF-8, and says that it did.
func cut(s string, bytes int) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	if len(s) <= bytes {
		return s
	}
	s = s[:bytes]
	for !utf8.ValidString(s) {
		s = s[:len(s)-1]
	}
	return s + "…"
}

func (l line) encode() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(l); err != nil {
		return nil, err
	}
	if b.Len() > maxLine { // control characters become six bytes each
		l.Path, l.KeyName, l.Route = cut(l.Path, 100), cut(l.KeyName, 100), cut(l.Route, 100)
		b.Reset()
		if err := e.Encode(l); err != nil {
			return nil, err
		}
	}
	if b.Len() > maxLine {
		return nil, fmt.Errorf("a line of %d bytes is longer than the %d allowed", b.Len(), maxLine)
	}
	return b.Bytes(), nil
}
