//go:build race

package main

// raceDetector reports whether the tests run under the race detector; so does the
// innograph that they try.
const raceDetector = true
