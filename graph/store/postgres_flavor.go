package store

import (
	"database/sql"
	"errors"
	"strconv"
	"sync"

	cayley "github.com/cayleygraph/cayley/graph"
	graphlog "github.com/cayleygraph/cayley/graph/log"
	csql "github.com/cayleygraph/cayley/graph/sql"
	"github.com/jackc/pgx/v5"
	_ "github.com/jackc/pgx/v5/stdlib" // the driver of the flavor
)

// CayleyFlavor is the name under which Cayley opens the database of a store in
// PostgreSQL, once [RegisterCayley] was called:
//
//	qs, err := cayley.NewQuadStore(store.CayleyFlavor, "postgres://…", nil)
//
// It reads only: what is written past the ledger and the journal would make the
// store take itself for damaged.
const CayleyFlavor = "innograph-postgres"

// RegisterCayley makes CayleyFlavor known to Cayley. Cayley's own flavor for
// PostgreSQL has another driver, miscounts references and deadlocks.
var RegisterCayley = sync.OnceFunc(func() {
	csql.Register(CayleyFlavor, csql.Registration{
		Driver:      "pgx/v5",
		HashType:    "BYTEA",
		BytesType:   "BYTEA",
		HorizonType: "BIGSERIAL",
		TimeType:    "timestamp with time zone",
		QueryDialect: csql.QueryDialect{
			RegexpOp:    "~",
			FieldQuote:  func(s string) string { return pgx.Identifier{s}.Sanitize() },
			Placeholder: func(n int) string { return "$" + strconv.Itoa(n) },
		},
		ConditionalIndexes: true,
		NoForeignKeys:      true,
		Estimated: func(table string) string {
			return "SELECT greatest(reltuples, 0)::BIGINT FROM pg_class WHERE oid = to_regclass('" + table + "')"
		},
		RunTx: func(*sql.Tx, []graphlog.NodeUpdate, []graphlog.QuadUpdate, cayley.IgnoreOpts) error {
			return errors.New("the database of an innograph store is written by innograph only")
		},
	})
})
