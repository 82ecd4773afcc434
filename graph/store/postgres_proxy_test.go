//go:build unix

package store

import (
	"bytes"
	"net"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/innograph/innograph/graph"
	"github.com/innograph/innograph/graph/store/postgrestest"
)

// proxy stands between a store and its server and can do to a connection what
// networks do.
type proxy struct {
	net.Listener
	target string
	frozen atomic.Bool // nothing passes, and nobody is told
	// onCommit is asked what to do with the next commit: "" passes it on, "before"
	// cuts the connection instead, and "after" passes it on and cuts before the
	// answer.
	onCommit atomic.Pointer[string]
	mu       sync.Mutex
	conns    []net.Conn
}

func startProxy(t *testing.T, dsn string) (*proxy, string) {
	t.Helper()
	u, err := url.Parse(dsn)
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &proxy{Listener: l, target: u.Host}
	t.Cleanup(p.cut)
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go p.pass(c)
		}
	}()
	u.Host = l.Addr().String()
	return p, u.String()
}

// cut ends the proxy and every connection.
func (p *proxy) cut() {
	_ = p.Close()
	p.cutConnections()
}

func (p *proxy) cutConnections() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, c := range p.conns {
		_ = c.Close()
	}
	p.conns = nil
}

func (p *proxy) pass(client net.Conn) {
	server, err := net.Dial("tcp", p.target)
	if err != nil {
		_ = client.Close()
		return
	}
	p.mu.Lock()
	p.conns = append(p.conns, client, server)
	p.mu.Unlock()
	var cutAnswer atomic.Bool
	pipe := func(from, to net.Conn, filter func([]byte) bool) {
		defer from.Close()
		defer to.Close()
		b := make([]byte, 32<<10)
		for {
			n, err := from.Read(b)
			for p.frozen.Load() {
				time.Sleep(5 * time.Millisecond)
			}
			if n > 0 && filter(b[:n]) {
				if _, err := to.Write(b[:n]); err != nil {
					return
				}
			}
			if err != nil {
				return
			}
		}
	}
	go pipe(server, client, func([]byte) bool {
		if cutAnswer.Load() {
			_ = client.Close()
			return false
		}
		return true
	})
	pipe(client, server, func(b []byte) bool {
		if !bytes.Contains(b, []byte("commit\x00")) {
			return true
		}
		what := p.onCommit.Swap(nil)
		switch {
		case what == nil:
			return true
		case *what == "before":
			_ = server.Close()
			return false
		}
		cutAnswer.Store(true)
		return true
	})
}

// TestPostgresCommitLost loses the connection in a commit, before the server had
// it and after. Either way it is found out, and the change is there once.
func TestPostgresCommitLost(t *testing.T) {
	direct := postgrestest.Database(t)
	p, dsn := startProxy(t, direct)
	s := openDatabase(t, dsn)
	var want []graph.Statement
	for i, what := range []string{"before", "after", "after", "before"} {
		p.onCommit.Store(&what)
		want = append(want, fact("a", "r", i))
		set := &graph.ChangeSet{Add: want[i:]}
		if err := s.Commit(t.Context(), set); err != nil || set.Number != uint64(i+1) || len(set.Add) != 1 {
			t.Errorf("cut %s the commit: number %d with %d statements, %v", what, set.Number, len(set.Add), err)
		}
		if p.onCommit.Load() != nil {
			t.Error("there was no commit to cut")
		}
	}
	expect(t, s, want...)
	audit(t, direct)
}

// TestPostgresCommitUnknown loses the server for good.
func TestPostgresCommitUnknown(t *testing.T) {
	direct := postgrestest.Database(t)
	p, dsn := startProxy(t, direct)
	s := openDatabase(t, dsn, func(o *postgresOptions) { o.writeWait = time.Second })
	what := "after"
	p.onCommit.Store(&what)
	_ = p.Close() // no new connection
	err := s.Apply(t.Context(), graph.Delta{Add: []graph.Statement{fact("a", "r", 1)}})
	if graph.KindOf(err) != graph.Unavailable || !strings.Contains(err.Error(), "not known") {
		t.Errorf("got %v", err)
	}
	if _, err := s.Last(t.Context()); graph.KindOf(err) != graph.Unavailable || !strings.Contains(err.Error(), "cannot be reached") {
		t.Errorf("got %v", err)
	}
	expect(t, openDatabase(t, direct), fact("a", "r", 1))
}

