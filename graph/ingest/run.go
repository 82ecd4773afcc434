package ingest

import (
	"context"
	"errors"
	"io"
	"time"

	"github.com/innograph/innograph/graph"
)

// event is what the reading goroutine sends: one of its fields is set.
type event struct {
	batch    *Batch
	row      *RowError
	progress *Progress
}

// run is one call of Read, in the goroutine that reads.
type run struct {
	ctx   context.Context
	o     Options
	words *vocabulary
	out   chan<- event

	summary  Summary
	total    int64
	first    []*RowError
	reported time.Time

	file   string
	batch  *Batch
	groups map[string]string // of each id its CSV group; nil where no file names one
}

func (r *run) send(e event) error {
	select {
	case r.out <- e:
		return nil
	case <-r.ctx.Done():
		return r.ctx.Err()
	}
}

func (r *run) count(n int) { r.summary.Bytes += int64(n) }

// begin names the file that the next statements come from. The batch is empty
// then: the one before was flushed.
func (r *run) begin(file string) {
	r.file = file
	if r.batch == nil {
		r.batch = r.newBatch()
	}
	r.batch.File = file
}

func (r *run) newBatch() *Batch {
	return &Batch{File: r.file, Statements: make([]graph.Statement, 0, batchSize+64), Lines: make([]uint32, 0, batchSize+64)}
}

// add adds a statement to the row being read.
func (r *run) add(s graph.Statement) { r.batch.Statements = append(r.batch.Statements, s) }

// done ends a row: its statements are kept, or dropped where it is refused.
func (r *run) done(line int, refused *RowError) error {
	b := r.batch
	r.summary.Rows++
	if refused != nil {
		b.Statements = b.Statements[:len(b.Lines)]
		return r.refuse(line, refused)
	}
	n := uint32(min(line, 1<<32-1))
	for range len(b.Statements) - len(b.Lines) {
		b.Lines = append(b.Lines, n)
	}
	if len(b.Lines) >= batchSize {
		return r.flush()
	}
	return nil
}

func (r *run) refuse(line int, e *RowError) error {
	e.File, e.Line = r.file, line
	r.summary.Bad++
	if len(r.first) < maxShown {
		r.first = append(r.first, e)
	}
	if r.o.OnError != nil {
		if err := r.send(event{row: e}); err != nil {
			return err
		}
	}
	if r.o.MaxErrors >= 0 && r.summary.Bad > int64(r.o.MaxErrors) {
		return &BadRows{Bad: r.summary.Bad, Max: r.o.MaxErrors, First: r.first}
	}
	return nil
}

// flush sends the batch.
func (r *run) flush() error {
	b := r.batch
	if len(b.Lines) == 0 {
		return nil
	}
	r.summary.Statements += int64(len(b.Lines))
	r.batch = r.newBatch()
	if err := r.send(event{batch: b}); err != nil {
		return err
	}
	return r.progress()
}

// progress tells how far reading is, if that was not told just before.
func (r *run) progress() error {
	if r.o.OnProgress == nil {
		return nil
	}
	if now := time.Now(); now.Sub(r.reported) >= 100*time.Millisecond {
		r.reported = now
		far := r.howFar()
		return r.send(event{progress: &far})
	}
	return nil
}

func (r *run) howFar() Progress {
	return Progress{File: r.file, Bytes: r.summary.Bytes, Total: r.total, Rows: r.summary.Rows, Statements: r.summary.Statements}
}

// checkpoint is called between chunks.
func (r *run) checkpoint() error {
	if err := r.ctx.Err(); err != nil {
		return err
	}
	return r.progress()
}

// streamError gives an error of a stream its place.
func (r *run) streamError(s *source, line int, err error) error {
	var known *graph.Error
	switch {
	case errors.As(err, &known):
		return err
	case errors.Is(err, errTooLong):
		return fileLineError(s.file, line, nil, problem("", "the record that begins here is longer than 16 MiB; is a quote or a line end missing?"))
	case s.packed == plain && errors.Is(err, io.ErrUnexpectedEOF):
		err = errors.New("it ends too early")
	}
	return fileLineError(s.file, line, err, problem("", "%s", s.damage(err)))
}
