package store

import (
	"errors"
	"syscall"
)

// limitUnacknowledged makes a connection fail when what was sent on it is not
// acknowledged for 15 seconds, which keepalives, sent only when nothing is under
// way, do not notice.
func limitUnacknowledged(network, _ string, c syscall.RawConn) error {
	if network == "unix" {
		return nil
	}
	const tcpUserTimeout = 18 // TCP_USER_TIMEOUT of linux/tcp.h, in milliseconds
	var err error
	return errors.Join(c.Control(func(fd uintptr) {
		err = syscall.SetsockoptInt(int(fd), syscall.IPPROTO_TCP, tcpUserTimeout, 15_000)
	}), err)
}
