package store

// migrations make the tables of a store, one step for each version of the
// schema. A step only adds: a column that is added may be NULL or has a default,
// and nothing is dropped, renamed or given another meaning, because programs that
// know the version before go on working while and after a step is made.
//
// nodes and quads are Cayley's tables, column for column, so that Cayley can
// read the database. The indexes are not Cayley's six, each of which takes 120
// bytes and a random write for every quad: one keeps quads apart and is written
// in order, since statements are added in the order of their labels, and two
// narrow ones find the quads of a subject and of an object. There are no foreign
// keys, which cost four lookups for every quad: all writes go through one path,
// which counts references itself. No index mentions refs, so that a node which is
// used once more is updated in place.
var migrations = []string{`
CREATE TABLE nodes (
	hash BYTEA PRIMARY KEY,
	refs INT NOT NULL,
	value BYTEA,
	value_string TEXT,
	datatype TEXT,
	language TEXT,
	iri BOOLEAN,
	bnode BOOLEAN,
	value_int BIGINT,
	value_bool BOOLEAN,
	value_float double precision,
	value_time timestamp with time zone
) WITH (fillfactor = 90);
CREATE TABLE quads (
	horizon BIGSERIAL PRIMARY KEY,
	subject_hash BYTEA NOT NULL,
	predicate_hash BYTEA NOT NULL,
	object_hash BYTEA NOT NULL,
	label_hash BYTEA,
	ts timestamp
);
CREATE UNIQUE INDEX label_index ON quads (label_hash, subject_hash, predicate_hash, object_hash);
CREATE INDEX subject_index ON quads (subject_hash);
CREATE INDEX object_index ON quads (object_hash);

-- What the store holds: the count of its statements, the sum of their ids and
-- the number of the last change set.
CREATE TABLE innograph_ledger (
	one BOOLEAN PRIMARY KEY DEFAULT true CHECK (one),
	ledger BYTEA NOT NULL,
	last BIGINT NOT NULL
) WITH (fillfactor = 50);
INSERT INTO innograph_ledger (ledger, last) VALUES (decode(repeat('00', 30), 'hex'), 0);

-- Change sets, packed as in every other store. All that one transaction wrote
-- have its token.
CREATE TABLE innograph_changes (
	number BIGINT PRIMARY KEY,
	token UUID NOT NULL,
	packed BYTEA NOT NULL
);
ALTER TABLE innograph_changes ALTER packed SET STORAGE EXTERNAL;
CREATE TABLE innograph_touched (
	entity TEXT COLLATE "C" NOT NULL,
	number BIGINT NOT NULL,
	PRIMARY KEY (entity, number)
);
-- The hash is of the author and the name of the request.
CREATE TABLE innograph_asked (
	hash BYTEA PRIMARY KEY,
	number BIGINT NOT NULL
);
`}

// versionTable holds one row for each migration that was made. It is what marks
// a database as ours.
const versionTable = "innograph_schema"

const createVersionTable = `CREATE TABLE innograph_schema (
	version INT PRIMARY KEY,
	made TIMESTAMPTZ NOT NULL DEFAULT now()
)`

// storeTables are the tables of a store and what must be allowed on them.
var storeTables = []struct{ name, rights string }{
	{versionTable, "SELECT"},
	{"nodes", "SELECT,INSERT,UPDATE,DELETE"},
	{"quads", "SELECT,INSERT,UPDATE,DELETE"},
	{"innograph_ledger", "SELECT,UPDATE"},
	{"innograph_changes", "SELECT,INSERT"},
	{"innograph_touched", "SELECT,INSERT"},
	{"innograph_asked", "SELECT,INSERT,UPDATE"},
}

// tableNames are the names of these.
func tableNames() []string {
	names := make([]string, len(storeTables))
	for i, t := range storeTables {
		names[i] = t.name
	}
	return names
}

// writersLock is the advisory lock that whoever writes holds, for the time of its
// transaction: "innograp" in ASCII.
const writersLock = 0x696e6e6f67726170

// notifyChannel tells those who LISTEN the number of each new last change set.
const notifyChannel = "innograph"
