package main

import (
	"testing"
	"time"
)

// Small histories of which it is known whether they are linearizable.
func TestLinearizable(t *testing.T) {
	at := func(from, to int, o operation) operation {
		o.call, o.answer = time.Duration(from), time.Duration(to)
		return o
	}
	set := func(v string) operation { return operation{kind: setting, value: v, held: true} }
	read := func(v string) operation { return operation{kind: reading, value: v} }
	exchange := func(from, to string, held bool) operation {
		return operation{kind: exchanging, expect: from, value: to, held: held}
	}
	for name, c := range map[string]struct {
		history []operation
		holds   bool
	}{
		"one after the other":     {[]operation{at(0, 1, read(beginning)), at(2, 3, set("a")), at(4, 5, read("a"))}, true},
		"at once, old or new":     {[]operation{at(0, 9, set("a")), at(1, 2, read(beginning)), at(3, 4, read("a"))}, true},
		"at once, new and old":    {[]operation{at(0, 9, set("a")), at(1, 2, read("a")), at(3, 4, read(beginning))}, false},
		"a stale read":            {[]operation{at(0, 1, set("a")), at(2, 3, set("b")), at(4, 5, read("a"))}, false},
		"a value nobody wrote":    {[]operation{at(0, 1, read("x"))}, false},
		"an exchange":             {[]operation{at(0, 1, exchange(beginning, "a", true)), at(2, 3, exchange(beginning, "b", false)), at(4, 5, read("a"))}, true},
		"a lost update":           {[]operation{at(0, 5, exchange(beginning, "a", true)), at(0, 5, exchange(beginning, "b", true))}, false},
		"an exchange that failed": {[]operation{at(0, 1, exchange(beginning, "a", false))}, false},
	} {
		if why := linearizable(c.history); (why == "") != c.holds {
			t.Errorf("%s: %q", name, why)
		}
	}
}

func TestStale(t *testing.T) {
	history := []operation{
		{kind: setting, held: true, change: 5, call: 0, answer: 2},
		{kind: reading, change: 4, call: 1, answer: 3}, // at once
		{kind: reading, change: 5, call: 3, answer: 4, entity: 1},
	}
	if n, why := stale(history); n != 0 {
		t.Error(why)
	}
	history[2].change = 4
	if n, _ := stale(history); n != 1 {
		t.Errorf("%d stale reads", n)
	}
}
