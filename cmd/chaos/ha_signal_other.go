//go:build !linux

package main

import (
	"errors"
	"syscall"
)

const haFreezing, haThawing, haReload = syscall.Signal(0), syscall.Signal(0), syscall.Signal(0)

func haSend(int, syscall.Signal) error { return errors.New(haNeedsLinux) }

func haDetached() *syscall.SysProcAttr { return nil }
