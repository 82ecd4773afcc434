package seeds

import (
	"embed"
	"io/fs"
	"strings"
)

// FS holds the ontology and the packs that are compiled in: ontology/*.yaml and
// packs/<slug>/*.yaml.
//
//go:embed ontology packs
var FS embed.FS

// LoadEmbedded loads the ontology and packs that are compiled in, and the packs
// that opts add. Files are named as in the repository ("seeds/packs/…").
func LoadEmbedded(opts ...Option) (*Bundle, error) {
	return Load(FS, append([]Option{labelled("seeds/")}, opts...)...)
}

// LoadPack loads one pack from a folder of the machine, on the ontology that is
// compiled in and without the packs that are.
func LoadPack(dir string, opts ...Option) (*Bundle, error) {
	ontology, err := fs.Sub(FS, ".")
	if err != nil {
		return nil, err
	}
	return Load(onlyOntology{ontology}, append([]Option{labelled("seeds/"), WithPackDir(dir)}, opts...)...)
}

// onlyOntology hides the embedded packs.
type onlyOntology struct{ fs.FS }

func (f onlyOntology) Open(name string) (fs.File, error) {
	if name == "packs" || strings.HasPrefix(name, "packs/") {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return f.FS.Open(name)
}
