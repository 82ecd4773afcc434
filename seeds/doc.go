// Package seeds reads the ontology and the packs, which are written in YAML,
// and turns them into statements.
//
// Reading is strict and complete: every file is checked, then every name is
// resolved, and all mistakes of all files come back together as [Errors], each
// with its file, line, column, source line and, for a name that does not exist,
// the names that may have been meant. With one mistake nothing is loaded.
//
// YAML is used as a plain notation for mappings, lists and scalars: anchors,
// aliases, tags, merge keys and several documents in one file are refused. JSON
// is YAML, so a file may also be JSON.
package seeds
