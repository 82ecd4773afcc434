package graph

import (
	"encoding/binary"
	"strings"
)

// StatementKey is a statement's id in binary.
type StatementKey [12]byte

const (
	statementIDPrefix = "s-"
	statementIDLength = len(statementIDPrefix) + 20
	// Base32 with the digits first, so that ids sort as the hashes do.
	statementIDDigits = "234567abcdefghijklmnopqrstuvwxyz"
)

// statementIDPairs are the two digits of every ten bits, and statementIDBits the
// five bits of every digit; 255 for what is none.
var (
	statementIDPairs = func() (t [1024][2]byte) {
		for i := range t {
			t[i] = [2]byte{statementIDDigits[i>>5], statementIDDigits[i&31]}
		}
		return t
	}()
	statementIDBits = func() (t [256]uint8) {
		for i := range t {
			t[i] = uint8(strings.IndexByte(statementIDDigits, byte(i)))
		}
		return t
	}()
)

// ValidStatementID reports whether s has the form of a statement's id.
func ValidStatementID(s string) bool {
	if len(s) != statementIDLength || !strings.HasPrefix(s, statementIDPrefix) {
		return false
	}
	for i := len(statementIDPrefix); i < len(s); i++ {
		if statementIDBits[s[i]] > 31 {
			return false
		}
	}
	return true
}

func encodeStatementID(id StatementKey) string {
	var w [statementIDLength]byte
	putStatementID(w[:], id)
	return string(w[:])
}

// putStatementID writes the characters of an id: 96 bits are 19 digits and one
// whose last four bits are zero.
func putStatementID(w []byte, id StatementKey) {
	_ = w[statementIDLength-1]
	first, last := binary.BigEndian.Uint64(id[:8]), uint64(binary.BigEndian.Uint32(id[8:]))
	hi, lo := first>>4, first&0xf<<36|last<<4 // 60 bits, and 36 with 4 zeros
	w[0], w[1] = statementIDPrefix[0], statementIDPrefix[1]
	for i := range 6 {
		p := &statementIDPairs[hi>>(50-10*i)&1023]
		w[2+2*i], w[3+2*i] = p[0], p[1]
	}
	for i := range 4 {
		p := &statementIDPairs[lo>>(30-10*i)&1023]
		w[14+2*i], w[15+2*i] = p[0], p[1]
	}
}

// decodeStatementID is the inverse. An id whose last bits are not zero is none.
func decodeStatementID(s string) (id StatementKey, ok bool) {
	if !ValidStatementID(s) {
		return id, false
	}
	var hi, lo uint64
	for i := range 12 {
		hi = hi<<5 | uint64(statementIDBits[s[2+i]])
	}
	for i := range 8 {
		lo = lo<<5 | uint64(statementIDBits[s[14+i]])
	}
	binary.BigEndian.PutUint64(id[:8], hi<<4|lo>>36)
	binary.BigEndian.PutUint32(id[8:], uint32(lo>>4))
	return id, lo&0xf == 0
}
