package http

import (
	"fmt"
	"net/http"
	"net/netip"
	"path/filepath"
	"testing"
	"time"

	"github.com/innograph/innograph/http/keys"
)

// The limiter against its definition: over any stretch of time no more gets
// through than the burst and the rate allow, and what waits as told gets through.
func TestRateLimiter(t *testing.T) {
	clock := time.Unix(1000, 0)
	l := newRateLimiter[netip.Prefix]("address", 2, 3)
	l.now = func() time.Time { return clock }
	one := network("192.0.2.1")
	var passed []time.Time
	for i := range 400 {
		clock = clock.Add(time.Duration(i%7) * 60 * time.Millisecond)
		q := l.take(one)
		if most := (3*l.interval - q.whole) / l.interval; q.remaining != max(0, int(most)) || q.allowed && q.whole <= 0 {
			t.Fatalf("step %d: %+v", i, q)
		}
		wait := q.wait
		if q.allowed {
			passed = append(passed, clock)
			continue
		}
		if wait <= 0 || wait > time.Second {
			t.Fatalf("step %d: wait %s", i, wait)
		}
		if l.take(one).allowed {
			t.Fatalf("step %d: let through without waiting", i)
		}
		if i%5 == 0 {
			clock = clock.Add(wait)
			if !l.take(one).allowed {
				t.Fatalf("step %d: refused after waiting %s", i, wait)
			}
			passed = append(passed, clock)
		}
	}
	for i := range passed {
		for j := i; j < len(passed); j++ {
			if n, most := float64(j-i+1), 3+2*passed[j].Sub(passed[i]).Seconds(); n > most+1e-6 {
				t.Fatalf("%v requests within %s", n, passed[j].Sub(passed[i]))
			}
		}
	}
	if len(passed) < 100 {
		t.Errorf("only %d requests were let through", len(passed))
	}
}

func TestRateLimiterForgets(t *testing.T) {
	clock := time.Unix(1000, 0)
	l := newRateLimiter[netip.Prefix]("address", 1, 1)
	l.now = func() time.Time { return clock }
	address := func(i int) netip.Prefix { return network(fmt.Sprintf("10.%d.%d.%d", i>>16, i>>8&255, i&255)) }
	for i := range maxClients + 10 {
		if !l.take(address(i)).allowed {
			t.Fatalf("address %d is refused", i)
		}
	}
	if len(l.due) > maxClients {
		t.Errorf("%d addresses are remembered", len(l.due))
	}
	clock = clock.Add(2 * time.Second)
	l.take(network("192.0.2.1"))
	if len(l.due) != 1 {
		t.Errorf("%d addresses are remembered after all have waited", len(l.due))
	}
}

func TestNetwork(t *testing.T) {
	for address, want := range map[string]string{
		"192.0.2.7": "192.0.2.7/32", "192.0.2.7:80": "192.0.2.7/32", "::ffff:192.0.2.7": "192.0.2.7/32",
		"2001:db8:1:2:3:4:5:6": "2001:db8:1:2::/64", "[2001:db8:1:2::9]:80": "2001:db8:1:2::/64", "@": "invalid Prefix",
	} {
		if got := network(address).String(); got != want {
			t.Errorf("%s belongs to %s, want %s", address, got, want)
		}
	}
}

