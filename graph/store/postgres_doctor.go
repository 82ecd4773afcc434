package store

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/innograph/innograph/graph"
)

// CheckPostgres looks at every invariant of the store in a PostgreSQL database,
// which servers may have open meanwhile: it sees one moment, writes nothing and
// needs no right but SELECT. Nodes and quads are compared by the server; what is kept
// in memory here grows with the count of statements, and is the graph where there is
// an ontology.
//
// What is wrong with the store is in the Report, whose Path is the database without
// user and password, and whose Bytes are those of its tables and indexes. An error
// says that it could not be looked at: an *graph.Error of kind Invalid for a name
// that cannot be meant, a database without a store or one of a newer version, of
// kind Unavailable where the server cannot be reached or refuses.
func (d Doctor) CheckPostgres(ctx context.Context, dsn string) (*Report, error) {
	p, conn, err := d.connect(ctx, dsn)
	if err != nil {
		return nil, err
	}
	defer hangUp(conn)
	return d.checkSnapshot(ctx, p, conn)
}

// connect reaches the server of a store. The store it answers has no pools: it
// names the database and explains errors.
func (d Doctor) connect(ctx context.Context, dsn string) (*postgres, *pgx.Conn, error) {
	config, err := parsePostgres(dsn)
	if err != nil {
		return nil, nil, err
	}
	p := &postgres{name: postgresName(config.ConnConfig), o: defaultPostgresOptions}
	bounded, cancel := context.WithTimeout(ctx, p.o.openWait)
	defer cancel()
	conn, err := pgx.ConnectConfig(bounded, config.ConnConfig)
	if err == nil {
		err = p.checkServer(bounded, conn)
	}
	if err == nil {
		return p, conn, nil
	}
	if conn != nil {
		hangUp(conn)
	}
	if cause := ctx.Err(); cause != nil {
		return nil, nil, cause
	}
	return nil, nil, p.explainOpen(dsn, err)
}

// hangUp closes a connection, also when its context has ended.
func hangUp(c *pgx.Conn) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	_ = c.Close(ctx)
}

// beginCheck lifts the limits that are meant for short questions.
const beginCheck = `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; ` + unlimited

const unlimited = `SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0`

func (d Doctor) checkSnapshot(ctx context.Context, p *postgres, conn *pgx.Conn) (*Report, error) {
	tx, err := conn.BeginTx(ctx, pgx.TxOptions{BeginQuery: beginCheck})
	if err != nil {
		return nil, p.explainCheck(ctx, err)
	}
	defer rollback(tx)
	x, err := d.examine(ctx, p, tx)
	if err != nil {
		return nil, err
	}
	return x.report, nil
}

// explainCheck makes the error for a look that could not be had.
func (p *postgres) explainCheck(ctx context.Context, err error) error {
	if cause := ctx.Err(); cause != nil {
		return cause
	}
	return p.explain(err)
}

// postgresCheck looks at one kind of invariant, as a doctorCheck does. An error
// means that it could not look; it leaves the transaction useless.
type postgresCheck struct {
	name string
	run  func(*postgresExam) error
	// whole: it is of use only where all statements were read without a finding.
	whole bool
}

// postgresChecks is the list of what is looked at, in this order. To add one, write
// a function and add a line.
var postgresChecks = []postgresCheck{
	{name: "schema", run: (*postgresExam).schema},
	{name: "quads", run: (*postgresExam).quads},
	{name: "nodes", run: (*postgresExam).nodes},
	{name: "uses", run: (*postgresExam).uses},
	{name: "statements", run: (*postgresExam).statements},
	{name: "ledger", run: (*postgresExam).ledger},
	{name: "journal", run: (*postgresExam).journal, whole: true},
	{name: "graph", run: (*postgresExam).graph, whole: true},
}

// postgresExam is one look at one database, in one transaction.
type postgresExam struct {
	ctx      context.Context
	tx       pgx.Tx
	ontology *graph.Ontology
	report   *Report

	check string // the one under way
	sound bool   // the statements were read without a finding

	ids   map[string]bool // of the statements that are whole: true; of others: false
	tally ledger          // of those that are whole
}

// say notes something wrong. repairable says that it can be made right from the
// quads and the change sets.
func (x *postgresExam) say(repairable bool, place, message string) {
	x.report.say(x.check, repairable, place, message)
}

// examine makes all checks in a transaction.
func (d Doctor) examine(ctx context.Context, p *postgres, tx pgx.Tx) (*postgresExam, error) {
	x := &postgresExam{ctx: ctx, tx: tx, ontology: d.Ontology, ids: map[string]bool{},
		report: &Report{Path: p.name, Findings: []Finding{}, Checked: []string{}, Skipped: []string{}}}
	err := guard(func() error {
		switch state, err := p.inspect(ctx, tx.Conn()); {
		case err != nil:
			return err
		case state.version == 0:
			return invalid(p.name, nil, "there is no store in %s; it is made when it is first opened", p.name)
		}
		return x.run()
	})
	if err != nil {
		return nil, p.explainCheck(ctx, err)
	}
	return x, nil
}

func (x *postgresExam) run() error {
	err := x.tx.QueryRow(x.ctx, `SELECT sum(pg_total_relation_size(to_regclass(name)))::bigint FROM unnest($1::text[]) AS name`, tableNames()).Scan(&x.report.Bytes)
	if err != nil {
		return err
	}
	for i, c := range postgresChecks {
		if c.whole && !x.sound || c.name == "graph" && x.ontology == nil {
			x.report.Skipped = append(x.report.Skipped, c.name)
			continue
		}
		x.check = c.name
		err := guard(func() error { return c.run(x) })
		x.report.Checked = append(x.report.Checked, c.name)
		switch {
		case err == nil:
		case strings.HasPrefix(sqlState(err), "XX"): // data_corrupted, index_corrupted and the like
			x.say(false, "", fmt.Sprintf("the server cannot read its tables: %s; see PostgreSQL's pg_amcheck", reason(err)))
			for _, c := range postgresChecks[i+1:] {
				x.report.Skipped = append(x.report.Skipped, c.name)
			}
			return nil
		default:
			return err
		}
	}
	return nil
}

// each reads all rows of a query. A row is of use until the next.
func (x *postgresExam) each(read func(pgx.Rows) error, query string, args ...any) error {
	rows, err := x.tx.Query(x.ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := read(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// find says what a query finds: whether it is repairable, where it is and what is
// wrong.
func (x *postgresExam) find(query string, args ...any) error {
	return x.each(func(rows pgx.Rows) error {
		var (
			repairable     bool
			place, message string
		)
		if err := rows.Scan(&repairable, &place, &message); err != nil {
			return err
		}
		x.say(repairable, place, message)
		return nil
	}, query, args...)
}
