//go:build unix

package edit_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/innograph/innograph/graph"
	"github.com/innograph/innograph/graph/edit"
	"github.com/innograph/innograph/graph/store/postgrestest"
)

// remember answers how to bring a database back to what it holds now, as a machine
// does that takes over and never had what came later.
func remember(t *testing.T, dsn string) (lose func()) {
	t.Helper()
	c, err := pgx.Connect(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close(t.Context()) })
	do := func(sql string) {
		t.Helper()
		if _, err := c.Exec(t.Context(), sql); err != nil {
			t.Fatalf("%s: %v", sql, err)
		}
	}
	rows, err := c.Query(t.Context(), `SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'`)
	if err != nil {
		t.Fatal(err)
	}
	tables, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatal(err)
	}
	do(`CREATE SCHEMA remembered`)
	for _, table := range tables {
		do(fmt.Sprintf(`CREATE TABLE remembered.%s AS TABLE public.%[1]s`, table))
	}
	return func() {
		back := []string{"BEGIN"}
		for _, table := range tables {
			back = append(back, fmt.Sprintf(`DELETE FROM public.%s; INSERT INTO public.%[1]s OVERRIDING SYSTEM VALUE TABLE remembered.%[1]s`, table))
		}
		do(strings.Join(append(back, "COMMIT"), ";"))
	}
}

// TestPostgresLostChangeSet: what a database lost leaves the replica that had it,
// also when other change sets have got the numbers.
func TestPostgresLostChangeSet(t *testing.T) {
	dsn := postgrestest.Database(t)
	open := func() *graph.Live { return openIn(t, dsn) }
	replica := open()
	lose := remember(t, dsn)
	if _, err := edit.NewWriter(replica).Propose(t.Context(), asking(lab("lab-lost"))); err != nil {
		t.Fatal(err)
	}
	lose()
	other := open()
	made, err := edit.NewWriter(other).Propose(t.Context(), asking(lab("lab-instead")))
	if err != nil || made.Set.Number != 2 {
		t.Fatalf("%+v, %v", made.Set, err)
	}
	if err := replica.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	if g := replica.Current(); g.Has("lab-lost") || g.Version() != made.Graph.Version() {
		t.Errorf("the replica holds change set %d of the lost history", g.Change())
	}
}
