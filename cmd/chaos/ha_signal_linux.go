package main

import "syscall"

// Signals that other systems name or number otherwise, or have not.
const (
	haFreezing = syscall.SIGSTOP
	haThawing  = syscall.SIGCONT
	haReload   = syscall.SIGUSR2 // to HAProxy's master
)

func haSend(pid int, signal syscall.Signal) error { return syscall.Kill(pid, signal) }

// haDetached is for processes that outlive this program: Ctrl-C is for it alone.
func haDetached() *syscall.SysProcAttr { return &syscall.SysProcAttr{Setsid: true} }