// TestPostgresWarnedCommit: what the server acknowledges with a warning, as it
// does when a wait for a standby is cancelled, is looked at again.
func TestPostgresWarnedCommit(t *testing.T) {
	dsn := postgrestest.Database(t)
	s := openDatabase(t, dsn)
	postgrestest.Exec(t, dsn, `CREATE FUNCTION warn() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE WARNING 'not on a standby'; RETURN NULL; END $$`,
		`CREATE CONSTRAINT TRIGGER warn AFTER INSERT ON quads DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION warn()`)
	set := &graph.ChangeSet{Add: []graph.Statement{fact("a", "r", 1)}}
	conn, tx, err := s.beginWrite(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tx.Exec(t.Context(), `INSERT INTO quads (subject_hash, predicate_hash, object_hash, label_hash) VALUES ('a', 'a', 'a', 'a')`); err != nil {
		t.Fatal(err)
	}
	if err := s.commitTx(conn.Conn(), tx); err == nil || !strings.Contains(err.Error(), "not on a standby") {
		t.Errorf("a commit with a warning answers %v", err)
	}
	conn.Release()
	postgrestest.Exec(t, dsn, `DELETE FROM quads`)
	if err := s.Commit(t.Context(), set); err != nil || set.Number != 1 {
		t.Errorf("number %d, %v", set.Number, err)
	}
	audit(t, dsn)
}

// TestPostgresFrozen: a server that takes what it is sent and answers nothing is
// given up on, by readers and writers.
func TestPostgresFrozen(t *testing.T) {
	direct := postgrestest.Database(t)
	p, dsn := startProxy(t, direct)
	s := openDatabase(t, dsn, func(o *postgresOptions) {
		o.stall, o.readWait, o.writeWait, o.commitWait = 300*time.Millisecond, 300*time.Millisecond, 300*time.Millisecond, 300*time.Millisecond
	})
	list := benchStatements(20_000)
	apply(t, openDatabase(t, direct), graph.Delta{Add: list})
	n, start := 0, time.Now()
	for _, err := range s.Statements(t.Context()) {
		if err != nil {
			if graph.KindOf(err) != graph.Unavailable || !strings.Contains(err.Error(), "sent nothing") {
				t.Errorf("got %v", err)
			}
			break
		}
		if n++; n == 1000 {
			p.frozen.Store(true)
			start = time.Now()
		}
	}
	if n == len(list) || time.Since(start) > 5*time.Second {
		t.Errorf("%d statements, after %v", n, time.Since(start))
	}
	_, errRead := s.Last(t.Context())
	for what, err := range map[string]error{"read": errRead, "write": s.Apply(t.Context(), graph.Delta{Add: []graph.Statement{fact("a", "r", 1)}})} {
		if graph.KindOf(err) != graph.Unavailable {
			t.Errorf("%s: %v", what, err)
		}
	}
	if time.Since(start) > 20*time.Second {
		t.Errorf("it took %v", time.Since(start))
	}
	p.frozen.Store(false)
	expect(t, s, list...)
}

// TestPostgresNextHost: when the first of two hosts is gone, the second is used.
func TestPostgresNextHost(t *testing.T) {
	direct := postgrestest.Database(t)
	p, dsn := startProxy(t, direct)
	_, other := startProxy(t, direct)
	a, _ := url.Parse(dsn)
	b, _ := url.Parse(other)
	a.Host += "," + b.Host
	s := openDatabase(t, a.String()+"&target_session_attrs=read-write")
	apply(t, s, graph.Delta{Add: []graph.Statement{fact("a", "r", 1)}})
	if n, err := s.Last(t.Context()); n != 1 || err != nil {
		t.Fatal(n, err)
	}
	p.cut()
	start := time.Now()
	apply(t, s, graph.Delta{Add: []graph.Statement{fact("a", "r", 2)}})
	if n, err := s.Last(t.Context()); n != 2 || err != nil {
		t.Error(n, err)
	}
	expect(t, s, fact("a", "r", 1), fact("a", "r", 2))
	if took := time.Since(start); took > 5*time.Second {
		t.Errorf("it took %v", took)
	}
}
