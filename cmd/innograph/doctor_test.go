package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/innograph/innograph/cmd/internal/commandline"
)

// TestDoctorCommand damages a file and has it looked at and repaired.
func TestDoctorCommand(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.bolt")
	if code, _, stderr := try(t, "search", "hangzhou", "--store", "bolt:"+path); code != commandline.ExitOK {
		t.Fatal(stderr)
	}
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	write := func(b []byte) {
		t.Helper()
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	meta := append([]byte(nil), good...)
	meta[30] ^= 1 // in the first meta page
	for _, c := range []struct {
		content []byte
		args    string
		code    int
		says    string
	}{
		{good, "", commandline.ExitOK, "ok: pages"},
		{meta, "", commandline.ExitFailed, "a meta page is damaged; bbolt reads the other: page 0"},
		{meta, "", commandline.ExitFailed, "1 kind of damage; 'innograph doctor --repair' makes this right"},
		{meta, "-o json", commandline.ExitFailed, `"repairable": true`},
		{good[:len(good)/3], "", commandline.ExitFailed, "which cannot be repaired: restore a backup"},
		{good[:len(good)/3], "", commandline.ExitFailed, "not checked: log, ledger"},
		{good[:len(good)/3], "--repair", commandline.ExitFailed, "was not repaired"},
		{meta, "--repair", commandline.ExitOK, "the old file is " + path + ".before-repair"},
	} {
		write(c.content)
		code, stdout, stderr := try(t, append([]string{"doctor", path}, strings.Fields(c.args)...)...)
		if code != c.code || !strings.Contains(stdout+stderr, c.says) {
			t.Errorf("doctor %s: exit %d, want %d with %q\n%s%s", c.args, code, c.code, c.says, stdout, stderr)
		}
	}
	if code, stdout, stderr := try(t, "doctor", "bolt:"+path); code != commandline.ExitOK {
		t.Errorf("after the repair: %s%s", stdout, stderr)
	}
	write(meta)
	if code, _, stderr := try(t, "doctor", path, "--repair"); code != commandline.ExitFailed || !strings.Contains(stderr, ".before-repair is there already") {
		t.Errorf("where an old file is kept already: exit %d, %s", code, stderr)
	}
	if code, stdout, stderr := try(t, "backup", "--store", "bolt:"+path, "-o", path+".backup"); code != commandline.ExitOK {
		t.Errorf("the backup of a store with one meta page: %s%s", stdout, stderr)
	}
}
