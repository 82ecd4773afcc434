package ingest

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/innograph/innograph/graph"
)

type format uint8

const (
	csvFormat format = iota + 1
	ndjsonFormat
	nquadsFormat
)

type compression uint8

const (
	plain compression = iota
	gzipped
	zstandard
)

var formatOf = map[string]format{
	".csv": csvFormat, ".jsonl": ndjsonFormat, ".ndjson": ndjsonFormat, ".nq": nquadsFormat, ".nquads": nquadsFormat,
}

var compressionOf = map[string]compression{".gz": gzipped, ".zst": zstandard}

const known = ".csv, .jsonl, .ndjson, .nq and .nquads, each also with .gz or .zst"

// Known reports whether Read takes the file, going by its name; "-" is standard
// input.
func Known(file string) bool {
	_, _, err := kindOf(file)
	return file == "-" || err == nil
}

// kindOf tells from a file's name how it is read.
func kindOf(file string) (format, compression, error) {
	name := strings.ToLower(filepath.Base(file))
	ext := filepath.Ext(name)
	c := compressionOf[ext]
	if c != plain {
		ext = filepath.Ext(strings.TrimSuffix(name, ext))
	}
	if f, ok := formatOf[ext]; ok {
		return f, c, nil
	}
	var exts []string
	for e := range formatOf {
		exts = append(exts, e)
	}
	slices.Sort(exts)
	err := &graph.Error{Kind: graph.Invalid, Issues: []graph.Issue{{Param: "input", Value: file,
		Message: file + ": unknown kind of file; known are " + known}}}
	if len(ext) > 1 {
		err.Issues[0].Suggest = graph.Nearest(ext, exts, 1)
	}
	return 0, 0, err
}

// sniff tells the format of what has no name, from its beginning.
func sniff(head string) (format, bool) {
	head = strings.TrimPrefix(head, bom)
	first, _, _ := strings.Cut(strings.TrimLeft(head, " \t\r\n"), "\n")
	switch {
	case strings.HasPrefix(first, "{"):
		return ndjsonFormat, true
	case strings.HasPrefix(first, "<"), strings.HasPrefix(first, "_:"), strings.HasPrefix(first, "#"):
		return nquadsFormat, true
	case strings.Contains(first, ":ID"), strings.Contains(first, ":START_ID"), strings.Contains(first, ":END_ID"):
		return csvFormat, true
	}
	return 0, false
}

// sniffCompression tells compressed content by its first bytes.
func sniffCompression(head string) compression {
	switch {
	case strings.HasPrefix(head, "\x1f\x8b"):
		return gzipped
	case strings.HasPrefix(head, "\x28\xb5\x2f\xfd"):
		return zstandard
	}
	return plain
}

const bom = "\uFEFF"
