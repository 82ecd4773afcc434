// Package graph is what innograph knows and what can be asked of it: the
// statement model, the ontology that gives statements their meaning, the
// immutable in-memory Graph, and the queries, one file each.
//
// The package imports nothing else of innograph. A Graph is built from a stream
// of statements by [Build], is never changed afterwards and may be read by any
// number of goroutines; [Live] holds the current one and the only write lock.
package graph
