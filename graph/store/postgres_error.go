package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/innograph/innograph/graph"
)

// sqlState is the code of an error of the server, or "".
func sqlState(err error) string {
	var e *pgconn.PgError
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}

// collided tells whether the server ended a transaction so that another could go
// on. It goes through when it is made again.
func collided(err error) bool {
	switch sqlState(err) {
	case "40001", "40P01": // serialization_failure, deadlock_detected
		return true
	}
	return false
}

// lost tells whether the connection, or the server's role as the one that takes
// writes, is gone. Another connection may do better.
func lost(err error) bool {
	switch code := sqlState(err); {
	case code == "25006", // read_only_sql_transaction: it became a standby
		code == "57P01", code == "57P02", code == "57P03", // shutting down, crashed, starting
		code == "53300",               // too_many_connections
		strings.HasPrefix(code, "08"): // connection exceptions
		return true
	case code != "":
		return false
	}
	var connect *pgconn.ConnectError
	var network net.Error
	return errors.Is(err, errGone) || errors.As(err, &connect) || errors.As(err, &network) || pgconn.SafeToRetry(err) || errors.Is(err, io.ErrUnexpectedEOF) ||
		errors.Is(err, io.EOF) || errors.Is(err, pgconn.ErrConnClosed) || errors.Is(err, net.ErrClosed)
}

// explain makes an error that a caller can read. Those of the caller's context
// were passed on before.
func (p *postgres) explain(err error) error {
	if e := (*graph.Error)(nil); errors.As(err, &e) {
		return err
	}
	var (
		server *pgconn.PgError
		panics *panicError
	)
	switch {
	case errors.As(err, &panics):
		return unavailable(err, "the store %s failed: %v", p.name, panics.value)
	case errors.Is(err, errStalled):
		return unavailable(err, "the store %s sent nothing for %v", p.name, p.o.stall)
	case err == context.DeadlineExceeded: //nolint:errorlint // of the pool, where all connections are in use
		return unavailable(err, "the store %s is busy: all its connections are in use", p.name)
	case lost(err):
		return unavailable(err, "the store %s cannot be reached: %s", p.name, reason(err))
	case !errors.As(err, &server):
		return unavailable(err, "the store %s is damaged: %v", p.name, err)
	}
	switch server.Code {
	case "53100": // disk_full
		e := unavailable(err, "the store %s has no room left on its disk: %s", p.name, server.Message)
		e.Kind = graph.NoSpace
		return e
	case "55P03": // lock_not_available
		return unavailable(err, "the store %s is busy: another writer did not let go of it in %v", p.name, p.o.lockWait)
	case "57014": // query_canceled
		return unavailable(err, "the store %s did not answer in time: %s", p.name, server.Message)
	}
	if strings.HasPrefix(server.Code, "28") { // authorization; the text names users
		return unavailable(err, "the store %s refuses this service (SQLSTATE %s)", p.name, server.Code)
	}
	return unavailable(err, "the store %s: %s (SQLSTATE %s)", p.name, server.Message, server.Code)
}

// reason says why a server cannot be reached, without users and addresses.
func reason(err error) string {
	var (
		server  *pgconn.PgError
		network *net.OpError
		dns     *net.DNSError
	)
	switch {
	case errors.As(err, &server):
		return fmt.Sprintf("%s (SQLSTATE %s)", server.Message, server.Code)
	case errors.As(err, &dns):
		return "its host has no address"
	case errors.As(err, &network):
		return network.Err.Error()
	case pgconn.Timeout(err), errors.Is(err, context.DeadlineExceeded):
		return "it does not answer"
	case strings.Contains(err.Error(), "read only connection"):
		return "none of its hosts takes writes"
	}
	return "the connection was lost"
}

// errStalled ends the reading of a server that stopped to send.
var errStalled = errors.New("the server stalled")

// warned marks a connection on which the server warned.
const warned = "innograph warned"

// noteWarning keeps the last warning of a connection. The one that matters is
// that of a commit which is not on a standby yet because the wait for that was
// cancelled; its text depends on the server's language.
func noteWarning(c *pgconn.PgConn, n *pgconn.Notice) {
	if severity := n.SeverityUnlocalized; severity == "WARNING" || severity == "" {
		c.CustomData()[warned] = n.Message
	}
}
