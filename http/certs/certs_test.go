package certs

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"io"
	"log"
	"log/slog"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// pemPair makes a certificate for 127.0.0.1 that signs itself.
func pemPair(t testing.TB, name string, ends time.Time) (cert, key []byte) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: name}, NotBefore: time.Now().AddDate(-1, 0, 0), NotAfter: ends,
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true}
	der, err := x509.CreateCertificate(rand.Reader, template, template, private.Public(), private)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: raw})
}

func write(t testing.TB, path string, content []byte) {
	t.Helper()
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
}

// open makes a pair of files and opens them.
func open(t testing.TB, name string, ends time.Time) (p *Pair, certFile, keyFile string) {
	t.Helper()
	certFile, keyFile = filepath.Join(t.TempDir(), "cert.pem"), filepath.Join(t.TempDir(), "key.pem")
	cert, key := pemPair(t, name, ends)
	write(t, certFile, cert)
	write(t, keyFile, key)
	p, err := Open(certFile, keyFile)
	if err != nil {
		t.Fatal(err)
	}
	return p, certFile, keyFile
}

// serve answers over TLS with the pair, as the service does.
func serve(t testing.TB, p *Pair) (addr string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	srv := &http.Server{TLSConfig: p.Config(), Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, r.Proto) }), //nolint:errcheck
		ErrorLog: log.New(io.Discard, "", 0)}
	go srv.ServeTLS(l, "", "") //nolint:errcheck // it ends with the test
	t.Cleanup(func() { srv.Close() })
	return l.Addr().String()
}

// shake makes a handshake and answers whose certificate came.
func shake(addr string, c *tls.Config) (name string, version uint16, err error) {
	c.InsecureSkipVerify = true //nolint:gosec // the test looks at the certificate itself
	conn, err := tls.DialWithDialer(&net.Dialer{Timeout: 5 * time.Second}, "tcp", addr, c)
	if err != nil {
		return "", 0, err
	}
	defer conn.Close()
	s := conn.ConnectionState()
	return s.PeerCertificates[0].Subject.CommonName, s.Version, nil
}

func TestHandshakesAcrossReloads(t *testing.T) {
	nextYear := time.Now().AddDate(1, 0, 0)
	p, certFile, keyFile := open(t, "first", nextYear)
	addr := serve(t, p)
	served := func(want string) {
		t.Helper()
		if name, _, err := shake(addr, &tls.Config{}); err != nil || name != want {
			t.Errorf("served %q, %v; want %s", name, err, want)
		}
	}
	served("first")
	standing, err := tls.Dial("tcp", addr, &tls.Config{InsecureSkipVerify: true}) //nolint:gosec
	if err != nil {
		t.Fatal(err)
	}
	defer standing.Close()
	if changed, err := p.Reload(); changed || err != nil {
		t.Errorf("nothing new: %v, %v", changed, err)
	}

	cert, key := pemPair(t, "second", nextYear)
	write(t, certFile, cert) // the key is to follow
	if changed, err := p.Reload(); changed || err == nil || !strings.Contains(err.Error(), certFile) {
		t.Errorf("half a pair: %v, %v", changed, err)
	}
	served("first")
	write(t, keyFile, key)
	if changed, err := p.Reload(); !changed || err != nil {
		t.Errorf("a new pair: %v, %v", changed, err)
	}
	served("second")
	if _, err := standing.Write([]byte("GET / HTTP/1.1\r\nHost: x\r\n\r\n")); err != nil {
		t.Errorf("a standing connection: %v", err)
	}
	answer := make([]byte, 15)
	if _, err := io.ReadFull(standing, answer); err != nil || string(answer) != "HTTP/1.1 200 OK" {
		t.Errorf("a standing connection: %s, %v", answer, err)
	}

	for name, break_ := range map[string]func(){
		"no PEM": func() { write(t, certFile, []byte("no certificate")) },
		"ended": func() {
			c, k := pemPair(t, "old", time.Now().Add(-time.Hour))
			write(t, certFile, c)
			write(t, keyFile, k)
		},
		"no file":   func() { os.Remove(keyFile) }, //nolint:errcheck
		"cut short": func() { write(t, certFile, cert[:len(cert)/2]); write(t, keyFile, key) },
	} {
		break_()
		if changed, err := p.Reload(); changed || err == nil {
			t.Errorf("%s: %v, %v", name, changed, err)
		}
		if changed, err := p.Reload(); changed || err == nil {
			t.Errorf("%s, looked at again: %v, %v", name, changed, err)
		}
		served("second")
	}
}

