package http

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/innograph/innograph/graph/export"
)

// acceptsJSON reports whether an Accept header (RFC 9110, section 12.5.1) allows
// application/json: by the most specific range that covers it. It is for answers
// that are JSON and nothing else; export.ByAccept chooses among formats.
func acceptsJSON(header string) bool {
	best, wanted, any := 0, 0.0, false
	for element := range strings.SplitSeq(header, ",") {
		media, params, _ := strings.Cut(element, ";")
		if !strings.Contains(media, "/") {
			continue // not a range; the others still hold
		}
		any = true
		specific := map[string]int{"application/json": 3, "application/*": 2, "*/*": 1}[strings.ToLower(strings.TrimSpace(media))]
		if q := qualityOf(params); specific > best || specific == best && specific > 0 && q > wanted {
			best, wanted = specific, q
		}
	}
	return wanted > 0 || !any
}

// acceptsGzip reports whether an answer may be sent compressed.
func acceptsGzip(r *http.Request) bool {
	yes := false
	for element := range strings.SplitSeq(strings.Join(r.Header.Values("Accept-Encoding"), ","), ",") {
		coding, params, _ := strings.Cut(element, ";")
		switch strings.ToLower(strings.TrimSpace(coding)) {
		case "gzip":
			return qualityOf(params) > 0
		case "*":
			yes = qualityOf(params) > 0
		}
	}
	return yes
}

// qualityOf is the q among the parameters of a range, 1 where there is none, and
// 0 where it cannot be read.
func qualityOf(params string) float64 {
	for p := range strings.SplitSeq(params, ";") {
		name, value, _ := strings.Cut(strings.TrimSpace(p), "=")
		if strings.EqualFold(name, "q") {
			q, err := strconv.ParseFloat(value, 64)
			if err != nil || !(q >= 0 && q <= 1) {
				return 0
			}
			return q
		}
	}
	return 1
}

// acceptable lists the media types that export.ByAccept can choose.
func acceptable() string {
	var media []string
	for _, f := range export.Formats() {
		media = append(media, f.Accept...)
	}
	return joinNames(media)
}
