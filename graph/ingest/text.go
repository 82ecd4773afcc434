package ingest

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// shorten keeps messages about long texts short.
func shorten(s string) string {
	const most = 60
	if len(s) <= most {
		return s
	}
	n := most
	for n > most-utf8.UTFMax && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n] + "…"
}

// badText says why a text cannot be kept, or "".
func badText(s string) string {
	switch {
	case !utf8.ValidString(s):
		return "is not valid UTF-8"
	case strings.IndexByte(s, 0) >= 0:
		return "holds a NUL character"
	}
	return ""
}

// langOf tells the language of a name that does not say it.
func langOf(s string) string {
	for _, r := range s {
		if r >= 0x2E80 && unicode.Is(unicode.Han, r) {
			return "zh"
		}
	}
	return "en"
}
