package graph

import (
	"encoding/base32"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// An id is the base32 of the standard library with digits in another order, and
// sorts as the key does.
func TestStatementIDs(t *testing.T) {
	plain := base32.NewEncoding(statementIDDigits).WithPadding(base32.NoPadding)
	r := rand.New(rand.NewPCG(5, 5))
	var before StatementKey
	for range 20_000 {
		var key StatementKey
		for i := range key {
			key[i] = byte(r.Uint32())
		}
		id := encodeStatementID(key)
		if want := "s-" + plain.EncodeToString(key[:]); id != want {
			t.Fatalf("%x is %s, want %s", key, id, want)
		}
		if back, ok := decodeStatementID(id); !ok || back != key {
			t.Fatalf("%s is read as %x %v, want %x", id, back, ok, key)
		}
		if slices.Compare(key[:], before[:]) != strings.Compare(id, encodeStatementID(before)) {
			t.Fatalf("%x and %x do not sort as their ids", key, before)
		}
		before = key
		last := statementIDBits[id[21]] // with a bit that stands for nothing
		other := id[:21] + statementIDDigits[last|1:][:1]
		if _, ok := decodeStatementID(other); ok || !ValidStatementID(other) {
			t.Fatalf("%s is the id of a key: %v", other, ok)
		}
	}
	for _, s := range []string{"", "s-", "s-22222222222222222222x", "s-2222222222222222222", "t-22222222222222222222", "s-2222222222222222222A", "s-22222222221222222222", "s-2222222222222222222\xff"} {
		if _, ok := decodeStatementID(s); ok || ValidStatementID(s) {
			t.Errorf("%q is an id", s)
		}
	}
}
