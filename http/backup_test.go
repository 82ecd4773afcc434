package http

import (
	"crypto/sha256"
	"encoding/base64"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/innograph/innograph/graph"
	"github.com/innograph/innograph/graph/store"
	"github.com/innograph/innograph/http/keys"
)

func TestBackup(t *testing.T) {
	e := startEditor(t, Config{})
	e.problem(e.do("GET", "/v1/backup", nil), unauthorized)
	e.problem(e.do("GET", "/v1/backup", nil, e.auth), forbidden)
	_, secret, err := keys.Create(e.keyFile, "admin", keys.Admin, time.Time{}, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := e.server.cfg.Keys.Reload(); err != nil {
		t.Fatal(err)
	}
	made := e.done("POST", "/v1/entities", e.measure("m-1"), 201)
	req, err := http.NewRequest(http.MethodGet, e.url+"/v1/backup", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header = http.Header{"Authorization": {"Bearer " + secret}, "Accept-Encoding": {"identity"}}
	res, err := e.http.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(res.Body)
	res.Body.Close()
	if err != nil || res.StatusCode != 200 || res.Header.Get("Content-Encoding") == "gzip" {
		t.Fatalf("%v %+v", err, res)
	}
	sum := sha256.Sum256(body)
	if got := res.Trailer.Get("Content-Digest"); got != "sha-256=:"+base64.StdEncoding.EncodeToString(sum[:])+":" {
		t.Errorf("the digest is %q", got)
	}
	if got := res.Trailer.Get("Backup-Length"); got != strconv.Itoa(len(body)) {
		t.Errorf("the length is %q of %d", got, len(body))
	}
	path := filepath.Join(t.TempDir(), "copy")
	if err := os.WriteFile(path, body, 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(t.Context(), "bolt:"+path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if live, err := graph.Open(t.Context(), argumentOntology, s); err != nil || live.Current().Version() != made.Version || live.Current().Change() != made.Change.Number {
		t.Errorf("what was backed up is another graph: %v", err)
	}
}

func TestNoBackupOfWhatHasNoStore(t *testing.T) {
	file := filepath.Join(t.TempDir(), "keys.jsonl")
	_, secret, err := keys.Create(file, "admin", keys.Admin, time.Time{}, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	ring, err := keys.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	h := start(t, Config{Keys: ring})
	h.problem(h.do("GET", "/v1/backup", nil, header{"Authorization": "Bearer " + secret}), unavailable)
}
