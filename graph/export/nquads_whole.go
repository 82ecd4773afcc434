package export

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"iter"
	"slices"
	"strings"

	"github.com/innograph/innograph/graph"
)

// MaxLine is the longest line of a whole dump, in bytes with its line end: as much
// as package ingest reads.
const MaxLine = 16 << 20

// WholeDump is what WriteWhole wrote.
type WholeDump struct {
	Statements int
	Bytes      int64
	SHA256     string // of the bytes, in lower-case hexadecimal
}

// WriteWhole writes all statements as N-Quads: the same statements give the same
// bytes, whatever store or graph they come from, and package ingest reads exactly
// them back. statements must yield them in the order of their ids, each once, and
// the same ones every time; it is read three times.
//
// The document is in the canonical form of RDF Dataset Canonicalization
// (RDFC-1.0), like the nquads format, and uses the IRIs of iri.go:
//
//	urn:innograph:dump:<hash>   the dump: how many statements it holds; the hash is that of their ids
//
// Every statement is one triple in the graph that it names, and its status, basis,
// qualifiers and references are in the default graph. Unlike the nquads format,
// which writes an answer, it holds observations, texts, sections and every other
// value, each type and name with its own status, basis and references, and
// language tags in the case in which they are.
//
// It keeps the triples in memory, some 200 bytes for a statement. A line beyond
// MaxLine is an *graph.Error of kind Invalid.
func WriteWhole(w io.Writer, statements iter.Seq2[graph.Statement, error]) (WholeDump, error) {
	sum := &summed{w: w, hash: sha256.New()}
	d := &wholeWriter{quadWriter: quadWriter{out: newOut(sum)}, statements: statements}
	for _, part := range []func() error{d.triples, d.references, d.details} {
		if err := part(); err != nil {
			return WholeDump{}, err
		}
	}
	err := d.flush()
	return WholeDump{Statements: d.count, Bytes: sum.n, SHA256: hex.EncodeToString(sum.hash.Sum(nil))}, err
}

// summed hashes what passes through it.
type summed struct {
	w    io.Writer
	hash hash.Hash
	n    int64
}

func (s *summed) Write(p []byte) (int, error) {
	n, err := s.w.Write(p)
	s.hash.Write(p[:n])
	s.n += int64(n)
	return n, err
}

// iriDump names a whole dump.
const iriDump = "urn:innograph:dump:"

type wholeWriter struct {
	quadWriter
	statements iter.Seq2[graph.Statement, error]
	count      int
}

// each calls f for every statement and writes the lines that it collects.
func (d *wholeWriter) each(f func(*graph.Statement)) error {
	for s, err := range d.statements {
		if err != nil {
			return err
		}
		f(&s)
		for _, line := range d.lines {
			if len(line) > MaxLine {
				return tooLong(&s)
			}
		}
		if d.sorted(); d.err != nil {
			return d.err
		}
	}
	return nil
}

func tooLong(s *graph.Statement) error {
	return &graph.Error{Kind: graph.Invalid, Issues: []graph.Issue{{Param: "statement", Value: s.ID,
		Message: fmt.Sprintf("statement %s holds a text that makes a line of more than 16 MiB, which could not be read back", s.ID)}}}
}

// triples writes what names the dump, and then the statements themselves in the
// order of their subjects.
func (d *wholeWriter) triples() error {
	var all []byte // the lines; one text, since there are as many as statements
	var ends []int
	ids, last := sha256.New(), ""
	err := d.each(func(s *graph.Statement) {
		if d.count > 0 && s.ID <= last {
			panic(fmt.Sprintf("export: statement %s comes after %s", s.ID, last))
		}
		d.count, last = d.count+1, s.ID
		ids.Write([]byte(s.ID + "\n"))
		d.triple(s)
		if len(d.line) <= MaxLine { // else each refuses it
			all = append(all, d.line...)
			ends = append(ends, len(all))
			d.lines = d.lines[:0]
		}
	})
	if err != nil {
		return err
	}
	id := iriDump + hex.EncodeToString(ids.Sum(nil)[:12])
	d.add(id, iriRDF+"type", iriTerm(iriVocab+"Dump"), "")
	d.add(id, iriVocab+"statements", literalTerm(literal{text: fmt.Sprint(d.count), datatype: iriXSD + "integer"}), "")
	d.sorted()

	lines, from := make([][]byte, len(ends)), 0
	for i, end := range ends {
		lines[i], from = all[from:end], end
	}
	slices.SortFunc(lines, bytes.Compare)
	for _, line := range lines {
		d.buf = append(d.buf, line...)
		if !d.room() {
			break
		}
	}
	return d.err
}

// triple adds the line that says what a statement says.
func (d *wholeWriter) triple(s *graph.Statement) {
	predicate, object := iriRelation+segment(s.Relation), wholeTerm(s.Object)
	switch text, isText := s.Object.String(), s.Object.Kind() == graph.StringKind; {
	case s.Relation == graph.RelType && isText && text != "" && s.Object.Lang() == "":
		predicate, object = iriRDF+"type", iriTerm(iriType+segment(text))
	case s.Relation == graph.RelName && isText:
		predicate = iriRDFS + "label"
	}
	d.add(iriEntity+segment(s.Subject), predicate, object, iriTerm(iriStatement+segment(s.ID)))
}

func (d *wholeWriter) references() error {
	return d.each(func(s *graph.Statement) {
		for i, r := range s.References {
			d.reference(referenceID(s, i), r, wholeLiteral)
		}
	})
}

func (d *wholeWriter) details() error {
	return d.each(func(s *graph.Statement) { d.detail(s, wholeTerm) })
}

// wholeTerm is valueTerm with language tags as they are. Two tags that differ in
// case are one to RDF, and two values to a statement.
func wholeTerm(v graph.Value) string {
	if _, ok := v.Entity(); ok {
		return valueTerm(v)
	}
	l := literalOf(v)
	if l.lang != "" {
		l.lang = v.Lang()
	}
	return wholeLiteral(l)
}

// wholeLiteral is literalTerm for texts with the two characters that XML 1.1 does
// not allow, which the canonical form escapes.
func wholeLiteral(l literal) string {
	term := literalTerm(l)
	if strings.Contains(term, "\uFFFE") || strings.Contains(term, "\uFFFF") {
		term = notXML.Replace(term)
	}
	return term
}

var notXML = strings.NewReplacer("\uFFFE", `\uFFFE`, "\uFFFF", `\uFFFF`)
