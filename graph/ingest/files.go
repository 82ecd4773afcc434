package ingest

import (
	"maps"
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

// compressions are the name of each compression, the end of its files' names and
// their first bytes; empty for plain.
var compressions = [...]struct{ name, ext, magic string }{
	gzipped: {"gzip", ".gz", "\x1f\x8b"}, zstandard: {"Zstandard", ".zst", "\x28\xb5\x2f\xfd"},
}

const known = ".csv, .jsonl, .ndjson, .nq and .nquads, each also with .gz or .zst"

// kindOf tells from a file's name how it is read.
func kindOf(file string) (format, compression, error) {
	name := strings.ToLower(filepath.Base(file))
	ext := filepath.Ext(name)
	c := plain
	for i, known := range compressions {
		if ext == known.ext {
			c = compression(i)
		}
	}
	if c != plain {
		ext = filepath.Ext(strings.TrimSuffix(name, ext))
	}
	if f, ok := formatOf[ext]; ok {
		return f, c, nil
	}
	err := &graph.Error{Kind: graph.Invalid, Issues: []graph.Issue{{Param: "input", Value: file,
		Message: file + ": unknown kind of file; known are " + known}}}
	if len(ext) > 1 {
		err.Issues[0].Suggest = graph.Nearest(ext, slices.Collect(maps.Keys(formatOf)), 1)
	}
	return 0, 0, err
}

// sniff tells the format of what has no name, from its beginning.
func sniff(head string) (format, bool) {
	first, _, _ := strings.Cut(strings.TrimLeft(head, " \t\r\n"), "\n")
	columns := strings.ToUpper(first)
	switch {
	case strings.HasPrefix(first, "{"):
		return ndjsonFormat, true
	case strings.HasPrefix(first, "<"), strings.HasPrefix(first, "_:"), strings.HasPrefix(first, "#"):
		return nquadsFormat, true
	case strings.Contains(columns, ":ID"), strings.Contains(columns, ":START_ID"), strings.Contains(columns, ":END_ID"):
		return csvFormat, true
	}
	return 0, false
}

// sniffCompression tells compressed content by its first bytes.
func sniffCompression(head string) (found compression) {
	for i, known := range compressions {
		if strings.HasPrefix(head, known.magic) {
			found = compression(i)
		}
	}
	return found
}

const bom = "\uFEFF"
