//go:build unix

package main

import "testing"

// The trials whose servers keep their statements in PostgreSQL.

func postgres(args ...string) []string { return append(args, "--store", "postgres") }

func TestKillPostgres(t *testing.T) {
	succeeds(t, postgres("kill", "--cycles", "3"), postgres("kill", "--cycles", "3"))
}

func TestPowercutPostgres(t *testing.T) {
	succeeds(t, postgres("powercut", "--cuts", "2"), postgres("powercut", "--cuts", "4"))
}

func TestDiskfullPostgres(t *testing.T) {
	succeeds(t, postgres("diskfull", "--rounds", "2"), postgres("diskfull", "--rounds", "1"))
}

func TestWritersPostgres(t *testing.T) {
	succeeds(t, postgres("writers", "--changes", "40", "--servers", "2", "--pause", "20ms"), postgres("writers", "--changes", "30", "--servers", "2"))
}

func TestShutdownPostgres(t *testing.T) {
	succeeds(t, postgres("shutdown", "--rounds", "2"), postgres("shutdown", "--rounds", "20"))
}

func TestSoakPostgres(t *testing.T) {
	succeeds(t, postgres("soak", "--requests", "3000", "--slope", "1000"), postgres("soak", "--requests", "3000", "--settle", "2s"))
}
