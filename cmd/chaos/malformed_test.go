package main

import "testing"

func TestMalformed(t *testing.T) {
	succeeds(t, []string{"malformed", "--requests", "1500", "--no-slow"}, []string{"malformed", "--requests", "1500"})
}
