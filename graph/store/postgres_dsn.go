package store

import (
	"context"
	"errors"
	"net"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/innograph/innograph/graph"
)

const postgresForm = "postgres://USER@HOST[:PORT][,HOST…]/DATABASE"

// dsnParameters are what may stand after the question mark. Others go to the
// server, which refuses what it does not know.
var dsnParameters = []string{
	"application_name", "channel_binding", "client_encoding", "connect_timeout", "dbname", "host", "krbspn", "krbsrvname", "options", "passfile",
	"password", "pool_max_conn_idle_time", "pool_max_conn_lifetime", "pool_max_conns", "port", "search_path", "service", "servicefile",
	"sslcert", "sslkey", "sslmode", "sslnegotiation", "sslpassword", "sslrootcert", "sslsni", "target_session_attrs", "user",
}

// parsePostgres reads a data source name. No error repeats any of it but the
// names of parameters, since any of it may be a password that was misplaced.
func parsePostgres(dsn string) (*pgxpool.Config, error) {
	bad := func(format string, args ...any) error {
		return invalid("postgres", nil, "not the name of a PostgreSQL database: "+format+"; expected "+postgresForm, args...)
	}
	u, err := url.Parse(dsn)
	// A password with one of the characters that have a meaning in a URL may have
	// ended up in its host, its path, its query or its fragment.
	_, authority, _ := strings.Cut(dsn, "://")
	if end := strings.IndexAny(authority, "/?#"); end >= 0 {
		authority = authority[:end]
	}
	if err != nil || u.Opaque != "" || strings.Count(authority, "@") > 1 || u.Fragment != "" || !strings.Contains(dsn, "://") ||
		strings.ContainsAny(strings.TrimPrefix(u.EscapedPath(), "/"), "/@:") {
		return nil, bad("it is no URL (in a password, write characters such as / ? # @ : %% as %%XX)")
	}
	query, err := url.ParseQuery(u.RawQuery)
	for name := range query {
		if strings.ContainsAny(name, "@/:") {
			err = errors.New("not a parameter")
		}
	}
	if err != nil {
		return nil, bad("its parameters are no query of a URL")
	}
	attrs := query.Get("target_session_attrs")
	if attrs == "" {
		attrs = os.Getenv("PGTARGETSESSIONATTRS")
	}
	if !slices.Contains([]string{"", "any", "read-write", "primary"}, attrs) {
		return nil, bad("target_session_attrs must be read-write, which is also meant where it is left out: a store is written to")
	}
	c, err := pgxpool.ParseConfig(dsn)
	if err != nil {
		return nil, bad("the driver cannot read its address or its parameters")
	}
	if c.ConnConfig.Database == "" {
		return nil, bad("it has no database")
	}
	if !query.Has("pool_max_conns") {
		c.MaxConns = 16
	}
	tune(c)
	return c, nil
}

// tune bounds how long a connection to a server that is gone is believed in, on
// both sides.
func tune(c *pgxpool.Config) {
	cc := c.ConnConfig
	if cc.ConnectTimeout == 0 {
		cc.ConnectTimeout = 5 * time.Second // for each host
	}
	// Never a standby: a host that takes no writes is passed over.
	cc.ValidateConnect = pgconn.ValidateConnectTargetSessionAttrsReadWrite
	cc.DialFunc = dialPostgres
	cc.OnNotice = noteWarning
	for name, value := range map[string]string{
		"application_name":  "innograph",
		"client_encoding":   "UTF8",
		"timezone":          "UTC",
		"lock_timeout":      "15s",
		"statement_timeout": "60s", // readers of everything lift it
		// The server gives the lock of writers back when its holder is lost.
		"idle_in_transaction_session_timeout": "60s",
		"tcp_keepalives_idle":                 "10",
		"tcp_keepalives_interval":             "3",
		"tcp_keepalives_count":                "3",
		"tcp_user_timeout":                    "20000", // milliseconds
	} {
		if _, given := cc.RuntimeParams[name]; !given {
			cc.RuntimeParams[name] = value
		}
	}
	c.MaxConnIdleTime = 5 * time.Minute
	c.HealthCheckPeriod = 15 * time.Second
	c.PingTimeout = 5 * time.Second // of connections that were idle for a second
}

// dialPostgres connects and has the system give up on a server that no longer
// answers.
func dialPostgres(ctx context.Context, network, address string) (net.Conn, error) {
	d := net.Dialer{
		KeepAliveConfig: net.KeepAliveConfig{Enable: true, Idle: 5 * time.Second, Interval: 3 * time.Second, Count: 3},
		Control:         limitUnacknowledged,
	}
	return d.DialContext(ctx, network, address)
}

// postgresName is how a store is called in errors: without user, password and
// parameters.
func postgresName(c *pgx.ConnConfig) string {
	hosts := []string{net.JoinHostPort(c.Host, strconv.Itoa(int(c.Port)))}
	for _, f := range c.Fallbacks { // one for each host, and again without TLS
		if h := net.JoinHostPort(f.Host, strconv.Itoa(int(f.Port))); !slices.Contains(hosts, h) {
			hosts = append(hosts, h)
		}
	}
	return "postgres://" + strings.Join(hosts, ",") + "/" + c.Database
}

// nearParameter suggests what an unknown parameter may have been meant to be.
func nearParameter(dsn string) (unknown string, suggest []string) {
	u, err := url.Parse(dsn)
	if err != nil {
		return "", nil
	}
	for name := range u.Query() {
		if !slices.Contains(dsnParameters, name) {
			if near := graph.Nearest(name, dsnParameters, 2); len(near) > 0 {
				return name, near
			}
		}
	}
	return "", nil
}

// Public is a data source name as it may be shown: without user, password and
// parameters.
func Public(dsn string) string {
	switch scheme, _, _ := strings.Cut(dsn, ":"); scheme {
	case "memory", "bolt":
		return dsn
	case "postgres", "postgresql":
		if c, err := parsePostgres(dsn); err == nil {
			return postgresName(c.ConnConfig)
		}
		return "postgres://…"
	default:
		return scheme
	}
}
