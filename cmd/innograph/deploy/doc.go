// Package deploy is what a machine needs to keep innograph running: the unit for
// systemd, and how the service tells it that it is ready.
package deploy

import _ "embed"

// Unit is the service unit for systemd.
//
//go:embed innograph.service
var Unit string
