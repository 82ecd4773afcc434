package http

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"
	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// What a body may be.
const (
	jsonType       = "application/json"
	mergePatchType = "application/merge-patch+json" // RFC 7396
	yamlType       = "application/yaml"             // RFC 9512
)

// maxNesting is how deep JSON of a client may be nested. No form of ours is a
// fifth of that.
const maxNesting = 32

// readBody reads the whole body of a request, which must be of one of the types.
// Where it cannot be read, that is answered.
func (s *Server) readBody(c *gin.Context, limit int64, types ...string) (body []byte, mediaType string, ok bool) {
	given := c.GetHeader("Content-Type")
	mediaType, params, err := mime.ParseMediaType(given)
	if charset := params["charset"]; err != nil || !slices.Contains(types, mediaType) || charset != "" && !strings.EqualFold(charset, "utf-8") {
		c.Header("Accept-Post", strings.Join(types, ", "))
		sendProblem(c, unsupportedMedia, fmt.Sprintf("the Content-Type is %q; this endpoint reads %s in UTF-8", cut(given, maxShown), strings.Join(types, " or ")))
		return nil, "", false
	}
	if e := c.GetHeader("Content-Encoding"); e != "" && !strings.EqualFold(e, "identity") {
		sendProblem(c, unsupportedMedia, fmt.Sprintf("the Content-Encoding is %q; bodies are read uncompressed", cut(e, maxShown)))
		return nil, "", false
	}
	body, err = io.ReadAll(http.MaxBytesReader(c.Writer, c.Request.Body, limit))
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		sendProblem(c, bodyTooLarge, fmt.Sprintf("the body has more than the %d bytes that this endpoint reads", limit))
		return nil, "", false
	case err != nil:
		panic(http.ErrAbortHandler) // the client broke off, or was too slow
	case len(bytes.TrimSpace(body)) == 0:
		sendProblem(c, malformedBody, "the body is empty")
		return nil, "", false
	}
	return body, mediaType, true
}

// readJSON reads a body into a form, strictly: duplicate and unknown members,
// invalid UTF-8 and deep nesting are mistakes.
func (s *Server) readJSON(c *gin.Context, limit int64, into any, types ...string) ([]byte, bool) {
	body, _, ok := s.readBody(c, limit, types...)
	if !ok {
		return nil, false
	}
	if m, bad := scanJSON(body); bad {
		sendProblem(c, malformedBody, m.Message, m)
		return nil, false
	}
	if into != nil && !decodeForm(c, body, into) {
		return nil, false
	}
	return body, true
}

// decodeForm puts JSON that was scanned into a form.
func decodeForm(c *gin.Context, body []byte, into any) bool {
	err := json.Unmarshal(body, into, json.RejectUnknownMembers(true))
	if err == nil {
		return true
	}
	m := Mistake{Location: "body", Message: "the body does not fit: " + err.Error()}
	var semantic *json.SemanticError
	if errors.As(err, &semantic) {
		m.Location += string(semantic.JSONPointer)
		m.Message = whyNot(semantic)
	}
	sendProblem(c, invalidBody, m.Message, m)
	return false
}

// whyNot says what is wrong without the names of Go's types.
func whyNot(e *json.SemanticError) string {
	at := string(e.JSONPointer)
	if at == "" {
		at = "the body"
	}
	if errors.Is(e.Err, json.ErrUnknownName) {
		return fmt.Sprintf("%s has a member that is not known here: %s", at, cut(e.JSONPointer.LastToken(), maxShown))
	}
	if e.Err != nil {
		return fmt.Sprintf("%s: %v", at, e.Err)
	}
	return fmt.Sprintf("%s cannot be a JSON %s", at, e.JSONKind)
}

// scanJSON walks through the tokens before anything is made of them: it tells
// syntax errors, duplicate names, invalid UTF-8, deep nesting and NUL, and where.
func scanJSON(body []byte) (m Mistake, bad bool) {
	d := jsontext.NewDecoder(bytes.NewReader(body))
	for {
		t, err := d.ReadToken()
		if err == io.EOF {
			return m, false
		}
		if err != nil {
			line, column := place(body, d.InputOffset())
			var syntactic *jsontext.SyntacticError
			why := err.Error()
			if errors.As(err, &syntactic) && syntactic.Err != nil {
				why = syntactic.Err.Error()
				line, column = place(body, syntactic.ByteOffset)
			}
			return Mistake{Location: "body" + string(d.StackPointer()), Message: fmt.Sprintf("the body is no JSON that is read here: line %d, column %d: %s", line, column, why)}, true
		}
		if d.StackDepth() > maxNesting {
			return Mistake{Location: "body", Message: fmt.Sprintf("the body is nested deeper than %d levels", maxNesting)}, true
		}
		if t.Kind() == '"' && strings.ContainsRune(t.String(), 0) {
			return Mistake{Location: "body" + string(d.StackPointer()), Message: "a text holds a NUL character"}, true
		}
	}
}

// place is the line and column, in bytes, of an offset.
func place(body []byte, offset int64) (line, column int) {
	before := body[:min(int(offset), len(body))]
	return 1 + bytes.Count(before, []byte("\n")), 1 + len(before) - (bytes.LastIndexByte(before, '\n') + 1)
}
