package http

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"strings"
	"sync/atomic"

	"github.com/innograph/innograph/graph"
)

// etag names an answer without making it: it is a hash over the version of the
// graph, the model, the attached texts, the build, and the question as it was
// understood. It is weak because the same answer is sent plain and compressed.
func (s *Server) etag(g *graph.Graph, question ...any) string {
	h := sha256.New()
	e := json.NewEncoder(h)
	for _, part := range append([]any{g.Version(), s.model.of(g.Ontology()), s.texts.of(g), s.cfg.Version}, question...) {
		if err := e.Encode(part); err != nil { // questions are plain structs
			panic(err)
		}
	}
	return `W/"` + base64.RawURLEncoding.EncodeToString(h.Sum(nil)[:15]) + `"`
}

// matchesETag reports whether an If-None-Match header names the tag, by the weak
// comparison (RFC 9110, section 13.1.2).
func matchesETag(header, tag string) bool {
	tag = strings.TrimPrefix(tag, "W/")
	for t := range strings.SplitSeq(header, ",") {
		if strings.TrimPrefix(strings.TrimSpace(t), "W/") == tag {
			return true
		}
	}
	return false
}

// modelHash remembers the hash of the current ontology, which the version of the
// graph does not cover.
type modelHash struct{ current atomic.Pointer[hashedModel] }

type hashedModel struct {
	onto *graph.Ontology
	hash string
}

func (m *modelHash) of(o *graph.Ontology) string {
	if c := m.current.Load(); c != nil && c.onto == o {
		return c.hash
	}
	body, err := encodeJSON(o)
	if err != nil { // an Ontology is plain structs
		panic(err)
	}
	sum := sha256.Sum256(body)
	c := &hashedModel{o, hex.EncodeToString(sum[:8])}
	m.current.Store(c)
	return c.hash
}

// textHash remembers the hash of the texts that are attached to the current
// graph: evidence shows their sentences, and the version does not cover them.
type textHash struct{ current atomic.Pointer[hashedTexts] }

type hashedTexts struct {
	graph *graph.Graph
	hash  string
}

func (t *textHash) of(g *graph.Graph) string {
	if c := t.current.Load(); c != nil && c.graph == g {
		return c.hash
	}
	h := sha256.New()
	e := json.NewEncoder(h)
	for _, d := range g.Documents() {
		if err := e.Encode([]any{d.Source, d.File, d.Sentences}); err != nil {
			panic(err)
		}
	}
	c := &hashedTexts{g, hex.EncodeToString(h.Sum(nil)[:8])}
	t.current.Store(c)
	return c.hash
}