func TestProtocols(t *testing.T) {
	p, certFile, _ := open(t, "x", time.Now().AddDate(1, 0, 0))
	addr := serve(t, p)
	for _, c := range []struct {
		offered uint16
		fine    bool
	}{{tls.VersionTLS10, false}, {tls.VersionTLS11, false}, {tls.VersionTLS12, true}, {tls.VersionTLS13, true}} {
		_, version, err := shake(addr, &tls.Config{MinVersion: tls.VersionTLS10, MaxVersion: c.offered}) //nolint:gosec
		if (err == nil) != c.fine || c.fine && version != c.offered {
			t.Errorf("%s: %x, %v", tls.VersionName(c.offered), version, err)
		}
	}
	pem, err := os.ReadFile(certFile)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(pem)
	for h2, want := range map[bool]string{true: "HTTP/2.0", false: "HTTP/1.1"} {
		client := http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}, ForceAttemptHTTP2: h2}}
		res, err := client.Get("https://" + addr)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(res.Body)
		res.Body.Close()
		client.CloseIdleConnections()
		if err != nil || string(body) != want {
			t.Errorf("%s, %v; want %s", body, err, want)
		}
	}
}

func TestOpenRefuses(t *testing.T) {
	cert, key := pemPair(t, "a", time.Now().AddDate(1, 0, 0))
	old, oldKey := pemPair(t, "b", time.Now().Add(-time.Minute))
	for name, c := range map[string]struct {
		cert, key []byte
		want      string
	}{
		"mixed":   {cert, oldKey, "does not match"},
		"ended":   {old, oldKey, "ended at"},
		"swapped": {key, cert, "certificate"},
		"empty":   {nil, nil, "find any PEM"},
	} {
		certFile, keyFile := filepath.Join(t.TempDir(), "c"), filepath.Join(t.TempDir(), "k")
		write(t, certFile, c.cert)
		write(t, keyFile, c.key)
		_, err := Open(certFile, keyFile)
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), certFile) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
		if err != nil && strings.Contains(err.Error(), "PRIVATE") {
			t.Errorf("%s: the error has the key: %v", name, err)
		}
	}
	if _, err := Open("none.pem", "none.pem"); err == nil || !strings.Contains(err.Error(), "none.pem") {
		t.Error(err)
	}
}

// syncBuffer is a log that is written and read at once.
type syncBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *syncBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *syncBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

// Clients come all the time while the files change on the disk.
func TestFollow(t *testing.T) {
	p, certFile, keyFile := open(t, "first", time.Now().Add(72*time.Hour))
	addr := serve(t, p)
	logs := &syncBuffer{}
	done := make(chan struct{})
	ctx := t.Context()
	go func() {
		defer close(done)
		p.Follow(ctx, 5*time.Millisecond, slog.New(slog.NewTextHandler(logs, nil)))
	}()
	until := func(what string, ok func() bool) {
		t.Helper()
		for deadline := time.Now().Add(10 * time.Second); !ok(); time.Sleep(5 * time.Millisecond) {
			if time.Now().After(deadline) {
				t.Fatalf("%s did not come: %s", what, logs)
			}
		}
	}
	until("the warning", func() bool { return strings.Contains(logs.String(), "days_left=2") })
	write(t, certFile, []byte("x"))
	until("the error", func() bool { return strings.Contains(logs.String(), "the old one stays in use") })
	if name, _, err := shake(addr, &tls.Config{}); err != nil || name != "first" {
		t.Errorf("%q, %v", name, err)
	}
	cert, key := pemPair(t, "second", time.Now().AddDate(1, 0, 0))
	write(t, keyFile, key)
	write(t, certFile, cert)
	until("the new certificate", func() bool {
		name, _, err := shake(addr, &tls.Config{})
		if err != nil {
			t.Fatal(err)
		}
		return name == "second"
	})
	if n := strings.Count(logs.String(), "ends soon"); n != 1 {
		t.Errorf("the warning is in the log %d times", n)
	}
}
