package main

import (
	"fmt"
	"os"
	"runtime"
	"syscall"
)

// ownMountsEnv is set in a process that has mounts of its own.
const ownMountsEnv = "INNOGRAPH_CHAOS_MOUNTS"

// ownMounts begins the program again in a mount namespace of its own: nobody else
// can keep a file system of the trial mounted, and none is left when the program
// ends, however it ends. In that namespace it does nothing.
func ownMounts() error {
	if os.Getenv(ownMountsEnv) != "" {
		return nil
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	runtime.LockOSThread() // it is the thread that gets the namespace, and hands it on to exec
	if err := syscall.Unshare(syscall.CLONE_NEWNS | syscall.CLONE_FS); err != nil {
		return fmt.Errorf("a mount namespace: %w; mounting needs root", err)
	}
	if err := syscall.Mount("none", "/", "", syscall.MS_REC|syscall.MS_PRIVATE, ""); err != nil {
		return fmt.Errorf("a mount namespace: %w", err)
	}
	return os.NewSyscallError("exec", syscall.Exec(self, os.Args, append(os.Environ(), ownMountsEnv+"=1")))
}
