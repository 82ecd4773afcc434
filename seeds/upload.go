package seeds

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"iter"

	"github.com/innograph/innograph/graph"
)

// Upload is a whole pack in one text: its pack.yaml and its other files, one after
// the other, as YAML documents that lines of "---" divide, or as a JSON array.
type Upload struct {
	Data []byte
	JSON bool
}

// MaxUploadFiles bounds the files of an Upload.
const MaxUploadFiles = 200

// uploadName is how messages call an Upload.
const uploadName = "body"

// part is one file of an upload and where it begins, in lines and bytes.
type part struct {
	data         []byte
	line, column int
}

// ReadUpload reads a pack on the ontology that is compiled in, without the packs
// that are. The pack may mention entities that are known elsewhere, each with its
// type. With any mistake the error is an [Errors], whose places are those of the
// whole text.
func ReadUpload(u Upload, known iter.Seq2[string, string]) (*Bundle, error) {
	parts, err := u.split()
	if err != nil {
		return nil, err
	}
	ontology, err := fs.Sub(FS, ".")
	if err != nil {
		return nil, err
	}
	l, err := discover(onlyOntology{ontology}, options{label: "seeds/"})
	if err != nil {
		return nil, err
	}
	p := &pack{dir: uploadName, document: document{name: uploadName, data: parts[0].data}}
	for _, rest := range parts[1:] {
		p.files = append(p.files, &packSource{document: document{name: uploadName, data: rest.data}})
	}
	l.packs = []*pack{p}
	l.decode()
	p.folder = p.decl.ID.s // an upload is in no folder
	l.resolveOntology()
	l.known = known
	l.resolvePacks()
	if problems := l.uploadProblems(p, parts); len(problems) > 0 {
		return nil, problems
	}
	return l.bundle(), nil
}

// uploadProblems are the mistakes of all files, at their places in the text.
func (l *loader) uploadProblems(p *pack, parts []part) Errors {
	all := append(Errors(nil), l.extra...)
	move := func(d *document, by part) {
		for _, pr := range d.problems {
			if pr.Line == 1 {
				pr.Column += by.column
			}
			pr.Line += by.line
			all = append(all, pr)
		}
	}
	move(&p.document, parts[0])
	for i, f := range p.files {
		move(&f.document, parts[i+1])
	}
	for _, f := range l.ontologyFiles {
		all = append(all, f.problems...)
	}
	return all.sorted()
}

func (u Upload) split() (parts []part, err error) {
	if u.JSON {
		parts, err = splitJSON(u.Data)
	} else {
		parts = splitYAML(u.Data)
	}
	switch {
	case err != nil:
		return nil, err
	case len(parts) == 0:
		return nil, Errors{{File: uploadName, Line: 1, Column: 1, Message: "the upload holds no pack: its first document is what pack.yaml is in a folder, the others are its other files"}}
	case len(parts) > MaxUploadFiles:
		return nil, Errors{{File: uploadName, Line: parts[MaxUploadFiles].line + 1, Column: 1, Message: fmt.Sprintf("the upload has more documents than are read; at most %d are", MaxUploadFiles)}}
	}
	return parts, nil
}

// splitYAML finds the documents, and one more than are read where there are more.
func splitYAML(data []byte) (parts []part) {
	begin, from, line := 0, 0, 0
	end := func(at int) {
		if text := data[begin:at]; len(bytes.TrimSpace(text)) > 0 {
			parts = append(parts, part{text, from, 0})
		}
	}
	for at := 0; at < len(data) && len(parts) <= MaxUploadFiles; line++ {
		next := len(data)
		if i := bytes.IndexByte(data[at:], '\n'); i >= 0 {
			next = at + i + 1
		}
		if string(bytes.TrimRight(data[at:next], " \t\r\n")) == "---" {
			end(at)
			begin, from = next, line+1
		}
		at = next
	}
	if len(parts) <= MaxUploadFiles {
		end(len(data))
	}
	return parts
}

// splitJSON does the same for an array.
func splitJSON(data []byte) (parts []part, err error) {
	at := func(offset int64) part {
		before := data[:offset]
		return part{line: bytes.Count(before, []byte("\n")), column: len([]rune(string(before[bytes.LastIndexByte(before, '\n')+1:])))}
	}
	problem := func(offset int64, message string) Errors {
		p := at(offset)
		return Errors{{File: uploadName, Line: p.line + 1, Column: p.column + 1, Message: message}}
	}
	d := json.NewDecoder(bytes.NewReader(data))
	if t, err := d.Token(); err != nil || t != json.Delim('[') {
		return nil, problem(0, "a pack in JSON is an array: what pack.yaml is in a folder, and then its other files")
	}
	for d.More() {
		var raw json.RawMessage
		if err := d.Decode(&raw); err != nil {
			return nil, problem(d.InputOffset(), "this is no JSON: "+err.Error())
		}
		p := at(d.InputOffset() - int64(len(raw)))
		p.data = raw
		if parts = append(parts, p); len(parts) > MaxUploadFiles {
			return parts, nil
		}
	}
	if _, err := d.Token(); err != nil {
		return nil, problem(d.InputOffset(), "the array has no end")
	}
	return parts, nil
}

// enterKnown enters the entities that the packs may mention without declaring
// them.
func (l *loader) enterKnown() {
	if l.known == nil {
		return
	}
	for id, typ := range l.known {
		if _, declared := l.entities[id]; !declared {
			l.entities[id] = &entity{id: id, typ: typ}
		}
	}
}

// KnownEntities are the entities of a graph with their types.
func KnownEntities(g *graph.Graph) iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		for s := range g.AllStatements() {
			if s.Relation == graph.RelType && !yield(s.Subject, s.Object.String()) {
				return
			}
		}
	}
}
