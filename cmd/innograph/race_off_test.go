//go:build !race

package main

import "time"

// longest is how long a hostile pack may take: half a second where the machine has
// nothing else to do.
const longest = 10 * time.Second
