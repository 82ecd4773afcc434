// Package ui is the explorer: web pages, built from TypeScript by `make ui` and
// committed, so that a machine with only Go has them.
package ui

import (
	"embed"
	"io/fs"
)

//go:embed dist
var dist embed.FS

// Files are the built pages: index.html and assets/.
func Files() fs.FS {
	files, err := fs.Sub(dist, "dist")
	if err != nil { // dist is a valid path
		panic(err)
	}
	return files
}
