package store

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"testing"

	"github.com/innograph/innograph/graph"
)

// The tests of crashes and locks need another process. It is this test binary
// again, with the name of a child and its argument in the environment.
const childEnv, pathEnv = "INNOGRAPH_STORE_CHILD", "INNOGRAPH_STORE_PATH"

var children = map[string]func(path string) error{
	"hold": holdStore,
	// crash_test.go has those that need signals
}

func TestMain(m *testing.M) {
	name := os.Getenv(childEnv)
	if name == "" {
		os.Exit(m.Run())
	}
	if err := children[name](os.Getenv(pathEnv)); err != nil {
		fmt.Println("error:", err)
		os.Exit(1)
	}
}

// child is a process that was started.
type child struct {
	*exec.Cmd
	in  io.Closer      // the child reads until it is closed
	out *bufio.Scanner // lines that the child writes
}

func startChild(t *testing.T, name, path string) *child {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := &child{Cmd: exec.Command(exe)}
	c.Env = append(os.Environ(), childEnv+"="+name, pathEnv+"="+path)
	c.Stderr = os.Stderr
	if c.in, err = c.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	c.out = bufio.NewScanner(out)
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if c.ProcessState == nil {
			_ = c.Process.Kill()
			_ = c.Wait()
		}
	})
	return c
}

// line reads one line of what the child says.
func (c *child) line(t *testing.T) string {
	t.Helper()
	if !c.out.Scan() {
		t.Fatalf("the child ended early: %v", c.out.Err())
	}
	return c.out.Text()
}

// holdStore keeps the store open until its input ends.
func holdStore(path string) error {
	s, err := newBolt(context.Background(), path, defaultBoltOptions)
	if err != nil {
		return err
	}
	fmt.Println("open")
	_, _ = io.Copy(io.Discard, os.Stdin)
	return s.Close()
}

// fact makes a statement whose nodes are shared with others of the same subject.
func fact(subject, relation string, n int) graph.Statement {
	return graph.Statement{
		Subject: subject, Relation: relation, Object: graph.IntegerValue(int64(n)),
		References: []graph.Reference{{Source: "report", Section: "1", Terms: []string{"走廊", fmt.Sprint(n)}}},
	}.Identify()
}

// mixed is a delta that adds and removes.
func mixed() (before []graph.Statement, d graph.Delta, after []graph.Statement) {
	a, b, c, e := fact("a", "r", 1), fact("a", "r", 2), fact("a", "r", 3), fact("b", "r", 1)
	return []graph.Statement{a, b}, graph.Delta{Add: []graph.Statement{c, e}, Remove: []string{a.ID}}, []graph.Statement{b, c, e}
}

// openFile opens the store at path and closes it when the test ends.
func openFile(t *testing.T, path string) *bolt {
	t.Helper()
	s, err := newBolt(t.Context(), path, defaultBoltOptions)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// readAll reads a store into a map by id.
func readAll(s graph.Store) (map[string]graph.Statement, error) {
	all := map[string]graph.Statement{}
	for st, err := range s.Statements(context.Background()) {
		if err != nil {
			return all, err
		}
		all[st.ID] = st
	}
	return all, nil
}

// expect fails the test unless the store holds exactly these statements.
func expect(t *testing.T, s graph.Store, want ...graph.Statement) {
	t.Helper()
	all, err := readAll(s)
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range want {
		if _, ok := all[w.ID]; !ok {
			t.Errorf("missing: %s %s %s", w.Subject, w.Relation, w.Object)
		}
		delete(all, w.ID)
	}
	for _, g := range all {
		t.Errorf("too many: %s %s %s", g.Subject, g.Relation, g.Object)
	}
}

func apply(t *testing.T, s graph.Store, d graph.Delta) {
	t.Helper()
	if err := s.Apply(t.Context(), d); err != nil {
		t.Fatal(err)
	}
}
