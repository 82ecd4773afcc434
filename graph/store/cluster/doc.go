// Package cluster starts PostgreSQL for tests and trials: a cluster in a folder of
// its own that listens on loopback and ends with the process that started it,
// however that ends.
package cluster
