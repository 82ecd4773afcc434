package graph

import "github.com/cespare/xxhash/v2"

// hashID spreads ids over an idIndex. It is part of the snapshot format, so it
// must stay the same on every machine.
func hashID(id string) uint64 { return xxhash.Sum64String(id) }
