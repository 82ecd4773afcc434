package main

import (
	"bytes"
	"io"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"
	"time"
)

// plantFaults stands before the server and spoils an answer now and then: one is
// a fault of the server, one has a member that the document does not declare.
func (m *malformed) plantFaults() (net.Listener, error) {
	to, err := url.Parse(m.server.base)
	if err != nil {
		return nil, err
	}
	var n atomic.Int64
	proxy := &httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(to) },
		ModifyResponse: func(res *http.Response) error {
			switch k := n.Add(1); {
			case k%500 == 0:
				res.StatusCode = http.StatusInternalServerError
			case k%20 == 0 && res.Request.Method != http.MethodHead && strings.HasPrefix(res.Header.Get("Content-Type"), "application/json"):
				body, err := io.ReadAll(res.Body)
				if err != nil {
					return err
				}
				body = bytes.Replace(body, []byte("{"), []byte(`{"planted":1,`), 1)
				res.Body = io.NopCloser(bytes.NewReader(body))
				res.ContentLength = int64(len(body))
				res.Header.Set("Content-Length", strconv.Itoa(len(body)))
			}
			return nil
		},
		ErrorHandler: func(w http.ResponseWriter, _ *http.Request, _ error) { panic(http.ErrAbortHandler) },
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	s := &http.Server{Handler: proxy, ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = s.Serve(l) }()
	return l, nil
}
