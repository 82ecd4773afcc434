package http

import (
	"net/http"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"
)

// answerCSP is for answers, which are data: a browser that is made to show one
// as a page runs and loads nothing. Styles are for SVG.
const answerCSP = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"

// pageCSP is for pages: what they need comes from this server, in files.
const pageCSP = "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

func secure(c *gin.Context) {
	h := c.Writer.Header()
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Security-Policy", answerCSP)
	h.Set("Referrer-Policy", "no-referrer")
}

const (
	corsMethods = "GET, HEAD, OPTIONS"
	corsHeaders = "Accept, Authorization, If-None-Match, X-Request-ID"
	corsExposed = "ETag, Link, Location, RateLimit, RateLimit-Policy, Retry-After, X-Request-ID"

	// of pages that may write
	corsWriteMethods = corsMethods + ", POST, PUT, PATCH, DELETE"
	corsWriteHeaders = corsHeaders + ", Content-Type, Idempotency-Key, If-Match"
)

// cors lets pages of other origins read, and those of trusted ones write. No
// cookies or the like are ever needed.
func (s *Server) cors(c *gin.Context) {
	h, origin := c.Writer.Header(), c.GetHeader("Origin")
	methods, headers := corsMethods, corsHeaders
	everybody := slices.Contains(s.cfg.CORSOrigins, "*")
	if len(s.cfg.WriteOrigins) > 0 || len(s.cfg.CORSOrigins) > 0 && !everybody {
		h.Add("Vary", "Origin")
	}
	switch {
	case s.mayWrite(origin):
		methods, headers = corsWriteMethods, corsWriteHeaders
		h.Set("Access-Control-Allow-Origin", origin)
	case everybody:
		h.Set("Access-Control-Allow-Origin", "*")
	case len(s.cfg.CORSOrigins) == 0:
		return
	default:
		if !slices.ContainsFunc(s.cfg.CORSOrigins, func(o string) bool { return strings.EqualFold(o, origin) }) {
			return
		}
		h.Set("Access-Control-Allow-Origin", origin)
	}
	h.Set("Access-Control-Expose-Headers", corsExposed)
	if c.Request.Method == http.MethodOptions && c.GetHeader("Access-Control-Request-Method") != "" {
		h.Set("Access-Control-Allow-Methods", methods)
		h.Set("Access-Control-Allow-Headers", headers)
		h.Set("Access-Control-Max-Age", "600")
	}
}

// rescue turns a panic into a 500 that says nothing of what is inside; the log
// has it with its stack. Where part of an answer has been sent the connection is
// cut, so that nobody takes that part for the whole.
func (s *Server) rescue(c *gin.Context) {
	// A mapped file that was cut is a fault when it is read: a panic, not the end.
	debug.SetPanicOnFault(true)
	defer func() {
		p := recover()
		if p == nil {
			return
		}
		if p == http.ErrAbortHandler { //nolint:errorlint // it is compared as net/http compares it
			panic(p)
		}
		s.log.ErrorContext(c.Request.Context(), "panic", "request_id", info(c).id, "route", c.FullPath(), "panic", p, "stack", string(debug.Stack()))
		if c.Writer.Written() {
			panic(http.ErrAbortHandler)
		}
		sendProblem(c, internal, internalDetail)
	}()
	c.Next()
}
