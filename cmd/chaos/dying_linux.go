package main

import "syscall"

// dyingWithUs is for processes that the system kills when this program is gone,
// however that ended.
func dyingWithUs() *syscall.SysProcAttr { return &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL} }
