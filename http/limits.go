package http

import (
	"fmt"
	"io"
	"math"
	"net/http"
	"strconv"
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

// limitRate lets each address ask so often.
func (s *Server) limitRate(c *gin.Context) {
	if s.rate == nil || operational(c.FullPath()) {
		return
	}
	if ok, wait := s.rate.allow(info(c).client); !ok {
		seconds := int(math.Ceil(wait.Seconds()))
		c.Header("Retry-After", strconv.Itoa(seconds))
		sendProblem(c, rateLimited, fmt.Sprintf("more than %v requests per second from %s; try again in %s",
			s.cfg.Rate, info(c).client, time.Duration(seconds)*time.Second))
	}
}

// limitInFlight refuses at once rather than letting requests queue.
func (s *Server) limitInFlight(c *gin.Context) {
	if operational(c.FullPath()) || c.FullPath() == streamPath { // streams wait, and have a bound of their own
		return
	}
	select {
	case s.slots <- struct{}{}:
		defer func() { <-s.slots }()
		c.Next()
	default:
		c.Header("Retry-After", "1")
		sendProblem(c, overloaded, fmt.Sprintf("%d requests are being worked on, which is the limit; try again in a moment", s.cfg.MaxInFlight))
	}
}
