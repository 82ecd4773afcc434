package main

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// Names in the kernel. The machines are network namespaces; another one holds the
// switch between them, where no firewall of the host sees their packets.
const (
	haPrefix = "innograph-ha-"
	haSwitch = haPrefix + "switch"
	haDevice = "innograph-ha" // the host's end of its cable to the switch
	haHost   = "198.18.77.1"  // the host's address on it
	haMask   = "/24"
)

// haMachine is a machine of the topology.
type haMachine struct{ name, address string }

func (m haMachine) namespace() string { return haPrefix + m.name }

// haMachines reads the machines from a file in the form of /etc/hosts.
func haMachines(path string) ([]haMachine, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var machines []haMachine
	for i, line := range strings.Split(string(text), "\n") {
		fields := strings.Fields(strings.SplitN(line, "#", 2)[0])
		if len(fields) == 0 {
			continue
		}
		if len(fields) != 2 || net.ParseIP(fields[0]) == nil {
			return nil, fmt.Errorf("%s:%d: expected an address and a name, found %q", path, i+1, line)
		}
		machines = append(machines, haMachine{fields[1], fields[0]})
	}
	return machines, nil
}

// haIP runs lines of the ip program, as one batch.
func haIP(ctx context.Context, lines ...string) error {
	cmd := exec.CommandContext(ctx, "ip", "-batch", "-")
	cmd.Stdin = strings.NewReader(strings.Join(lines, "\n") + "\n")
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("ip: %w: %s", err, strings.TrimSpace(string(out)))
	}
	return nil
}

// haNetwork makes the namespaces, the switch and the cables, and sets each
// machine's kernel as a file in the form of sysctl.conf says.
func haNetwork(ctx context.Context, machines []haMachine, sysctl string) error {
	if os.Geteuid() != 0 {
		return fmt.Errorf("only root may make network namespaces, which stand for the machines; run it as root")
	}
	lines := []string{"netns add " + haSwitch}
	for _, m := range machines {
		lines = append(lines, "netns add "+m.namespace())
	}
	if err := haIP(ctx, lines...); err != nil {
		return fmt.Errorf("%w: network namespaces are needed, which stand for the machines (in a container: --privileged)", err)
	}
	inside := []string{"link add bridge type bridge", "link set bridge up"}
	var outside []string
	for _, m := range machines {
		outside = append(outside, fmt.Sprintf("link add %s netns %s type veth peer name eth0 netns %s", m.name, haSwitch, m.namespace()))
		inside = append(inside, fmt.Sprintf("link set %s master bridge up", m.name))
	}
	outside = append(outside, fmt.Sprintf("link add %s type veth peer name host netns %s", haDevice, haSwitch),
		fmt.Sprintf("addr add %s dev %s", haHost+haMask, haDevice), fmt.Sprintf("link set %s up", haDevice))
	inside = append(inside, "link set host master bridge up")
	if err := haIP(ctx, outside...); err != nil {
		return err
	}
	if err := haIPIn(ctx, haSwitch, inside...); err != nil {
		return err
	}
	for _, m := range machines {
		if err := haIPIn(ctx, m.namespace(), "link set lo up", fmt.Sprintf("addr add %s dev eth0", m.address+haMask), "link set eth0 up"); err != nil {
			return err
		}
		if out, err := exec.CommandContext(ctx, "ip", "netns", "exec", m.namespace(), "sysctl", "--quiet", "--load", sysctl).CombinedOutput(); err != nil {
			return fmt.Errorf("sysctl --load %s: %w: %s", sysctl, err, strings.TrimSpace(string(out)))
		}
	}
	return nil
}

// haIPIn runs lines of the ip program in a namespace.
func haIPIn(ctx context.Context, namespace string, lines ...string) error {
	cmd := exec.CommandContext(ctx, "ip", "-n", namespace, "-batch", "-")
	cmd.Stdin = strings.NewReader(strings.Join(lines, "\n") + "\n")
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("ip -n %s: %w: %s", namespace, err, strings.TrimSpace(string(out)))
	}
	return nil
}

// cut takes a machine off the switch: what it sends and what is sent to it is
// lost without a word.
func (m haMachine) cut(ctx context.Context) error {
	return haIPIn(ctx, haSwitch, fmt.Sprintf("link set %s nomaster", m.name))
}

// join puts it back.
func (m haMachine) join(ctx context.Context) error {
	return haIPIn(ctx, haSwitch, fmt.Sprintf("link set %s master bridge", m.name))
}

// haNamespaces are the namespaces of the topology that exist, also those of a
// program that was killed.
func haNamespaces() ([]string, error) {
	found, err := filepath.Glob("/run/netns/" + haPrefix + "*")
	for i, path := range found {
		found[i] = filepath.Base(path)
	}
	return found, err
}

// haRemoveNetwork removes the namespaces, and with them every cable.
func haRemoveNetwork(ctx context.Context) error {
	names, err := haNamespaces()
	if err != nil {
		return err
	}
	for _, name := range names {
		if err := haIP(ctx, "netns delete "+name); err != nil {
			return err
		}
	}
	// The host's end goes with the other one, which the kernel removes a moment later.
	for range 100 {
		if _, err := net.InterfaceByName(haDevice); err != nil {
			return nil
		}
		time.Sleep(50 * time.Millisecond)
	}
	return haIP(ctx, "link delete "+haDevice)
}
