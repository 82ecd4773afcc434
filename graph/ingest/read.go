package ingest

import (
	"bufio"
	"context"
	"errors"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/innograph/innograph/graph"
)

// Read streams the files in the order given and calls emit with batches of their
// statements, in the order in which they stand. Files are read ahead of emit by
// another goroutine, which has ended when Read returns, unless it waits for
// standard input.
//
// The header of every file, and that it can be opened, is checked before the
// first batch. Rows that are refused are passed over whole, until there are more
// than Options.MaxErrors.
//
// Errors: an *graph.Error of kind Invalid that names file and line; a *BadRows,
// which wraps one; emit's and the context's. The Summary tells how far Read came.
func Read(ctx context.Context, files []string, o Options, emit func(*Batch) error) (Summary, error) {
	if o.Ontology == nil {
		return Summary{}, &graph.Error{Kind: graph.Invalid, Issues: []graph.Issue{{Param: "ontology", Message: "reading needs an ontology"}}}
	}
	if o.Stdin == nil {
		o.Stdin = os.Stdin
	}
	if err := ctx.Err(); err != nil {
		return Summary{}, err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	out := make(chan event, 4)
	r := &run{ctx: ctx, o: o, words: newVocabulary(o.Ontology, o.Indicators), out: out}
	var failed error // once out is closed
	go func() {
		defer close(out)
		failed = r.files(files)
	}()
	stop := func(err error) (Summary, error) {
		cancel()
		if slices.Contains(files, stdin) {
			return Summary{}, err // the goroutine may wait there and go on counting afterwards
		}
		for range out {
		}
		return r.summary, err
	}
	for {
		select {
		case e, ok := <-out:
			switch {
			case !ok:
				if o.OnProgress != nil && failed == nil {
					o.OnProgress(r.howFar())
				}
				return r.summary, failed
			case e.row != nil:
				o.OnError(e.row)
			case e.progress != nil:
				o.OnProgress(*e.progress)
			default:
				if err := emit(e.batch); err != nil {
					return stop(err)
				}
			}
		case <-ctx.Done():
			return stop(ctx.Err())
		}
	}
}

// files reads one file after the other.
func (r *run) files(files []string) error {
	if err := r.checkInputs(files); err != nil {
		return err
	}
	for _, file := range files {
		if err := r.read(file); err != nil {
			return err
		}
		if err := r.flush(); err != nil {
			return err
		}
		r.summary.Files++
	}
	return nil
}

// checkInputs reports, of all files at once, those that cannot be read.
func (r *run) checkInputs(files []string) error {
	bad := &graph.Error{Kind: graph.Invalid}
	note := func(err error) {
		var e *graph.Error
		if errors.As(err, &e) {
			bad.Issues = append(bad.Issues, e.Issues...)
			bad.Err = errors.Join(bad.Err, e.Err)
		}
	}
	sized := true
	seen := map[string]bool{}
	for _, file := range files {
		if seen[file] {
			note(fileError(file, nil, "the file is given twice"))
			continue
		}
		seen[file] = true
		if file == stdin {
			sized = false
			continue
		}
		f, packed, err := kindOf(file)
		if err != nil {
			note(err)
			continue
		}
		size, err := sizeOf(file)
		if err != nil {
			note(err)
			continue
		}
		sized = sized && size > 0
		if f == nquadsFormat {
			if size == 0 {
				note(errNeedsFile(file))
				continue
			}
			r.total += size
		}
		r.total += size
		if f == csvFormat && size > 0 {
			note(r.checkHeader(file, packed))
		}
	}
	if !sized {
		r.total = 0
	}
	if len(bad.Issues) > 0 {
		return bad
	}
	return r.ctx.Err()
}

// checkHeader reads the header of a CSV file.
func (r *run) checkHeader(file string, packed compression) error {
	s, err := open(file, packed, func(int) {})
	if err != nil {
		return err
	}
	defer s.close()
	c := newCSV(r, s)
	c.early = true
	_, err = c.header()
	return err
}

func errNeedsFile(file string) error {
	return fileError(file, nil, "N-Quads are read twice and so cannot come from a pipe; write them to a file first")
}

// read reads one file.
func (r *run) read(file string) error {
	r.begin(file)
	if file == stdin {
		return r.readStdin()
	}
	f, packed, err := kindOf(file)
	if err != nil {
		return err
	}
	if f == nquadsFormat {
		return r.readNQuads(file, packed)
	}
	s, err := open(file, packed, r.count)
	if err != nil {
		return err
	}
	defer s.close()
	if f == ndjsonFormat {
		return r.readNDJSON(s)
	}
	return newCSV(r, s).read()
}

// readStdin reads standard input, whose format is told by its beginning.
func (r *run) readStdin() error {
	s, err := unpack(stdin, r.o.Stdin, plain, r.count)
	if err != nil {
		return err
	}
	defer s.close()
	in := bufio.NewReaderSize(s.Reader, readSize)
	s.Reader = in
	head, err := in.Peek(readSize) // an error after some bytes comes again
	if len(head) == 0 && err != io.EOF {
		return r.streamError(s, 1, err)
	}
	text := strings.TrimPrefix(string(head), bom)
	if text == "" {
		return fileError(stdin, nil, "the file is empty")
	}
	f, known := sniff(text)
	switch {
	case !known:
		return fileError(stdin, nil, "this is neither CSV with a header such as \"name:ID\" or \":START_ID\", nor NDJSON, nor N-Quads")
	case f == nquadsFormat:
		return errNeedsFile(stdin)
	case f == ndjsonFormat:
		return r.readNDJSON(s)
	}
	return newCSV(r, s).read()
}
