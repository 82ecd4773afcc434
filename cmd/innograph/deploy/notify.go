package deploy

import (
	"fmt"
	"net"
	"os"
	"strings"
)

// Notify tells the service manager how the service is, in the form of
// sd_notify(3): assignments such as READY=1, each on its own line. Where nobody
// waits for that it does nothing.
func Notify(assignments ...string) error {
	name := os.Getenv("NOTIFY_SOCKET")
	if name == "" {
		return nil
	}
	conn, err := net.DialUnix("unixgram", nil, &net.UnixAddr{Name: name, Net: "unixgram"})
	if err != nil {
		return fmt.Errorf("NOTIFY_SOCKET: %w", err)
	}
	defer conn.Close()
	if _, err := conn.Write([]byte(strings.Join(assignments, "\n"))); err != nil {
		return fmt.Errorf("NOTIFY_SOCKET: %w", err)
	}
	return nil
}
