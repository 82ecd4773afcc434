// Package store keeps statements in Cayley, one row of a plain table per kind of
// store: in memory, in one bbolt file, or in a PostgreSQL database. Every row is
// a [graph.Store] and passes the suite of package storetest.
//
// A statement is written as a few quads that all carry the statement's IRI as
// their label; vocabulary.go says which. Cayley is the record only: statements
// are read in bulk and queried elsewhere, so no row uses Cayley's path
// language.
//
// # What is atomic
//
// A delta is all there or not there at all, for readers and across a crash, also
// when it both adds and removes:
//
//   - memory: one lock is held over the whole delta, and readers copy what they
//     read under the same lock. If Cayley fails half way, the store answers
//     errors from then on; it has nothing durable to lose.
//   - bolt: Cayley applies additions and removals in two calls, because a single
//     call that does both can lose a node. Both calls are made to write into one
//     bbolt transaction, so there is one commit, one fsync and no moment between
//     the two. Nothing has to be replayed when the file is opened: bbolt switches
//     from the old state to the new by writing one checksummed page.
//   - postgres: one transaction of the server, whoever else writes. It holds an
//     advisory lock, so that transactions that write follow one another and
//     change sets are numbered without gaps in the order of their commits.
//
// Apply returns nil only after that page has been synced to the disk, or after
// the server acknowledged the commit. A commit whose answer was lost is looked up
// by a token, under the lock, before anything is said of it.
//
// bbolt keeps two such pages and silently takes the older one when the newer is
// damaged, so the bolt row commits a second time, nothing, and both show the
// change before it is acknowledged.
//
// # What is verified
//
// Every statement that is read is put together from its quads and hashed again;
// a hash that differs from the id is an error. The bolt and postgres rows also
// keep the number of their statements and the sum of their ids, and compare both
// at the end of every reading, so a statement that went missing as a whole is an
// error as well. The bolt row, when it opens a file, looks at the structure of
// every page; the postgres row, when it opens a database, at its tables, what the
// user may do with them, and the server's clock.
package store
