package http

import (
	"fmt"
	"io"
	"net/http"
	"net/netip"
	"sync"
	"time"

	"github.com/gin-gonic/gin"
)

// operational endpoints must answer when the service is busy.
func operational(route string) bool {
	return route == "/healthz" || route == "/readyz" || route == "/metrics"
}

// limitSize refuses what is too large. net/http itself cuts off headers that are
// larger still, in plain text, before a handler runs.
func (s *Server) limitSize(c *gin.Context) {
	r := c.Request
	if n := len(r.RequestURI); n > s.cfg.MaxURL {
		sendProblem(c, urlTooLong, fmt.Sprintf("path and query have %d bytes, more than the %d allowed", n, s.cfg.MaxURL))
		return
	}
	headers := 0
	for name, values := range r.Header {
		for _, v := range values {
			headers += len(name) + len(v) + len(": \r\n")
		}
	}
	if headers > s.cfg.MaxHeaderBytes {
		sendProblem(c, headersTooLarge, fmt.Sprintf("the headers have %d bytes, more than the %d allowed", headers, s.cfg.MaxHeaderBytes))
		return
	}
	if r.Body == nil || r.Body == http.NoBody {
		return
	}
	if changes(r.Method) && c.FullPath() != "" {
		return // the operation reads it, within a bound of its own
	}
	// An operation that only reads takes no body, so it is read here: a small one
	// is ignored.
	switch _, err := io.CopyN(io.Discard, r.Body, s.cfg.MaxBodyBytes+1); err {
	case nil:
		c.Header("Connection", "close") // the rest is not worth reading
		sendProblem(c, bodyTooLarge, fmt.Sprintf("no endpoint reads a body; one of more than %d bytes is refused", s.cfg.MaxBodyBytes))
	case io.EOF:
	default:
		panic(http.ErrAbortHandler) // the client broke off
	}
}

// changes reports whether a method asks for a change.
func changes(method string) bool {
	switch method {
	case http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete:
		return true
	}
	return false
}

// inFlight counts the requests that are in memory, also those whose client reads
// the answer slowly, in all and per network: nobody may have more than half.
type inFlight struct {
	most int

	mu   sync.Mutex
	all  int
	from map[netip.Prefix]int
}

func newInFlight(most int) *inFlight { return &inFlight{most: most, from: map[netip.Prefix]int{}} }

// enter counts a request in. reason is why it is refused, "" where it is not.
func (f *inFlight) enter(client netip.Prefix) (reason string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	switch {
	case f.all >= f.most:
		return shedInFlight
	case f.from[client] >= (f.most+1)/2:
		return shedClient
	}
	f.all++
	f.from[client]++
	return ""
}

func (f *inFlight) leave(client netip.Prefix) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.all--
	forget(f.from, client)
}

// limitInFlight bounds the memory of all requests together: it refuses at once.
// Whose turn it is to be worked on is for the gates.
func (s *Server) limitInFlight(c *gin.Context) {
	if operational(c.FullPath()) || c.FullPath() == streamPath { // streams wait, and have a bound of their own
		return
	}
	client := network(info(c).client)
	switch reason := s.inFlight.enter(client); reason {
	case "":
		defer s.inFlight.leave(client)
		c.Next()
	case shedClient:
		s.refuse(c, reason, time.Second, fmt.Sprintf("%d requests from %s are being answered, and half of all is the limit for one address; try again in a moment", (s.cfg.MaxInFlight+1)/2, info(c).client))
	default:
		s.refuse(c, reason, time.Second, fmt.Sprintf("%d requests are being answered, which is the limit; try again in a moment", s.cfg.MaxInFlight))
	}
}
