package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/innograph/innograph/cmd/internal/commandline"
	"github.com/innograph/innograph/graph"
	"github.com/innograph/innograph/graph/store"
)

// sentBackup is what a server sends.
func sentBackup(t *testing.T) []byte {
	t.Helper()
	s, err := store.Open(t.Context(), "bolt:"+filepath.Join(t.TempDir(), "store.bolt"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	one := graph.Statement{Subject: "a", Relation: graph.RelType, Object: graph.StringValue("City")}.Identify()
	if err := s.Apply(t.Context(), graph.Delta{Add: []graph.Statement{one}}); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := s.(graph.Backuper).Backup(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func digest(b []byte) string {
	sum := sha256.Sum256(b)
	return base64.StdEncoding.EncodeToString(sum[:])
}

// serving answers a request for a backup.
func serving(t *testing.T, answer http.HandlerFunc) string {
	t.Helper()
	s := httptest.NewServer(answer)
	t.Cleanup(s.Close)
	return s.URL
}

// sending sends a body in parts, with a trailer.
func sending(body []byte, trailers ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		for i := 0; i < len(trailers); i += 2 {
			w.Header().Add("Trailer", trailers[i])
		}
		for len(body) > 0 {
			n := min(len(body), 5_000)
			_, _ = w.Write(body[:n])
			_ = http.NewResponseController(w).Flush()
			body = body[n:]
		}
		for i := 0; i < len(trailers); i += 2 {
			w.Header().Set(trailers[i], trailers[i+1])
		}
	}
}

func TestBackupFromServer(t *testing.T) {
	want := sentBackup(t)
	dir := t.TempDir()
	key := filepath.Join(dir, "key")
	if err := os.WriteFile(key, []byte("the-key\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	var asked *http.Request
	for name, trailers := range map[string][]string{
		"content":  {"Content-Digest", "sha-256=:" + digest(want) + ":", backupLength, fmt.Sprint(len(want))},
		"repr":     {"Repr-Digest", "sha-512=:AAAA:, sha-256=:" + digest(want) + ":"},
		"rfc 3230": {"Digest", "SHA-256=" + digest(want)},
	} {
		out := filepath.Join(dir, "out")
		url := serving(t, func(w http.ResponseWriter, r *http.Request) { asked = r; sending(want, trailers...)(w, r) })
		code, stdout, stderr := try(t, "backup", "--url", url+"/", "--key-file", key, "-o", out)
		if got, err := os.ReadFile(out); code != commandline.ExitOK || err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s: exit %d, %d bytes, %v\n%s%s", name, code, len(got), err, stdout, stderr)
		}
		if !strings.Contains(stdout, "1 statement, ") || !strings.Contains(stdout, fmt.Sprintf("SHA-256 %x", sha256.Sum256(want))) {
			t.Errorf("%s: %s", name, stdout)
		}
		if asked.URL.Path != "/v1/backup" || asked.Header.Get("Authorization") != "Bearer the-key" || asked.Header.Get("Accept-Encoding") != "identity" {
			t.Errorf("%s: asked %s with %v", name, asked.URL, asked.Header)
		}
		if err := os.Remove(out); err != nil {
			t.Fatal(err)
		}
	}
}

// TestBackupFromServerFails makes sure that no file is left wherever not all came,
// and that one that is there stays as it is.
func TestBackupFromServerFails(t *testing.T) {
	want := sentBackup(t)
	right := "sha-256=:" + digest(want) + ":"
	problem := func(status int, detail string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "application/problem+json")
			w.WriteHeader(status)
			fmt.Fprintf(w, `{"title":"No","detail":%q}`, detail)
		}
	}
	flipped := bytes.Clone(want)
	flipped[len(flipped)/2] ^= 1
	elsewhere := serving(t, sending(want, "Content-Digest", right))
	for name, c := range map[string]struct {
		answer http.HandlerFunc
		says   string
	}{
		"no digest":          {sending(want), "did not say which SHA-256"},
		"another digest":     {sending(flipped, "Content-Digest", right), "what came has the SHA-256"},
		"a digest that none": {sending(want, "Content-Digest", "sha-256=:!:"), "what came has the SHA-256"},
		"shorter":            {sending(want[:9000], "Content-Digest", right), "what came has the SHA-256"},
		"another length":     {sending(want, "Content-Digest", right, backupLength, "7"), "the server sent 7"},
		"cut off": {func(w http.ResponseWriter, r *http.Request) {
			_, _ = w.Write(want[:9000])
			_ = http.NewResponseController(w).Flush()
			panic(http.ErrAbortHandler)
		}, "after 9000 bytes of the backup: unexpected EOF"},
		"less than it says": {func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Length", fmt.Sprint(len(want)))
			w.Header().Set("Content-Digest", right)
			_, _ = w.Write(want[:9000])
		}, "after 9000 bytes of the backup: unexpected EOF"},
		"compressed": {func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			_, _ = w.Write(want)
		}, "in the encoding gzip"},
		"no key":   {problem(401, "this takes a key"), "401 Unauthorized: No: this takes a key; give the key of an administrator with --key-file"},
		"no right": {problem(403, "readers may not"), "readers may not; give the key"},
		"no such":  {problem(404, "nothing is here"), "is this the address of innograph"},
		"full":     {problem(507, "no room"), "507 Insufficient Storage: No: no room"},
		"plain":    {func(w http.ResponseWriter, r *http.Request) { http.Error(w, "x", http.StatusBadGateway) }, "answered 502 Bad Gateway"},
		"elsewhere": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, elsewhere+"/v1/backup", http.StatusTemporaryRedirect)
		}, "answered 307"},
		"not a store": {sending([]byte("hello"), "Content-Digest", "sha-256=:"+digest([]byte("hello"))+":"), "the backup is not kept"},
	} {
		dir := t.TempDir()
		out := filepath.Join(dir, "out")
		if err := os.WriteFile(out, []byte("an older backup"), 0o600); err != nil {
			t.Fatal(err)
		}
		code, stdout, stderr := try(t, "backup", "--url", serving(t, c.answer), "-o", out)
		if code != commandline.ExitFailed || stdout != "" || !strings.Contains(stderr, c.says) {
			t.Errorf("%s: exit %d with %s%s, want %q", name, code, stdout, stderr, c.says)
		}
		if got, err := os.ReadFile(out); err != nil || string(got) != "an older backup" {
			t.Errorf("%s: the older backup is now %d bytes, %v", name, len(got), err)
		}
		if left, err := os.ReadDir(dir); err != nil || len(left) != 1 {
			t.Errorf("%s: %v are left", name, left)
		}
	}
}

