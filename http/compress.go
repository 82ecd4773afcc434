package http

import (
	"net/http"

	"github.com/klauspost/compress/gzhttp"
)

// minCompressed is the size from which compressing is worth it: what fits into a
// packet is sent as it is.
const minCompressed = 1400

const gzipLevel = 4

// compress sends answers gzipped to clients that accept it. ETags are weak, so
// they hold for both forms.
func (s *Server) compress(next http.Handler) (http.Handler, error) {
	wrap, err := gzhttp.NewWrapper(gzhttp.MinSize(minCompressed), gzhttp.CompressionLevel(gzipLevel), gzhttp.EnableZstd(false),
		gzhttp.SetContentType(false), gzhttp.ContentTypeFilter(gzhttp.CompressAllContentTypeFilter)) // all that is served is text
	if err != nil {
		return nil, err
	}
	return wrap(next), nil
}
