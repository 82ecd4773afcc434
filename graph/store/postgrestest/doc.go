// Package postgrestest gives tests a PostgreSQL server of their own: a cluster in
// a temporary folder that listens on loopback and ends with the test process,
// however that ends.
//
//	dsn := postgrestest.Database(t) // an empty database on a server that the package's tests share
//
// A test that kills or configures its server starts one with [Start].
package postgrestest
