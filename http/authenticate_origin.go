package http

import (
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"
)

// sameOrigin refuses what a page of another origin asks to be changed, unless the
// origin is trusted. Programs that are no browsers send nothing to judge by and
// pass; they need a key.
func (s *Server) sameOrigin(c *gin.Context) {
	if s.origins.Check(c.Request) != nil {
		from := c.GetHeader("Origin")
		if from == "" {
			from = "another origin"
		}
		sendProblem(c, crossOrigin, "a page of "+cut(from, maxShown)+" asked for a change; only pages of this server may, and those of the origins given with --write-origin")
	}
}

// mayWrite reports whether pages of an origin may write from elsewhere.
func (s *Server) mayWrite(origin string) bool {
	return slices.ContainsFunc(s.cfg.WriteOrigins, func(o string) bool { return strings.EqualFold(o, origin) })
}

// trusted makes the protection of writes from origins that have been checked.
func trusted(origins []string) (*http.CrossOriginProtection, error) {
	p := http.NewCrossOriginProtection()
	for _, o := range origins { // a browser sends them in lower case
		if err := p.AddTrustedOrigin(strings.ToLower(o)); err != nil {
			return nil, err
		}
	}
	return p, nil
}
