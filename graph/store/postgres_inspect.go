package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
)

// neededRights is what a user must be given, for errors.
const neededRights = "CREATE on the schema when the store is new, and SELECT, INSERT, UPDATE and DELETE on its tables USAGE on the sequence quads_horizon_seq and TEMPORARY on the database after that"

// checkServer looks at what does not depend on the database's tables.
func (p *postgres) checkServer(ctx context.Context, c *pgx.Conn) error {
	var (
		version  int
		encoding string
		schema   *string
		clock    time.Time
	)
	before := p.o.now()
	err := c.QueryRow(ctx, `SELECT current_setting('server_version_num')::int, current_setting('server_encoding'), current_schema(), clock_timestamp()`).
		Scan(&version, &encoding, &schema, &clock)
	if err != nil {
		return err
	}
	switch {
	case version < 130000:
		return invalid(p.name, nil, "cannot open the store %s: the server is PostgreSQL %d, and a store needs 13 or later", p.name, version/10000)
	case encoding != "UTF8":
		return invalid(p.name, nil, "cannot open the store %s: the database has the encoding %s, and a store needs UTF8; make it with createdb --encoding=UTF8 --template=template0", p.name, encoding)
	case schema == nil:
		return invalid(p.name, nil, "cannot open the store %s: no schema of the search_path exists or may be used by this user", p.name)
	}
	// The server read its clock at some time between the question and the answer.
	after := p.o.now()
	skew := time.Duration(0)
	if d := before.Sub(clock); d > 0 {
		skew = d
	} else if d := clock.Sub(after); d > 0 {
		skew = d
	}
	if skew > maxSkew {
		return unavailable(nil, "cannot open the store %s: the clock of this machine and that of the server are %v apart, and may be %v; set them by NTP",
			p.name, skew.Round(time.Second), maxSkew)
	}
	return nil
}

// schemaState is what a database holds.
type schemaState struct {
	made    bool // it has the table of versions
	version int
}

// inspect finds out whether a database holds a store, nothing, or what is not
// ours, which is refused.
func (p *postgres) inspect(ctx context.Context, c *pgx.Conn) (s schemaState, err error) {
	names := tableNames()
	// Views, sequences and indexes have names in common with tables.
	rows, err := c.Query(ctx, `SELECT relname::text FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relname = ANY($1) ORDER BY 1`,
		append(names, "quads_horizon_seq", "label_index", "subject_index", "object_index"))
	if err != nil {
		return s, err
	}
	there, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil || len(there) == 0 {
		return s, err
	}
	if !slices.Contains(there, versionTable) {
		return s, invalid(p.name, nil, "%s is not a store: it has %s of another application; give a database, or a schema by search_path, of its own", p.name, list(there))
	}
	var columns string
	err = c.QueryRow(ctx, `SELECT coalesce(string_agg(attname || ' ' || format_type(atttypid, atttypmod), ', ' ORDER BY attnum), '') FROM pg_attribute
		WHERE attrelid = to_regclass(quote_ident(current_schema()) || '.innograph_schema') AND attnum > 0 AND NOT attisdropped`).Scan(&columns)
	if err != nil {
		return s, err
	}
	if !strings.HasPrefix(columns, "version integer, made timestamp with time zone") {
		return s, invalid(p.name, nil, "%s is not a store: its table %s is not innograph's", p.name, versionTable)
	}
	s.made = true
	var versions int
	if err := c.QueryRow(ctx, `SELECT coalesce(max(version), 0), count(*) FROM innograph_schema`).Scan(&s.version, &versions); err != nil {
		return s, err
	}
	switch {
	case s.version > len(p.o.migrations):
		return s, invalid(p.name, nil, "cannot open the store %s: it has version %d of the schema, made by a newer innograph, and this one knows %d", p.name, s.version, len(p.o.migrations))
	case versions != s.version:
		return s, unavailable(nil, "the store %s is damaged: its schema has version %d after %d steps", p.name, s.version, versions)
	}
	if s.version > 0 {
		for _, name := range names {
			if !slices.Contains(there, name) {
				return s, unavailable(nil, "the store %s is damaged: its table %s is missing", p.name, name)
			}
		}
	}
	return s, nil
}

// checkRights looks whether the user may do all that a store does.
func (p *postgres) checkRights(ctx context.Context, c *pgx.Conn) error {
	var missing []string
	b := &pgx.Batch{}
	ask := func(question, what string, args ...any) {
		b.Queue(question, args...).QueryRow(func(row pgx.Row) error {
			var may bool
			err := row.Scan(&may)
			if err == nil && !may {
				missing = append(missing, what)
			}
			return err
		})
	}
	for _, t := range storeTables {
		for _, right := range strings.Split(t.rights, ",") {
			ask(`SELECT has_table_privilege($1, $2)`, right+" on "+t.name, t.name, right)
		}
	}
	ask(`SELECT has_sequence_privilege('quads_horizon_seq', 'USAGE')`, "USAGE on quads_horizon_seq")
	ask(`SELECT has_database_privilege(current_database(), 'TEMPORARY')`, "TEMPORARY on the database")
	if err := c.SendBatch(ctx, b).Close(); err != nil {
		return err
	}
	if len(missing) > 0 {
		return unavailable(nil, "cannot open the store %s: its user lacks %s", p.name, list(missing))
	}
	return nil
}

// list writes names for a sentence.
func list(names []string) string {
	if len(names) == 1 {
		return names[0]
	}
	last := len(names) - 1
	return fmt.Sprintf("%s and %s", strings.Join(names[:last], ", "), names[last])
}
