package main

import "testing"

func TestWriters(t *testing.T) {
	succeeds(t, []string{"writers", "--changes", "150", "--pause", "20ms"}, []string{"writers", "--changes", "30"})
}
