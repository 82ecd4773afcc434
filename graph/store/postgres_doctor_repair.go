package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/innograph/innograph/graph"
)

// RepairPostgres makes right what CheckPostgres finds wrong with a store in
// PostgreSQL, if all of it follows from the quads and the change sets: indexes,
// counts of uses, nodes that nothing uses, the ledger, and the tables that find
// change sets. It is one transaction under the lock of writers, which is kept only
// when CheckPostgres finds nothing wrong with what it leaves. Servers go on reading
// meanwhile; their changes wait, and are refused as busy where it takes long. No
// statement is added, dropped or changed.
//
// Where nothing is wrong, or something that cannot be repaired, nothing is done
// and after is nil. The user is best the owner of the tables: others need the right
// to delete from those that find change sets, and cannot make indexes.
func (d Doctor) RepairPostgres(ctx context.Context, dsn string) (before, after *Report, err error) {
	p, conn, err := d.connect(ctx, dsn)
	if err != nil {
		return nil, nil, err
	}
	defer hangUp(conn)
	// A look without the lock keeps nobody waiting.
	if before, err = d.checkSnapshot(ctx, p, conn); err != nil || before.Healthy() || !before.Repairable() {
		return before, nil, err
	}
	tx, err := conn.BeginTx(ctx, pgx.TxOptions{BeginQuery: fmt.Sprintf(
		`BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE; SET LOCAL lock_timeout = %d; %s; SELECT pg_advisory_xact_lock(%d)`, p.o.lockWait.Milliseconds(), unlimited, writersLock)})
	if err != nil {
		return before, nil, p.explainRepair(ctx, err)
	}
	defer rollback(tx) // nothing after a commit
	x, err := d.examine(ctx, p, tx)
	if err != nil {
		return before, nil, err
	}
	if before = x.report; before.Healthy() || !before.Repairable() { // another change came between
		return before, nil, nil
	}
	if err := guard(x.mend); err != nil {
		return before, nil, p.explainRepair(ctx, err)
	}
	mended, err := d.examine(ctx, p, tx)
	if err != nil {
		return before, nil, err
	}
	if after = mended.report; !after.Healthy() || after.Statements != before.Statements || mended.tally != x.tally {
		return before, after, unavailable(nil, "the store %s was not repaired: once repaired, it would still have this wrong: %v", p.name, after.Findings)
	}
	err = p.commitTx(conn, tx)
	var unknown *unknownError
	switch {
	case errors.As(err, &unknown):
		return before, nil, unavailable(err, "it is not known whether the repair reached the store %s: %s; look at it again", p.name, reason(unknown.cause))
	case err != nil:
		return before, nil, p.explainRepair(ctx, err)
	}
	return before, after, nil
}

func (p *postgres) explainRepair(ctx context.Context, err error) error {
	if cause := ctx.Err(); cause != nil {
		return cause
	}
	e := p.explain(err)
	var known *graph.Error
	if errors.As(e, &known) {
		known.Issues[0].Message = "nothing was repaired: " + known.Issues[0].Message
		if sqlState(err) == "42501" { // insufficient_privilege
			known.Issues[0].Message += "; a repair needs the owner of the tables"
		}
	}
	return e
}

// mend writes anew what was found to be wrong.
func (x *postgresExam) mend() error {
	for _, part := range []struct {
		check string
		run   func() error
	}{
		{"schema", x.makeIndexes},
		{"uses", x.countAnew},
		{"ledger", x.writeLedger},
		{"journal", x.findAnew},
	} {
		if !x.report.in(part.check) {
			continue
		}
		if err := part.run(); err != nil {
			return err
		}
	}
	return nil
}

func (x *postgresExam) exec(commands ...string) error {
	for _, c := range commands {
		if _, err := x.tx.Exec(x.ctx, c); err != nil {
			return err
		}
	}
	return nil
}

func (x *postgresExam) makeIndexes() error {
	rows, err := x.tx.Query(x.ctx, missingIndexes, indexNames())
	if err != nil {
		return err
	}
	missing, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return err
	}
	for _, name := range missing {
		for _, ind := range storeIndexes {
			if ind.name == name {
				if err := x.exec(`DROP INDEX IF EXISTS `+name, ind.make); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// countAnew counts the uses of nodes, and drops those that nothing uses.
func (x *postgresExam) countAnew() error {
	return x.exec(
		`UPDATE nodes SET refs = uses FROM `+used+` WHERE nodes.hash = used.hash AND refs <> uses`,
		`DELETE FROM nodes WHERE NOT EXISTS (SELECT FROM `+used+` WHERE used.hash = nodes.hash)`)
}

// writeLedger writes the ledger of what is there.
func (x *postgresExam) writeLedger() error {
	const last = `coalesce((SELECT max(number) FROM innograph_changes), 0)`
	tag, err := x.tx.Exec(x.ctx, `UPDATE innograph_ledger SET ledger = $1, last = `+last, x.tally.bytes())
	if err == nil && tag.RowsAffected() == 0 {
		_, err = x.tx.Exec(x.ctx, `INSERT INTO innograph_ledger (ledger, last) VALUES ($1, `+last+`)`, x.tally.bytes())
	}
	return err
}

// findAnew makes the tables that find change sets say what the change sets do.
func (x *postgresExam) findAnew() error {
	if err := x.exec(
		`CREATE TEMPORARY TABLE innograph_told_touched (entity TEXT COLLATE "C", number BIGINT) ON COMMIT DROP`,
		`CREATE TEMPORARY TABLE innograph_told_asked (hash TEXT, number BIGINT) ON COMMIT DROP`); err != nil {
		return err
	}
	var touched, asked [][]any
	err := changeSets(x.ctx, x.tx, func(n int64, set *graph.ChangeSet, err error) error {
		if err != nil {
			return err
		}
		t := tellsOf(n, set)
		for _, entity := range t.entities {
			touched = append(touched, []any{entity, n})
		}
		if t.asked != "" {
			asked = append(asked, []any{t.asked, n})
		}
		return nil
	}, func() error {
		for table, rows := range map[string]*[][]any{"touched": &touched, "asked": &asked} {
			columns := map[string][]string{"touched": {"entity", "number"}, "asked": {"hash", "number"}}[table]
			if _, err := x.tx.CopyFrom(x.ctx, pgx.Identifier{"pg_temp", "innograph_told_" + table}, columns, pgx.CopyFromRows(*rows)); err != nil {
				return err
			}
			*rows = (*rows)[:0]
		}
		return nil
	})
	if err != nil {
		return err
	}
	const asks = `(SELECT decode(hash, 'hex') AS hash, max(number) AS number FROM pg_temp.innograph_told_asked GROUP BY hash) AS told`
	return x.exec(
		`DELETE FROM innograph_touched t WHERE NOT EXISTS (SELECT FROM pg_temp.innograph_told_touched told WHERE told.entity = t.entity AND told.number = t.number)`,
		`INSERT INTO innograph_touched (entity, number) SELECT entity, number FROM pg_temp.innograph_told_touched ON CONFLICT DO NOTHING`,
		`DELETE FROM innograph_asked a WHERE NOT EXISTS (SELECT FROM `+asks+` WHERE told.hash = a.hash AND told.number = a.number)`,
		`INSERT INTO innograph_asked (hash, number) SELECT hash, number FROM `+asks+` ON CONFLICT DO NOTHING`,
		`DROP TABLE pg_temp.innograph_told_touched, pg_temp.innograph_told_asked`)
}
