package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os/exec"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// haSQL keeps tokens in a table of the topology's database, through the balancers.
type haSQL struct {
	rig    *haRig
	config *pgx.ConnConfig
}

// newHaSQL makes the table.
func newHaSQL(ctx context.Context, r *haRig) (*haSQL, error) {
	config, err := pgx.ParseConfig(r.dsn())
	if err != nil {
		return nil, err
	}
	config.Password = r.state.Innograph
	w := &haSQL{r, config}
	conn, err := w.connect(ctx)
	if err != nil {
		return nil, err
	}
	defer conn.Close(ctx)
	_, err = conn.Exec(ctx, `CREATE TABLE IF NOT EXISTS ha_token (token text COLLATE "C" PRIMARY KEY, attempts integer NOT NULL DEFAULT 1)`)
	return w, err
}

// connect answers a connection to the primary.
func (w *haSQL) connect(ctx context.Context) (*pgx.Conn, error) {
	return pgx.ConnectConfig(ctx, w.config)
}

func (w *haSQL) session() haSession { return &haSQLSession{w: w} }

type haSQLSession struct {
	w       *haSQL
	conn    *pgx.Conn
	doubted error
}

// write changes the row of a token that is there already. Where the answer to an
// earlier attempt was lost, the row may be on one machine only, say after that
// machine's PostgreSQL crashed between keeping and copying it. A statement that
// changed nothing would be acknowledged at once; one that writes waits until the
// copy has all before it too.
func (s *haSQLSession) write(ctx context.Context, token string) (err error) {
	if s.conn == nil {
		if err := s.open(ctx); err != nil {
			return err
		}
	}
	s.doubted = nil
	_, err = s.conn.Exec(ctx, "INSERT INTO ha_token (token) VALUES ($1) ON CONFLICT (token) DO UPDATE SET attempts = ha_token.attempts + 1", token)
	if err = errors.Join(err, s.doubted); err != nil {
		s.close()
	}
	return err
}

func (s *haSQLSession) open(ctx context.Context) (err error) {
	config := s.w.config.Copy()
	config.OnNotice = func(_ *pgconn.PgConn, n *pgconn.Notice) {
		// A canceled wait for the standby is acknowledged all the same, with a warning.
		if n.SeverityUnlocalized == "WARNING" {
			s.doubted = errors.New(n.Message)
		}
	}
	s.conn, err = pgx.ConnectConfig(ctx, config)
	return err
}

// close does not wait for a server that may be gone.
func (s *haSQLSession) close() {
	if s.conn != nil {
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		_ = s.conn.Close(ctx)
		s.conn = nil
	}
}

func (w *haSQL) tokens(ctx context.Context, run string) (map[string]bool, error) {
	conn, err := w.connect(ctx)
	if err != nil {
		return nil, err
	}
	defer conn.Close(ctx)
	all, err := haTokens(ctx, conn)
	kept := map[string]bool{}
	for _, token := range all {
		if strings.HasPrefix(token, run+"-") {
			kept[token] = true
		}
	}
	return kept, err
}

func haTokens(ctx context.Context, conn *pgx.Conn) ([]string, error) {
	rows, err := conn.Query(ctx, "SELECT token FROM ha_token ORDER BY token")
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[string])
}

// digests reads the table on each machine of the database, past the balancers.
func (w *haSQL) digests(ctx context.Context) (map[string]string, error) {
	out := map[string]string{}
	for _, m := range w.rig.databases() {
		digest, err := w.digest(ctx, m)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", m.name, err)
		}
		out[m.name] = digest
	}
	return out, nil
}

func (w *haSQL) digest(ctx context.Context, m haMachine) (string, error) {
	config, err := pgx.ParseConfig("postgres://innograph@" + m.address + ":" + haPortSQL + "/innograph?connect_timeout=2")
	if err != nil {
		return "", err
	}
	config.Password = w.rig.state.Innograph
	conn, err := pgx.ConnectConfig(ctx, config)
	if err != nil {
		return "", err
	}
	defer conn.Close(ctx)
	all, err := haTokens(ctx, conn)
	return haDigest(all), err
}

// audit has every page and index of the primary checked by pg_amcheck.
func (w *haSQL) audit(ctx context.Context) ([]string, error) {
	leader, err := w.rig.withRole(ctx, haLeader)
	if err != nil {
		return nil, err
	}
	dsn := url.URL{Scheme: "postgres", User: url.UserPassword("postgres", w.rig.state.Superuser), Host: leader.address + ":" + haPortSQL, Path: "/innograph"}
	cmd := exec.CommandContext(ctx, "/usr/lib/postgresql/15/bin/pg_amcheck", "--install-missing", "--heapallindexed", "--rootdescend", "--maintenance-db="+dsn.String(), "--database=innograph",
		"--host="+leader.address, "--port="+haPortSQL, "--username=postgres")
	cmd.Env = []string{"PGPASSWORD=" + w.rig.state.Superuser}
	out, err := cmd.CombinedOutput()
	if err == nil {
		return nil, nil
	}
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.ExitCode() == 2 { // it ran, and found something
		return strings.Split(strings.TrimSpace(string(out)), "\n"), nil
	}
	return nil, fmt.Errorf("pg_amcheck: %w: %s", err, out)
}

func (w *haSQL) close() {}
