//go:build !linux

package http

// yield does nothing here.
func yield() {}
