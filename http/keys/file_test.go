package keys

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/innograph/innograph/graph"
	"github.com/innograph/innograph/http/internal/files"
)

var noon = time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC)

func newKey(t testing.TB, path, name string, role Role, expires time.Time) (Key, string) {
	t.Helper()
	k, secret, err := Create(path, name, role, expires, noon)
	if err != nil {
		t.Fatal(err)
	}
	return k, secret
}

// What is made is read again as it was, and the secret is not in the file.
func TestCreateLoadRevoke(t *testing.T) {
	path := filepath.Join(t.TempDir(), "k.jsonl")
	a, secret := newKey(t, path, "Weekly import 周", Editor, noon.AddDate(0, 0, 90))
	b, other := newKey(t, path, "Visitors", Reader, time.Time{})
	if secret == other || a.ID == b.ID || !strings.HasPrefix(secret, "ig_") || len(secret) != 46 {
		t.Errorf("secrets %d and %d characters long, ids %s and %s", len(secret), len(other), a.ID, b.ID)
	}
	content, err := os.ReadFile(path)
	if err != nil || strings.Contains(string(content), secret[3:]) {
		t.Errorf("the file has the secret, or %v", err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
	got, already, err := Revoke(path, b.ID, noon.Add(time.Hour))
	if err != nil || already || !got.Revoked.Equal(noon.Add(time.Hour)) {
		t.Errorf("%+v %v %v", got, already, err)
	}
	if got, already, err = Revoke(path, b.ID, noon.Add(2*time.Hour)); err != nil || !already || !got.Revoked.Equal(noon.Add(time.Hour)) {
		t.Errorf("the second time: %+v %v %v", got, already, err)
	}
	keys, err := Load(path)
	b.Revoked = noon.Add(time.Hour)
	if err != nil || len(keys) != 2 || keys[0] != a || keys[1] != b {
		t.Errorf("read %+v, %v, want %+v and %+v", keys, err, a, b)
	}
	if a.State(noon) != "active" || b.State(noon) != "revoked" || a.State(noon.AddDate(0, 0, 90)) != "expired" {
		t.Error("the states are wrong")
	}
	var e *graph.Error
	if _, _, err := Revoke(path, "x"+b.ID[1:], noon); !errors.As(err, &e) || e.Kind != graph.NotFound || !strings.Contains(err.Error(), "did you mean "+b.ID) {
		t.Errorf("an id that is no one's: %v", err)
	}
}

func TestCreateRefuses(t *testing.T) {
	path := filepath.Join(t.TempDir(), "k.jsonl")
	for want, make := range map[string]func() error{
		"1 to 100 characters, not 0": func() error { _, _, err := Create(path, "", Reader, time.Time{}, noon); return err },
		"1 to 100 characters, not 101": func() error {
			_, _, err := Create(path, strings.Repeat("名", 101), Reader, time.Time{}, noon)
			return err
		},
		"UTF-8":                     func() error { _, _, err := Create(path, "\xff", Reader, time.Time{}, noon); return err },
		"U+000A":                    func() error { _, _, err := Create(path, "a\nb", Reader, time.Time{}, noon); return err },
		"U+202E":                    func() error { _, _, err := Create(path, "a\u202eb", Reader, time.Time{}, noon); return err },
		"begin or end with a space": func() error { _, _, err := Create(path, "a ", Reader, time.Time{}, noon); return err },
		"looks like a secret":       func() error { _, _, err := Create(path, newSecret(), Reader, time.Time{}, noon); return err },
		"role must be one of":       func() error { _, _, err := Create(path, "a", 0, time.Time{}, noon); return err },
		"which is past":             func() error { _, _, err := Create(path, "a", Reader, noon, noon); return err },
	} {
		if err := make(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want one with %q", err, want)
		}
	}
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		t.Error("a file was made all the same")
	}
}

// Many at once lose nothing of each other.
func TestCreateAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "k.jsonl")
	const n = 16
	secrets := make([]string, n)
	var wait sync.WaitGroup
	for i := range n {
		wait.Go(func() {
			var err error
			if _, secrets[i], err = Create(path, fmt.Sprint("key ", i), Reader, time.Time{}, noon); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	r := openRing(t, path)
	if r.Len() != n {
		t.Fatalf("%d keys, want %d", r.Len(), n)
	}
	for i, secret := range secrets {
		if k, err := r.Find(secret); err != nil || k.Name != fmt.Sprint("key ", i) {
			t.Errorf("%s: %v, %v", secret, k, err)
		}
	}
	left, err := filepath.Glob(filepath.Join(filepath.Dir(path), ".*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
}

func TestLockedElsewhere(t *testing.T) {
	path := filepath.Join(t.TempDir(), "k.jsonl")
	lock, err := files.Lock(path+".lock", 0o600, time.Second)
	if err != nil {
		t.Fatal(err)
	}
	defer func(d time.Duration) { lockWait = d }(lockWait)
	lockWait = 50 * time.Millisecond
	if _, _, err := Create(path, "a", Reader, time.Time{}, noon); err == nil || !strings.Contains(err.Error(), "locked by another process") {
		t.Errorf("%v", err)
	}
	if err := lock.Close(); err != nil {
		t.Fatal(err)
	}
	lockWait = 10 * time.Second
	newKey(t, path, "a", Reader, time.Time{})
}

// A symbolic link, as a mounted secret is, stays one.
func TestLinkStays(t *testing.T) {
	dir := t.TempDir()
	real, link := filepath.Join(dir, "real.jsonl"), filepath.Join(dir, "link.jsonl")
	newKey(t, real, "a", Reader, time.Time{})
	if err := os.Symlink(real, link); err != nil {
		t.Fatal(err)
	}
	newKey(t, link, "b", Reader, time.Time{})
	if keys, err := Load(real); err != nil || len(keys) != 2 {
		t.Errorf("%v %v", keys, err)
	}
}

const hash1, hash2 = "0000000000000000000000000000000000000000000000000000000000000001", "0000000000000000000000000000000000000000000000000000000000000002"

func TestParse(t *testing.T) {
	good := `{"id":"a","name":"x","role":"reader","sha256":"` + hash1 + `","created":"2026-01-01T00:00:00Z"}`
	for _, c := range []struct{ text, want string }{
		{"", ""}, {good, ""}, {good + "\n\n", ""}, {"\r\n" + good + "\r\n", ""},
		{good + "\n" + strings.Replace(good, hash1, hash2, 1), "f:2: the id a is that of line 1"},
		{good + "\n" + strings.Replace(good, `"a"`, `"b"`, 1), "f:2: the key b has the secret of line 1"},
		{good + good, "f:1: there is more on the line"},
		{"[]", "f:1: json"}, {"{", "f:1: unexpected EOF"}, {"{}", "role is missing"}, {"{}", "created is missing"}, {"{}", "id must be"},
		{strings.Replace(good, "reader", "owner", 1), "role must be one of reader, editor, admin"},
		{strings.Replace(good, "reader", "Editor", 1), "did you mean editor"},
		{strings.Replace(good, `"role"`, `"rule"`, 1), `unknown field "rule"`},
		{strings.Replace(good, `"a"`, `"A b"`, 1), `not "A b"`},
		{strings.Replace(good, hash1, hash1+"00", 1), "sha256 must be 64"},
		{strings.Replace(good, hash1, hash1[1:]+"g", 1), "sha256 must be 64"},
		{strings.Replace(good, hash1, "ig_secret", 1), "sha256 must be 64"},
	} {
		_, err := parse("f", []byte(c.text))
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s: %v, want %q", c.text, err, c.want)
		}
		if err != nil && strings.Contains(err.Error(), "ig_secret") {
			t.Errorf("it repeats what may be a secret: %v", err)
		}
	}
}

func TestFilesThatAreRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "k.jsonl")
	newKey(t, path, "a", Reader, time.Time{})
	for mode, fine := range map[fs.FileMode]bool{0o600: true, 0o640: true, 0o444: true, 0o660: false, 0o602: false} {
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
		if _, err := Load(path); (err == nil) != fine || err != nil && !strings.Contains(err.Error(), "chmod 600") {
			t.Errorf("mode %04o: %v", mode, err)
		}
	}
	if _, err := Load(filepath.Dir(path)); err == nil || !strings.Contains(err.Error(), "folder") {
		t.Errorf("a folder: %v", err)
	}
	large := filepath.Join(t.TempDir(), "large")
	if err := os.WriteFile(large, make([]byte, maxFile+1), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Load(large); err == nil || !strings.Contains(err.Error(), "more than") {
		t.Errorf("a large file: %v", err)
	}
}

func TestParseExpiry(t *testing.T) {
	for text, want := range map[string]string{
		"90d": "2026-07-30T12:00:00Z", "1d": "2026-05-02T12:00:00Z", "2026-05-01": "2026-05-02T00:00:00Z", "2027-01-31": "2027-02-01T00:00:00Z",
		"2026-05-01T14:30:00+02:00": "2026-05-01T12:30:00Z", "36525d": "2126-05-02T12:00:00Z",
		"": "expected a number of days", "d": "expected", "0d": "1 to 36525 days, not 0", "-1d": "expected", "36526d": "not 36526", "99999999999d": "expected",
		"90": "expected", "2026-04-30": "is past", "2026-05-01T12:00:00Z": "is past", "2026-13-01": "expected", "9999-12-31": "days ahead",
	} {
		at, err := ParseExpiry(text, noon)
		got := at.Format(time.RFC3339)
		if err != nil {
			got = err.Error()
		}
		if !strings.Contains(got, want) {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

// What is read is what is written, whatever the bytes.
func FuzzParse(f *testing.F) {
	f.Add([]byte(`{"id":"a","name":"x","role":"reader","sha256":"` + hash1 + `","created":"2026-01-01T00:00:00Z"}` + "\n"))
	f.Add([]byte("{}\n\n[]"))
	f.Fuzz(func(t *testing.T, content []byte) {
		keys, err := parse("f", content)
		if err != nil {
			return
		}
		var again []byte
		for _, k := range keys {
			line, err := k.line()
			if err != nil {
				t.Fatal(err)
			}
			again = append(append(again, line...), '\n')
		}
		same, err := parse("f", again)
		if err != nil || len(same) != len(keys) {
			t.Fatalf("%s: %v", again, err)
		}
		for i := range keys {
			if same[i].ID != keys[i].ID || same[i].sum != keys[i].sum || same[i].Role != keys[i].Role || !same[i].Expires.Equal(keys[i].Expires) || !same[i].Revoked.Equal(keys[i].Revoked) {
				t.Fatalf("%+v became %+v", keys[i], same[i])
			}
		}
	})
}
