package store

import (
	"context"
	"errors"
	"io"

	bbolt "github.com/coreos/bbolt"

	"github.com/innograph/innograph/graph"
)

// doctorCheck looks at one kind of invariant. It says what is wrong with
// exam.say; an error means that it could not look, and ends the examination.
type doctorCheck struct {
	name string
	run  func(*exam) error
	// whole: it is of use only where the log was read without a finding.
	whole bool
}

// doctorChecks is the list of what is looked at in a file with sound pages, in
// this order. The first fills the tables that the others use. To add one, write a
// function and add a line.
var doctorChecks = []doctorCheck{
	{name: "log", run: (*exam).log},
	{name: "ledger", run: (*exam).ledger},
	{name: "values", run: (*exam).values, whole: true},
	{name: "uses", run: (*exam).uses, whole: true},
	{name: "indexes", run: (*exam).indexes, whole: true},
	{name: "counters", run: (*exam).counters, whole: true},
	{name: "journal", run: (*exam).journal, whole: true},
	{name: "graph", run: (*exam).graph, whole: true},
}

// exam is one look at one file.
type exam struct {
	ctx      context.Context
	tx       *bbolt.Tx
	ontology *graph.Ontology
	report   *Report

	check string // the one under way
	sound bool   // the log was read without a finding

	// What the log holds.
	nodes  nodeList
	quads  []quadEntry // ascending by id
	ids    []string    // of the statements that are whole, as they come
	tally  ledger      // of these
	lastID uint64      // the highest number in the log
}

// say notes something wrong. repairable says that it can be made right from the
// log alone.
func (x *exam) say(repairable bool, place, message string) {
	x.report.say(x.check, repairable, place, message)
}

// alive answers the context's error once in a while.
func (x *exam) alive(n int) error {
	if n%4096 == 0 {
		return x.ctx.Err()
	}
	return nil
}

func (x *exam) run() error {
	for _, c := range doctorChecks {
		if err := x.ctx.Err(); err != nil {
			return err
		}
		if c.whole && !x.sound || c.name == "graph" && x.ontology == nil {
			x.report.Skipped = append(x.report.Skipped, c.name)
			continue
		}
		x.check = c.name
		before := len(x.report.Findings)
		if err := guard(func() error { return c.run(x) }); err != nil {
			if x.ctx.Err() != nil {
				return x.ctx.Err()
			}
			x.say(false, "", plain(err))
		}
		if c.name == "log" {
			x.sound = len(x.report.Findings) == before
			x.report.Statements, x.report.Quads, x.report.Nodes = len(x.ids), x.living(), len(x.nodes)
		}
		x.report.Checked = append(x.report.Checked, c.name)
	}
	return nil
}

func (x *exam) living() (n int) {
	for i := range x.quads {
		if !x.quads[i].deleted {
			n++
		}
	}
	return n
}

// ledger compares the ledger with the statements that are there.
func (x *exam) ledger() error {
	b := x.tx.Bucket([]byte(bucketName)) // there: it marks the file
	want, err := parseLedger(b.Get([]byte(ledgerKey)))
	if err != nil {
		x.say(x.sound, "", err.Error())
		return nil
	}
	x.report.compareLedger(x.check, want, x.tally, x.sound)
	return nil
}

// compareLedger says where the ledger does not tell of the statements that are
// there. The ids of a ledger are summed up by exclusive or, so the difference of
// one statement is its id.
func (r *Report) compareLedger(check string, want, there ledger, repairable bool) {
	if want == there {
		return
	}
	other := want
	for i := range other.sum {
		other.sum[i] ^= there.sum[i]
	}
	place := ""
	if id := string(other.sum[:]); graph.ValidStatementID(id) {
		place = "statement " + id
	}
	// A ledger that is made anew agrees with what is there; what is gone stays gone.
	r.say(check, repairable, place, ledgerMessage(want.count, there.count))
}

// graph makes the graph of all statements.
func (x *exam) graph() error {
	// The statements are read as the store reads them, but for the ledger, which
	// has its own check.
	r := &boltReader{tx: x.tx, log: x.tx.Bucket([]byte(logBucket)).Cursor(), nodes: nodeTable{}, want: x.tally}
	_, err := graph.Build(x.ontology, func(yield func(graph.Statement, error) bool) {
		var ahead []graph.Statement
		for {
			var err error
			ahead, err = r.next(x.ctx, ahead[:0])
			for _, s := range ahead {
				if !yield(s, nil) {
					return
				}
			}
			if err != nil {
				if !errors.Is(err, io.EOF) {
					yield(graph.Statement{}, err)
				}
				return
			}
		}
	})
	return x.report.ofGraph(x.check, err)
}

// ofGraph says what is wrong with a graph that could not be made. Other errors it
// answers.
func (r *Report) ofGraph(check string, err error) error {
	var e *graph.Error
	if errors.As(err, &e) && e.Kind == graph.Invalid {
		for _, is := range e.Issues {
			r.say(check, false, is.Text(), "the statements do not make a graph with this ontology")
		}
		return nil
	}
	return err
}
