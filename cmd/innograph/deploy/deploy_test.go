package deploy

import (
	"net"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestNotify(t *testing.T) {
	for _, name := range []string{filepath.Join(t.TempDir(), "notify"), "@innograph-" + strings.ReplaceAll(t.TempDir(), "/", "-")} {
		l, err := net.ListenUnixgram("unixgram", &net.UnixAddr{Name: name, Net: "unixgram"})
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		t.Setenv("NOTIFY_SOCKET", name)
		if err := Notify("READY=1", "STATUS=well"); err != nil {
			t.Fatal(err)
		}
		if err := l.SetReadDeadline(time.Now().Add(5 * time.Second)); err != nil {
			t.Fatal(err)
		}
		got := make([]byte, 100)
		n, err := l.Read(got)
		if err != nil || string(got[:n]) != "READY=1\nSTATUS=well" {
			t.Errorf("%s got %q, %v", name, got[:n], err)
		}
	}
	t.Setenv("NOTIFY_SOCKET", filepath.Join(t.TempDir(), "none"))
	if err := Notify("READY=1"); err == nil || !strings.Contains(err.Error(), "NOTIFY_SOCKET") {
		t.Error(err)
	}
	t.Setenv("NOTIFY_SOCKET", "")
	if err := Notify("READY=1"); err != nil {
		t.Error(err)
	}
}

// The unit has what systemd needs to know, and what keeps the service in.
func TestUnit(t *testing.T) {
	section, has := "", map[string]bool{}
	for i, line := range strings.Split(Unit, "\n") {
		key, _, assigns := strings.Cut(line, "=")
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, "[") && strings.HasSuffix(line, "]"):
			section = line
		case section != "" && assigns && !strings.ContainsAny(key, " \t"):
			has[section+line] = true
			has[section+key] = true
		default:
			t.Errorf("line %d is nothing: %s", i+1, line)
		}
	}
	for _, want := range []string{"[Unit]Description", "[Service]Type=notify", "[Service]ExecStart", "[Service]ExecReload=/bin/kill -HUP $MAINPID", "[Service]DynamicUser=yes", "[Service]ProtectSystem=strict",
		"[Service]StateDirectory=innograph", "[Service]NoNewPrivileges=yes", "[Service]MemoryMax", "[Service]LimitNOFILE", "[Service]Restart=on-failure", "[Install]WantedBy=multi-user.target"} {
		if !has[want] {
			t.Errorf("the unit lacks %s", want)
		}
	}
}
