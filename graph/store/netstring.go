package store

import (
	"errors"
	"strconv"
	"strings"
)

// appendNetstring appends s as a netstring: its length in bytes, a colon, s and
// a comma (D. J. Bernstein, "Netstrings", 1997). Nothing in s needs escaping, so
// a list of strings is their netstrings one after the other.
func appendNetstring(b []byte, s string) []byte {
	b = strconv.AppendInt(b, int64(len(s)), 10)
	b = append(b, ':')
	b = append(b, s...)
	return append(b, ',')
}

var errNetstring = errors.New("not a list of netstrings")

// splitNetstrings is the inverse of appendNetstring for a list.
func splitNetstrings(s string) ([]string, error) {
	var list []string
	for s != "" {
		digits, rest, ok := strings.Cut(s, ":")
		n, err := strconv.Atoi(digits)
		// Only the one way to write a length is accepted: no sign, no leading zero.
		if !ok || err != nil || strconv.Itoa(n) != digits || n < 0 || n >= len(rest) || rest[n] != ',' {
			return nil, errNetstring
		}
		list = append(list, rest[:n])
		s = rest[n+1:]
	}
	return list, nil
}
