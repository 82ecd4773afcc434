package http

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/innograph/innograph/http/keys"
)

// identify finds out whose request it is and answers nothing yet, so that limits
// per key can act before a bad key is refused. From here on the request does not
// hold the secret.
func (s *Server) identify(c *gin.Context) {
	given := c.Request.Header.Values("Authorization")
	c.Request.Header.Del("Authorization")
	if s.cfg.Keys == nil || len(given) == 0 {
		return
	}
	in := info(c)
	scheme, secret, _ := strings.Cut(strings.TrimSpace(given[0]), " ")
	switch {
	case len(given) > 1:
		in.refused = errManyKeys
	case strings.EqualFold(scheme, "Bearer"):
		in.key, in.refused = s.cfg.Keys.Find(strings.TrimSpace(secret))
	}
	// Another scheme is of a proxy on the way, which has its own users.
}

var errManyKeys = errors.New("there is more than one Authorization header")

// admit refuses a key that is not valid, wherever it is sent, and who has none
// where one is needed to read.
func (s *Server) admit(c *gin.Context) {
	in := info(c)
	switch {
	case operational(c.FullPath()), c.Request.Method == http.MethodOptions: // a browser's preflight never has a key
	case s.pages[c.FullPath()] && in.refused == nil: // they hold nothing of the graph, and ask for a key themselves
	case in.refused != nil:
		s.unauthorized(c)
	case s.cfg.KeyToRead && !in.accepted():
		s.unauthorized(c)
	}
}

// require lets an operation be used with a key of at least that role, and begins
// its line in the audit log: nothing may be changed where it answers false. It
// has answered the request then.
func (s *Server) require(role keys.Role) func(c *gin.Context) bool {
	return func(c *gin.Context) bool {
		in := info(c)
		switch {
		case s.cfg.Keys == nil:
			sendProblem(c, noKeys, "this needs a key with the role "+role.String()+" or higher, and the server was started without keys, so nobody may: "+
				"make one with 'innograph key create --keys FILE --name NAME --role "+role.String()+"', and start the server with --keys FILE")
		case !in.accepted():
			s.unauthorized(c)
		case in.key.Role < role:
			sendProblem(c, forbidden, fmt.Sprintf("the key %s has the role %s; this needs %s or higher", in.key.ID, in.key.Role, role))
		default:
			return s.beginAudit(c)
		}
		return false
	}
}

// unauthorized answers 401 (RFC 6750). A client does not hear whether a secret
// was never known or has been revoked.
func (s *Server) unauthorized(c *gin.Context) {
	in := info(c)
	challenge, detail := `Bearer realm="innograph"`, "this needs a key; send it as Authorization: Bearer "+keys.Prefix+"…"
	switch {
	case errors.Is(in.refused, keys.ErrExpired):
		challenge += `, error="invalid_token", error_description="the key has expired"`
		detail = "the key expired at " + in.key.Expires.UTC().Format(time.RFC3339) + "; ask for a new one"
	case errors.Is(in.refused, errManyKeys):
		challenge += `, error="invalid_request"`
		detail = errManyKeys.Error() + "; send one"
	case in.refused != nil:
		challenge += `, error="invalid_token"`
		detail = "the key is not valid; check that all of it was sent, as Authorization: Bearer " + keys.Prefix + "…, or ask for a new one"
	}
	c.Header("WWW-Authenticate", challenge)
	sendProblem(c, unauthorized, detail)
}

// accepted reports whether the request came with a valid key.
func (in *requestInfo) accepted() bool { return in.key.ID != "" && in.refused == nil }

// refusal is why a key was not accepted, as the log has it.
func (in *requestInfo) refusal() string {
	switch {
	case errors.Is(in.refused, keys.ErrExpired):
		return "expired"
	case errors.Is(in.refused, keys.ErrRevoked):
		return "revoked"
	case errors.Is(in.refused, keys.ErrUnknown):
		return "unknown"
	}
	return "malformed"
}
