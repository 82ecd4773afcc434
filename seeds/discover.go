package seeds

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// Option changes what Load reads.
type Option func(*options)

type options struct {
	label   string // what messages put before the paths of the file system
	dirs    []string
	sources string // a folder with the texts of sources, or ""
}

func labelled(prefix string) Option { return func(o *options) { o.label = prefix } }

// WithPackDir adds the pack in a folder of the machine to those of the file
// system. Messages name its files by the path given here.
func WithPackDir(dir string) Option { return func(o *options) { o.dirs = append(o.dirs, dir) } }

// discover finds and reads the files.
func discover(fsys fs.FS, o options) (*loader, error) {
	l := &loader{}
	files, err := l.read(fsys, "ontology", o.label+"ontology")
	if err != nil {
		return nil, fmt.Errorf("the ontology cannot be read: %w", err)
	}
	for _, d := range files {
		l.ontologyFiles = append(l.ontologyFiles, &ontologySource{document: d})
	}
	if len(files) == 0 {
		l.ontologyFiles = nil
		l.report(o.label+"ontology", "the ontology has no files: it needs at least one .yaml file")
	}

	folders, err := fs.ReadDir(fsys, "packs")
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("the packs cannot be read: %w", err)
	}
	for _, entry := range folders {
		dir := path.Join("packs", entry.Name())
		switch {
		case strings.HasPrefix(entry.Name(), "."):
		case entry.IsDir():
			if err := l.addPack(fsys, dir, o.label+dir, entry.Name()); err != nil {
				return nil, err
			}
		case isData(entry.Name()) || isMisnamed(entry.Name()):
			l.report(o.label+dir, "this file belongs to no pack: a pack is a folder")
		}
	}
	for _, dir := range o.dirs {
		absolute, err := filepath.Abs(dir)
		if err != nil {
			return nil, fmt.Errorf("the pack %s cannot be read: %w", dir, err)
		}
		if err := l.addPack(os.DirFS(dir), ".", filepath.ToSlash(filepath.Clean(dir)), filepath.Base(absolute)); err != nil {
			return nil, err
		}
	}
	return l, nil
}

// addPack reads the folder dir of fsys, which messages call label.
func (l *loader) addPack(fsys fs.FS, dir, label, folder string) error {
	files, err := l.read(fsys, dir, label)
	if err != nil {
		return fmt.Errorf("the pack %s cannot be read: %w", label, err)
	}
	p := &pack{dir: label, folder: folder}
	for _, d := range files {
		p.info.Files = append(p.info.Files, d.name)
		if stem, _, _ := strings.Cut(path.Base(d.name), "."); stem != "pack" {
			p.files = append(p.files, &packSource{document: d})
		} else if p.name == "" {
			p.document = d
		} else {
			l.report(d.name, fmt.Sprintf("a pack has one pack.yaml; this folder also has %s", p.name))
		}
	}
	if p.name == "" {
		l.report(label+"/pack.yaml", "this file is missing: it says what the pack is called and from which source it was made")
	}
	l.packs = append(l.packs, p)
	return nil
}

// read reads the .yaml and .json files of a folder, sorted by name. It reports
// folders within it and files that are probably meant to be read.
func (l *loader) read(fsys fs.FS, dir, label string) ([]document, error) {
	entries, err := fs.ReadDir(fsys, dir)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	var files []document
	for _, entry := range entries {
		name := entry.Name()
		switch {
		case strings.HasPrefix(name, "."):
		case entry.IsDir():
			l.report(label+"/"+name, "folders inside this folder are not read: move its files up")
		case isMisnamed(name):
			l.report(label+"/"+name, "this file is not read: its name must end in .yaml or .json")
		case isData(name):
			data, err := readBounded(fsys, path.Join(dir, name))
			if err != nil {
				return nil, err
			}
			files = append(files, document{name: label + "/" + name, data: data})
		}
	}
	return files, nil
}

// readBounded reads no more of a file than is needed to see that it is too long.
func readBounded(fsys fs.FS, name string) ([]byte, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, MaxFileSize+1))
}

// report adds a mistake that stands in no file that was read.
func (l *loader) report(file, message string) {
	l.extra = append(l.extra, Problem{File: file, Line: 1, Column: 1, Message: message})
}

func isData(name string) bool {
	ext := path.Ext(name)
	return ext == ".yaml" || ext == ".json"
}

func isMisnamed(name string) bool {
	ext := strings.ToLower(path.Ext(name))
	return ext == ".yml" || !isData(name) && (ext == ".yaml" || ext == ".json")
}
