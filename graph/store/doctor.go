package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	bbolt "github.com/coreos/bbolt"

	"github.com/innograph/innograph/graph"
)

// Doctor says how a store is looked at: Check and Repair have one in a file,
// CheckPostgres and RepairPostgres one in a database. The zero Doctor looks at all
// but the graph.
type Doctor struct {
	Ontology *graph.Ontology // the statements must make a graph with it; nil: not checked
}

// Report is what there is to say of a store.
type Report struct {
	Path       string    `json:"path"` // of a database: its name, without user and password
	Bytes      int64     `json:"bytes"`
	Statements int       `json:"statements"`
	Quads      int       `json:"quads"`
	Nodes      int       `json:"nodes"`
	Checked    []string  `json:"checked"`  // the checks that were made, in their order
	Skipped    []string  `json:"skipped"`  // those that were not, because of what others found
	Findings   []Finding `json:"findings"` // empty for a store that is as it should be
}

// Finding is one kind of thing that is wrong.
type Finding struct {
	Check      string   `json:"check"`
	Message    string   `json:"message"`
	Count      int      `json:"count"`      // how often
	Places     []string `json:"places"`     // the first of them
	Repairable bool     `json:"repairable"` // without losing or inventing a statement
}

// maxPlaces is how many places a finding names.
const maxPlaces = 5

func (f Finding) String() string {
	s := f.Check + ": " + f.Message
	if f.Count > 1 {
		s += fmt.Sprintf(" (%d times)", f.Count)
	}
	if len(f.Places) > 0 {
		s += ": " + strings.Join(f.Places, ", ")
		if f.Count > len(f.Places) {
			s += ", …"
		}
	}
	return s
}

// Healthy reports whether nothing is wrong.
func (r *Report) Healthy() bool { return len(r.Findings) == 0 }

// Repairable reports whether all that is wrong can be repaired.
func (r *Report) Repairable() bool {
	for _, f := range r.Findings {
		if !f.Repairable {
			return false
		}
	}
	return true
}

// say notes something wrong at a place; "" is none.
func (r *Report) say(check string, repairable bool, place, message string) {
	for i := range r.Findings {
		if f := &r.Findings[i]; f.Check == check && f.Message == message {
			f.Count++
			if len(f.Places) < maxPlaces && place != "" {
				f.Places = append(f.Places, place)
			}
			return
		}
	}
	f := Finding{Check: check, Message: message, Count: 1, Places: []string{}, Repairable: repairable}
	if place != "" {
		f.Places = append(f.Places, place)
	}
	r.Findings = append(r.Findings, f)
}

// Check looks at every invariant of the store in a file, which is not changed.
// What is wrong with the store is in the Report. An error says that it could not
// be looked at: an *graph.Error of kind Invalid where there is no store, of kind
// Unavailable where another process has it open.
func (d Doctor) Check(ctx context.Context, path string) (*Report, error) {
	switch exists, err := checkPath(path); {
	case err != nil:
		return nil, err
	case !exists:
		return nil, noStore(path)
	}
	return d.checkAs(ctx, path, path)
}

func noStore(path string) *graph.Error {
	return refuse(fs.ErrNotExist, path, nil, "there is no store %s", path)
}

// checkAs is Check of a file that messages call by another name.
func (d Doctor) checkAs(ctx context.Context, path, name string) (*Report, error) {
	db, file, err := openReading(ctx, path, name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = guard(db.Close) }()
	return d.check(ctx, name, db, file)
}

// openReading opens the file of a store to be read only, with the lock that keeps
// everyone from writing to it.
func openReading(ctx context.Context, path, name string) (*bbolt.DB, *os.File, error) {
	wait, err := defaultBoltOptions.wait(ctx)
	if err != nil {
		return nil, nil, err
	}
	db, file, err := openBbolt(path, bbolt.Options{ReadOnly: true, Timeout: wait})
	if err != nil {
		return nil, nil, explainOpen(name, err)
	}
	return db, file, nil
}

func (d Doctor) check(ctx context.Context, path string, db *bbolt.DB, file *os.File) (*Report, error) {
	r := &Report{Path: path, Findings: []Finding{}, Checked: []string{}, Skipped: []string{}}
	info, err := file.Stat()
	if err != nil {
		return nil, explainOpen(path, err)
	}
	r.Bytes = info.Size()
	r.Checked = append(r.Checked, "pages")
	switch err := checkBolt(db, file); {
	case errors.Is(err, errForeign), errors.As(err, new(*formatError)):
		return nil, explainOpen(path, err)
	case err != nil:
		// Nothing that bbolt reads can be trusted.
		r.say("pages", false, "", plain(err))
		for _, c := range doctorChecks {
			r.Skipped = append(r.Skipped, c.name)
		}
		return r, nil
	}
	r.metaPages(file, db.Info().PageSize)
	err = guard(func() error {
		return db.View(func(tx *bbolt.Tx) error {
			x := &exam{ctx: ctx, tx: tx, ontology: d.Ontology, report: r}
			return x.run()
		})
	})
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil:
		return nil, damaged(path, err)
	}
	return r, nil
}

// plain is what an error says, without where a panic came from.
func plain(err error) string {
	if p := (*panicError)(nil); errors.As(err, &p) {
		return fmt.Sprint(p.value)
	}
	return err.Error()
}

// metaPages looks at the meta page that bbolt does not read. While it is damaged,
// damage to the other makes the whole file unreadable.
func (r *Report) metaPages(file *os.File, pageSize int) {
	for i := range int64(2) {
		if readMeta(file, i*int64(pageSize)) != nil {
			r.say("pages", true, fmt.Sprintf("page %d", i), "a meta page is damaged; bbolt reads the other")
		}
	}
}
