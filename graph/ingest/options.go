package ingest

import (
	"io"

	"github.com/innograph/innograph/graph"
)

// Options say what the inputs may hold and who is told about it. The functions
// are called by the goroutine that called Read, one at a time.
type Options struct {
	Ontology   *graph.Ontology
	Indicators []string        // slugs of indicators that other inputs declare; those that the files declare are found
	MaxErrors  int             // bad rows allowed before giving up: 0 stops at the first, below 0 never
	OnError    func(*RowError) // each bad row, of N-Quads not in the order of lines; may be nil
	OnProgress func(Progress)  // at most about ten times a second, and at the end; may be nil
	Stdin      io.Reader       // what the file "-" is; nil means os.Stdin
}

// Batch is a run of statements from one file. Nothing in it is used again by the
// reader, but its strings share larger ones: clone what is kept for long.
type Batch struct {
	File       string
	Statements []graph.Statement // canonical in form, with ID empty
	Lines      []uint32          // of each statement, the line on which its record begins, from 1
}

// Progress tells how far reading is.
type Progress struct {
	File       string // being read
	Bytes      int64  // read so far, of files as they are stored; N-Quads count twice
	Total      int64  // bytes of all files; 0 where one has no size
	Rows       int64  // records read so far, bad ones included
	Statements int64  // made so far
}

// Summary tells what was read.
type Summary struct {
	Files      int
	Bytes      int64    // as Progress.Bytes
	Rows       int64    // records, bad ones included
	Bad        int64    // records that were refused
	Statements int64    // made; all have been emitted where there was no error
	Partial    []string // files that say of themselves that they hold only a part of an answer
}

// batchSize is how many statements make a batch; the last row of a batch may
// exceed it.
const batchSize = 4096
