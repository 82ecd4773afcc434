//go:build race

package main

import "time"

// longest is how long a hostile pack may take; the race detector is slow.
const longest = 60 * time.Second