func TestBackupFromSilentServer(t *testing.T) {
	want := sentBackup(t)
	release := make(chan struct{})
	url := serving(t, func(w http.ResponseWriter, r *http.Request) {
		_, _ = w.Write(want[:5000])
		_ = http.NewResponseController(w).Flush()
		select {
		case <-r.Context().Done():
		case <-release:
		}
	})
	defer close(release)
	r, err := newRemote(url, "")
	if err != nil {
		t.Fatal(err)
	}
	r.stall = 50 * time.Millisecond
	if err := r.backup(t.Context(), &bytes.Buffer{}); err == nil || !strings.Contains(err.Error(), "after 5000 bytes of the backup: the server sent nothing for 50ms") {
		t.Errorf("got the error %v", err)
	}
}

func TestRemoteAddresses(t *testing.T) {
	dir := t.TempDir()
	two, empty := filepath.Join(dir, "two"), filepath.Join(dir, "empty")
	for path, content := range map[string]string{two: "a\nb\n", empty: "\n"} {
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		args string
		code int
	}{
		{"--url 127.0.0.1:8080", commandline.ExitUsage}, {"--url ftp://x", commandline.ExitUsage}, {"--url http://", commandline.ExitUsage},
		{"--url http://a?b=c", commandline.ExitUsage}, {"--url http://key@a", commandline.ExitUsage}, {"--url http://a --store bolt:x", commandline.ExitUsage},
		{"--url http://a --key-file " + two, commandline.ExitFailed}, {"--url http://a --key-file " + empty, commandline.ExitFailed},
		{"--url http://a --key-file " + dir + "/none", commandline.ExitFailed},
	} {
		if code, _, stderr := try(t, append([]string{"backup", "-o", filepath.Join(dir, "out")}, strings.Fields(c.args)...)...); code != c.code || strings.Contains(stderr, "a\nb") {
			t.Errorf("%s: exit %d, want %d: %s", c.args, code, c.code, stderr)
		}
	}
	r, err := newRemote("https://example.org/base/", "")
	if err != nil || r.url != "https://example.org/base/v1/backup" {
		t.Errorf("%v, %v", r, err)
	}
}
