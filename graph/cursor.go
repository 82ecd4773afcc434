package graph

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
)

// A cursor is base64url of: 8 bytes of the graph version, 8 bytes of a hash of
// the question, 8 bytes of the offset. It is good for one question on one
// version of the graph, so pages never overlap or leave a gap.

func (g *Graph) cursorKey(question string) []byte {
	version, _ := hex.DecodeString(g.version)
	sum := sha256.Sum256([]byte(question))
	return append(version, sum[:8]...)
}

func (g *Graph) makeCursor(question string, offset int) string {
	return base64.RawURLEncoding.EncodeToString(binary.BigEndian.AppendUint64(g.cursorKey(question), uint64(offset)))
}

func (g *Graph) readCursor(question, cursor string) (offset int, err error) {
	if cursor == "" {
		return 0, nil
	}
	bad := func(message string) (int, error) {
		return 0, &Error{Kind: BadCursor, Issues: []Issue{{Param: "cursor", Value: cursor, Message: message}}}
	}
	raw, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil || len(raw) != 24 {
		return bad("this is not a cursor; pass meta.next_cursor as it was given, or leave it out to start again")
	}
	key := g.cursorKey(question)
	switch {
	case string(raw[:8]) != string(key[:8]):
		return bad("the graph has changed since this cursor was given; leave it out to start again")
	case string(raw[8:16]) != string(key[8:]):
		return bad("this cursor was given for another question; keep all other parameters as they were, or leave it out to start again")
	}
	n := binary.BigEndian.Uint64(raw[16:])
	if n > 1<<40 {
		return bad("this is not a cursor; leave it out to start again")
	}
	return int(n), nil
}
