package http

import (
	"fmt"
	"slices"
	"testing"
	"time"
)

// The limiter against its definition: over any stretch of time no more gets
// through than the burst and the rate allow, and what waits as told gets through.
func TestRateLimiter(t *testing.T) {
	clock := time.Unix(1000, 0)
	l := newRateLimiter(2, 3)
	l.now = func() time.Time { return clock }
	var passed []time.Time
	for i := range 400 {
		clock = clock.Add(time.Duration(i%7) * 60 * time.Millisecond)
		ok, wait := l.allow("192.0.2.1")
		if ok {
			passed = append(passed, clock)
			continue
		}
		if wait <= 0 || wait > time.Second {
			t.Fatalf("step %d: wait %s", i, wait)
		}
		if ok, _ := l.allow("192.0.2.1"); ok {
			t.Fatalf("step %d: let through without waiting", i)
		}
		if i%5 == 0 {
			clock = clock.Add(wait)
			if ok, _ := l.allow("192.0.2.1"); !ok {
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
	l := newRateLimiter(1, 1)
	l.now = func() time.Time { return clock }
	address := func(i int) string { return fmt.Sprintf("10.%d.%d.%d", i>>16, i>>8&255, i&255) }
	for i := range maxAddresses + 10 {
		if ok, _ := l.allow(address(i)); !ok {
			t.Fatalf("address %d is refused", i)
		}
	}
	if len(l.due) > maxAddresses {
		t.Errorf("%d addresses are remembered", len(l.due))
	}
	clock = clock.Add(2 * time.Second)
	l.allow("192.0.2.1")
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

func TestAcceptsJSON(t *testing.T) {
	for accept, want := range map[string]bool{
		"": true, "application/json": true, "*/*;q=0.1": true, "text/csv, application/*": true, "APPLICATION/JSON ; q=1": true, "x": true,
		"text/csv": false, "application/json;q=0": false, "application/json;q=0, */*": false, "application/*;q=0, */*;q=0.5": false,
		"application/json;q=x": false, "application/json;q=0, application/json": true,
	} {
		if acceptsJSON(accept) != want {
			t.Errorf("%q accepts JSON: %v", accept, !want)
		}
	}
}

func TestSplit(t *testing.T) {
	if got := split([]string{"a,b|c", "", " d ,, !e"}); !slices.Equal(got, []string{"a", "b", "c", "d", "!e"}) {
		t.Errorf("%q", got)
	}
	if got := replaceName("a|old, old,older", "old", "new"); got != "a|new,new,older" {
		t.Errorf("%q", got)
	}
}

func TestCut(t *testing.T) {
	for in, want := range map[string]string{"城西城西": "城西城…", "城西城": "城西城", "a\xff": "a\uFFFD"} {
		if got := cut(in, 3); got != want {
			t.Errorf("%q became %q, want %q", in, got, want)
		}
	}
}

func TestMatchesETag(t *testing.T) {
	for header, want := range map[string]bool{`W/"a"`: true, `"a"`: true, `"b", W/"a"`: true, `"b",W/"c"`: false, "": false, `a`: false, `"a`: false} {
		if matchesETag(header, `W/"a"`) != want {
			t.Errorf("%s matches: %v", header, !want)
		}
	}
}

func TestModelHash(t *testing.T) {
	var m modelHash
	renamed := *testOntology
	renamed.Units = nil
	a, b := m.of(testOntology), m.of(&renamed)
	if a == b || m.of(testOntology) != a || m.of(testOntology) != a {
		t.Errorf("hashes %s and %s", a, b)
	}
}
