package seeds

import "embed"

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