// What is left is told with every answer, per address and per key, as
// draft-ietf-httpapi-ratelimit-headers has it.
func TestRateLimitFields(t *testing.T) {
	file := filepath.Join(t.TempDir(), "keys.jsonl")
	var auth [2]header
	for i := range auth {
		_, secret, err := keys.Create(file, fmt.Sprint("reader", i), keys.Reader, time.Time{}, time.Now())
		if err != nil {
			t.Fatal(err)
		}
		auth[i] = header{"Authorization": "Bearer " + secret}
	}
	ring, err := keys.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	h := start(t, Config{Rate: 0.1, Burst: 4, KeyRate: 0.01, KeyBurst: 1, Keys: ring, TrustedProxies: []string{"127.0.0.1"}})
	type step struct {
		name, from string
		key        header
		status     int
		policy     string
		left       string
		retry      string
	}
	const address, key = `"address";q=4;w=40`, `"key";q=1;w=100`
	for _, c := range []step{
		{"first", "192.0.2.1", nil, 200, address, `"address";r=3;t=10`, ""},
		{"with a key", "192.0.2.1", auth[0], 200, address + ", " + key, `"address";r=2;t=20, "key";r=0;t=100`, ""},
		{"the key is used up", "192.0.2.1", auth[0], 429, address + ", " + key, `"address";r=1;t=30, "key";r=0;t=100`, "100"},
		{"which counts for the address as if it had not been", "192.0.2.1", nil, 200, address, `"address";r=1;t=30`, ""},
		{"another key", "192.0.2.1", auth[1], 200, address + ", " + key, `"address";r=0;t=40, "key";r=0;t=100`, ""},
		{"the address is used up", "192.0.2.1", nil, 429, address, `"address";r=0;t=40`, "10"},
		{"the key elsewhere", "192.0.2.2", auth[0], 429, address + ", " + key, `"address";r=3;t=10, "key";r=0;t=100`, "100"},
		{"a wrong key has no quota of its own", "192.0.2.2", header{"Authorization": "Bearer ig_wrong"}, 401, address, `"address";r=3;t=10`, ""},
	} {
		r := h.get("/v1/ontology", header{"X-Forwarded-For": c.from}, c.key)
		if r.StatusCode != c.status || r.Header.Get("RateLimit-Policy") != c.policy || r.Header.Get("RateLimit") != c.left || r.Header.Get("Retry-After") != c.retry {
			t.Errorf("%s: %d, RateLimit-Policy %s, RateLimit %s, Retry-After %s, want %d, %s, %s and %s", c.name, r.StatusCode,
				r.Header.Get("RateLimit-Policy"), r.Header.Get("RateLimit"), r.Header.Get("Retry-After"), c.status, c.policy, c.left, c.retry)
		}
	}
	if r := h.get("/healthz"); r.Header.Get("RateLimit") != "" {
		t.Error("/healthz is limited")
	}
	if r := start(t, Config{}).get("/v1/ontology"); r.StatusCode != http.StatusOK || r.Header.Get("RateLimit-Policy") != "" {
		t.Error("without limits, some are told")
	}
}

// Only a proxy that is trusted says whose request it is, and of what it says only
// what it added itself: the last address that is not a trusted proxy's.
func TestForwardedFor(t *testing.T) {
	for _, c := range []struct {
		name    string
		trusted []string
		headers map[string][]string
		want    string
	}{
		{"nobody is trusted", nil, map[string][]string{"X-Forwarded-For": {"192.0.2.1"}, "X-Real-Ip": {"192.0.2.2"}, "Forwarded": {"for=192.0.2.3"}}, "127.0.0.1"},
		{"another is trusted", []string{"10.0.0.0/8"}, map[string][]string{"X-Forwarded-For": {"192.0.2.1"}}, "127.0.0.1"},
		{"trusted", []string{"127.0.0.1"}, map[string][]string{"X-Forwarded-For": {"192.0.2.1"}}, "192.0.2.1"},
		{"the client lies", []string{"127.0.0.1"}, map[string][]string{"X-Forwarded-For": {"198.51.100.9, 192.0.2.1"}}, "192.0.2.1"},
		{"in a line of its own", []string{"127.0.0.1"}, map[string][]string{"X-Forwarded-For": {"198.51.100.9", "192.0.2.1"}}, "192.0.2.1"},
		{"two proxies", []string{"127.0.0.1", "10.0.0.0/8"}, map[string][]string{"X-Forwarded-For": {"192.0.2.1, 10.1.2.3"}}, "192.0.2.1"},
		{"no other header", []string{"127.0.0.1"}, map[string][]string{"X-Real-Ip": {"192.0.2.2"}, "Forwarded": {"for=192.0.2.3"}, "True-Client-Ip": {"192.0.2.4"}}, "127.0.0.1"},
		{"no address", []string{"127.0.0.1"}, map[string][]string{"X-Forwarded-For": {"nonsense"}}, "127.0.0.1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := start(t, Config{TrustedProxies: c.trusted})
			req, err := http.NewRequest(http.MethodGet, h.url+"/v1/ontology", nil)
			if err != nil {
				t.Fatal(err)
			}
			for name, values := range c.headers {
				req.Header[name] = values
			}
			if _, err := h.send(req); err != nil {
				t.Fatal(err)
			}
			if lines := h.logs.lines(t); len(lines) != 1 || lines[0]["client"] != c.want {
				t.Errorf("the log has %v, want the client %s", lines, c.want)
			}
		})
	}
}
