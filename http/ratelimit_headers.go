package http

import (
	"fmt"
	"net/netip"
	"strings"
	"time"

	"github.com/gin-gonic/gin"
)

// rates are the limits on how often a client may ask: per address, and per key
// for those who have one.
type rates struct {
	address *rateLimiter[netip.Prefix] // nil: no limit
	key     *rateLimiter[string]       // nil: no limit
}

func newRates(c Config) *rates {
	return &rates{newRateLimiter[netip.Prefix]("address", c.Rate, c.Burst), newRateLimiter[string]("key", c.KeyRate, c.KeyBurst)}
}

// limitRate lets each address, and each key, ask so often. What is left is told
// with every answer, in the fields of draft-ietf-httpapi-ratelimit-headers-10.
// Whose key is not valid has only the limit of the address: guessing keys does
// not use up the quota of others.
func (s *Server) limitRate(c *gin.Context) {
	if s.rates.address == nil && s.rates.key == nil || operational(c.FullPath()) {
		return
	}
	in := info(c)
	var policies, left []string
	tell := func(policy string, burst, window int, q quota) {
		policies = append(policies, fmt.Sprintf("%q;q=%d;w=%d", policy, burst, window))
		left = append(left, fmt.Sprintf("%q;r=%d;t=%d", policy, q.remaining, wholeSeconds(q.whole)))
	}
	var refused *quota
	var limit string
	from := network(in.client)
	if l := s.rates.address; l != nil {
		q := l.take(from)
		tell(l.policy, l.burst, l.window(), q)
		if !q.allowed {
			refused, limit = &q, fmt.Sprintf("%v requests per second from %s", l.rate, in.client)
		}
	}
	if l := s.rates.key; l != nil && in.accepted() && refused == nil {
		q := l.take(in.key.ID)
		tell(l.policy, l.burst, l.window(), q)
		if !q.allowed {
			refused, limit = &q, fmt.Sprintf("%v requests per second with the key %s", l.rate, in.key.ID)
			if s.rates.address != nil {
				s.rates.address.giveBack(from)
			}
		}
	}
	if len(policies) == 0 {
		return
	}
	h := c.Writer.Header()
	h["Ratelimit-Policy"] = []string{strings.Join(policies, ", ")}
	h["Ratelimit"] = []string{strings.Join(left, ", ")}
	if refused != nil {
		seconds := wholeSeconds(refused.wait)
		h.Set("Retry-After", fmt.Sprint(seconds))
		sendProblem(c, rateLimited, fmt.Sprintf("more than %s; try again in %s", limit, time.Duration(seconds)*time.Second))
	}
}
