package main

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"io"
	"log/slog"
	"math/big"
	"net"
	nethttp "net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/innograph/innograph/cmd/internal/commandline"
	"github.com/innograph/innograph/http/keys"
)

// createKey runs 'innograph key create' and answers the secret and the id.
func createKey(t *testing.T, file, role string) (secret, id string) {
	t.Helper()
	code, stdout, stderr := try(t, "key", "create", "--keys", file, "--name", "the "+role, "--role", role)
	if code != commandline.ExitOK || strings.Contains(stderr, strings.TrimSpace(stdout)) {
		t.Fatalf("exit %d: %s", code, stderr)
	}
	id, _, _ = strings.Cut(strings.TrimPrefix(stderr, "key "), ":")
	return strings.TrimSpace(stdout), id
}

// certificate writes a certificate for 127.0.0.1 and its key.
func certificate(t *testing.T, certFile, keyFile string, serial int64) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(serial), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().AddDate(1, 0, 0), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}}
	der, err := x509.CreateCertificate(rand.Reader, template, template, private.Public(), private)
	if err != nil {
		t.Fatal(err)
	}
	key, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	for path, block := range map[string]*pem.Block{certFile: {Type: "CERTIFICATE", Bytes: der}, keyFile: {Type: "PRIVATE KEY", Bytes: key}} {
		if err := os.WriteFile(path, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// within asks again until the answer is yes.
func within(t *testing.T, what string, yes func() bool) {
	t.Helper()
	for deadline := time.Now().Add(15 * time.Second); !yes(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("%s did not come", what)
		}
	}
}

// A server with all of it: keys that come and go, certificates that change, and an
// audit log that is renamed, while it runs.
func TestServeWithKeys(t *testing.T) {
	defer func(d time.Duration) { accessEvery = d }(accessEvery)
	accessEvery = 10 * time.Millisecond
	dir := t.TempDir()
	file, certFile, keyFile, log := filepath.Join(dir, "keys.jsonl"), filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem"), filepath.Join(dir, "audit.jsonl")
	reader, readerID := createKey(t, file, "reader")
	certificate(t, certFile, keyFile, 1)
	base, _, stop := startServer(t, "--keys", file, "--anonymous", "none", "--tls-cert", certFile, "--tls-key", keyFile, "--audit", log)
	if !strings.HasPrefix(base, "https://") {
		t.Fatalf("it says that it listens on %s", base)
	}
	ask := func(method, path, secret string) (status int, serial int64) {
		t.Helper()
		req, err := nethttp.NewRequest(method, base+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		if secret != "" {
			req.Header.Set("Authorization", "Bearer "+secret)
		}
		transport := &nethttp.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}, ForceAttemptHTTP2: true} //nolint:gosec // the serial number is compared
		defer transport.CloseIdleConnections()
		res, err := (&nethttp.Client{Transport: transport}).Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		if _, err := io.Copy(io.Discard, res.Body); err != nil {
			t.Fatal(err)
		}
		return res.StatusCode, res.TLS.PeerCertificates[0].SerialNumber.Int64()
	}
	for _, c := range []struct {
		path, secret string
		want         int
	}{{"/v1/entities/hangzhou", "", 401}, {"/v1/entities/hangzhou", reader, 200}, {"/healthz", "", 200}} {
		if status, _ := ask("GET", c.path, c.secret); status != c.want {
			t.Errorf("%s: %d, want %d", c.path, status, c.want)
		}
	}

	editor, _ := createKey(t, file, "editor")
	within(t, "the new key", func() bool { status, _ := ask("GET", "/v1/ontology", editor); return status == 200 })
	if code, _, stderr := try(t, "key", "revoke", readerID, "--keys", file); code != commandline.ExitOK {
		t.Fatal(stderr)
	}
	within(t, "the end of the revoked key", func() bool { status, _ := ask("GET", "/v1/ontology", reader); return status == 401 })

	certificate(t, certFile, keyFile, 2)
	within(t, "the new certificate", func() bool { _, serial := ask("GET", "/healthz", ""); return serial == 2 })

	if status, _ := ask("DELETE", "/v1/ontology", editor); status != 405 {
		t.Errorf("%d", status)
	}
	if err := os.Rename(log, log+".1"); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Kill(os.Getpid(), syscall.SIGHUP); err != nil {
		t.Fatal(err)
	}
	within(t, "the new audit log", func() bool { _, err := os.Stat(log); return err == nil })
	if old, err := os.ReadFile(log + ".1"); err != nil || strings.Count(string(old), "\n") != 1 || !strings.Contains(string(old), `"method":"DELETE"`) || strings.Contains(string(old), editor) {
		t.Errorf("%s %v", old, err)
	}
	if code := stop(); code != commandline.ExitOK {
		t.Errorf("exit %d", code)
	}
}

// lockedBuffer is written and read at once.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// SIGHUP does not wait for the next look, says what is wrong, and keeps what works.
func TestHangup(t *testing.T) {
	defer func(d time.Duration) { accessEvery = d }(accessEvery)
	accessEvery = time.Hour
	file := filepath.Join(t.TempDir(), "keys.jsonl")
	createKey(t, file, "reader")
	a, err := accessFlags{Keys: file, Anonymous: "read"}.open()
	if err != nil {
		t.Fatal(err)
	}
	logs := &lockedBuffer{}
	stop := a.follow(t.Context(), slog.New(slog.NewTextHandler(logs, nil)))
	defer stop()
	hangup := func() {
		t.Helper()
		if err := syscall.Kill(os.Getpid(), syscall.SIGHUP); err != nil {
			t.Fatal(err)
		}
	}
	secret, _ := createKey(t, file, "admin")
	if _, err := a.ring.Find(secret); err == nil {
		t.Error("the new key is known before the file was read")
	}
	hangup()
	within(t, "the new key", func() bool { k, err := a.ring.Find(secret); return err == nil && k.Role == keys.Admin })
	if err := os.WriteFile(file, []byte("broken"), 0o600); err != nil {
		t.Fatal(err)
	}
	hangup()
	within(t, "the error", func() bool { return strings.Contains(logs.String(), "keys.jsonl:1") })
	if _, err := a.ring.Find(secret); err != nil {
		t.Errorf("a broken file took the key away: %v", err)
	}
	if strings.Contains(logs.String(), secret) {
		t.Error("the log has the secret")
	}
}
