//go:build unix

package postgrestest

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/innograph/innograph/graph/store/cluster"
)

// Superuser and Password are those of every server.
const (
	Superuser = cluster.Superuser
	Password  = cluster.Password
)

// Server is one cluster and, while it runs, its process.
type Server struct{ *cluster.Server }

// Start makes a cluster and starts it. Settings are lines of postgresql.conf,
// NAME=VALUE; by default nothing is synced to the disk.
func Start(settings ...string) (*Server, error) {
	s, err := cluster.Start(cluster.Options{
		Initdb:   []string{"--no-sync"},
		Settings: append([]string{"fsync=off", "max_connections=200", "log_min_messages=warning"}, settings...),
	})
	return &Server{s}, err
}

var shared = sync.OnceValues(func() (*Server, error) { return Start() })

// Shared is a server for all tests of the process. It ends with the process.
func Shared(tb testing.TB) *Server {
	tb.Helper()
	s, err := shared()
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

var databases atomic.Uint64

// Database makes an empty database on the shared server and answers its data
// source name.
func Database(tb testing.TB) string {
	tb.Helper()
	return Shared(tb).Database(tb)
}

// Database makes an empty database and answers its data source name.
func (s *Server) Database(tb testing.TB) string {
	tb.Helper()
	name := fmt.Sprintf("test_%d", databases.Add(1))
	Exec(tb, s.DSN("postgres"), "CREATE DATABASE "+name)
	return s.DSN(name)
}

// Exec runs commands in a database.
func Exec(tb testing.TB, dsn string, commands ...string) {
	tb.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	conn, err := pgx.Connect(ctx, dsn)
	if err != nil {
		tb.Fatal(err)
	}
	defer conn.Close(ctx)
	for _, c := range commands {
		if _, err := conn.Exec(ctx, c); err != nil {
			tb.Fatalf("%s: %v", c, err)
		}
	}
}

// Query answers the one value that a query has.
func Query[T any](tb testing.TB, dsn, query string, args ...any) (value T) {
	tb.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	conn, err := pgx.Connect(ctx, dsn)
	if err != nil {
		tb.Fatal(err)
	}
	defer conn.Close(ctx)
	if err := conn.QueryRow(ctx, query, args...).Scan(&value); err != nil {
		tb.Fatalf("%s: %v", query, err)
	}
	return value
}
