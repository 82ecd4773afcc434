package export

import (
	"strconv"
	"strings"
)

// ByAccept chooses a format by the value of an Accept header field (RFC 9110,
// section 12.5.1): the one with the highest quality, where the most specific
// range that covers a media type decides; among equals the first of Formats. An
// empty header accepts everything. It reports false when nothing is acceptable.
// Formats whose media type is not their own are only had by name.
//
// A browser that opens an address also accepts images. What prefers text/html
// to a drawing wants no drawing, so it gets none.
func ByAccept(accept string) (Format, bool) {
	ranges := parseAccept(accept)
	if len(ranges) == 0 {
		return formats[0], true
	}
	html := quality(ranges, "text/html", true)
	var best Format
	var bestQuality float64
	for _, f := range formats {
		for _, mediaType := range f.Accept {
			q := quality(ranges, mediaType, false)
			if strings.HasPrefix(mediaType, "image/") && html >= q {
				continue
			}
			if q > bestQuality {
				best, bestQuality = f, q
			}
		}
	}
	return best, bestQuality > 0
}

// mediaRange is one element of an Accept header field. Parameters other than q
// are not looked at: no format has variants.
type mediaRange struct {
	main, sub string // "*" covers all
	q         float64
}

func parseAccept(accept string) []mediaRange {
	var ranges []mediaRange
	for _, element := range splitOutsideQuotes(accept, ',') {
		parts := splitOutsideQuotes(element, ';')
		main, sub, ok := strings.Cut(strings.ToLower(strings.TrimSpace(parts[0])), "/")
		if !ok || main == "" || sub == "" || main == "*" && sub != "*" {
			continue // not a media range; the others still hold
		}
		r := mediaRange{main, sub, 1}
		for _, p := range parts[1:] {
			name, value, _ := strings.Cut(strings.TrimSpace(p), "=")
			if strings.EqualFold(name, "q") {
				q, err := strconv.ParseFloat(value, 64)
				if err != nil || !(q >= 0 && q <= 1) {
					q = 0
				}
				r.q = q
			}
		}
		ranges = append(ranges, r)
	}
	return ranges
}

// quality is that of the most specific range that covers the media type; with
// exact, only of a range that names it.
func quality(ranges []mediaRange, mediaType string, exact bool) float64 {
	main, sub, _ := strings.Cut(mediaType, "/")
	q, specific := 0.0, -1
	for _, r := range ranges {
		n := -1
		switch {
		case r.main == main && r.sub == sub:
			n = 2
		case r.main == main && r.sub == "*" && !exact:
			n = 1
		case r.main == "*" && !exact:
			n = 0
		}
		if n > specific || n == specific && n >= 0 && r.q > q {
			q, specific = r.q, n
		}
	}
	return q
}

// splitOutsideQuotes splits at sep where it is not inside a quoted string.
func splitOutsideQuotes(s string, sep byte) []string {
	var parts []string
	start, quoted := 0, false
	for i := 0; i < len(s); i++ {
		switch {
		case quoted && s[i] == '\\':
			i++
		case s[i] == '"':
			quoted = !quoted
		case s[i] == sep && !quoted:
			parts = append(parts, s[start:i])
			start = i + 1
		}
	}
	return append(parts, s[start:])
}
