//go:build !linux

package main

import "syscall"

// dyingWithUs is for processes that may outlive this program where the system
// cannot help it.
func dyingWithUs() *syscall.SysProcAttr { return nil }
