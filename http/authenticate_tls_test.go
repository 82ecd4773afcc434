package http

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"io"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/innograph/innograph/http/certs"
)

// certificate writes a certificate for 127.0.0.1, and its key, into two files.
func certificate(t *testing.T, certFile, keyFile string, serial int64) *x509.CertPool {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(serial), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().AddDate(1, 0, 0),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true}
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
	pool := x509.NewCertPool()
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	pool.AddCert(parsed)
	return pool
}

// Run serves TLS with HTTP/2, with a new certificate once there is one, and
// finishes what is in flight when it ends.
func TestRunWithTLS(t *testing.T) {
	certFile, keyFile := filepath.Join(t.TempDir(), "cert.pem"), filepath.Join(t.TempDir(), "key.pem")
	roots := certificate(t, certFile, keyFile, 1)
	pair, err := certs.Open(certFile, keyFile)
	if err != nil {
		t.Fatal(err)
	}
	r := run(t, Config{TLS: pair.Config()})
	url := strings.Replace(r.url, "http://", "https://", 1)
	get := func(roots *x509.CertPool, path string) (*http.Response, string, error) {
		transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}, ForceAttemptHTTP2: true}
		defer transport.CloseIdleConnections()
		res, err := (&http.Client{Transport: transport}).Get(url + path)
		if err != nil {
			return nil, "", err
		}
		defer res.Body.Close()
		body, err := io.ReadAll(res.Body)
		return res, string(body), err
	}
	res, _, err := get(roots, "/v1/entities/hangzhou")
	if err != nil || res.StatusCode != 200 || res.ProtoMajor != 2 || res.TLS.Version < tls.VersionTLS12 || res.TLS.PeerCertificates[0].SerialNumber.Int64() != 1 {
		t.Fatalf("%v, %v", res, err)
	}
	next := certificate(t, certFile, keyFile, 2)
	if _, err := pair.Reload(); err != nil {
		t.Fatal(err)
	}
	if res, _, err = get(next, "/v1/ontology"); err != nil || res.TLS.PeerCertificates[0].SerialNumber.Int64() != 2 {
		t.Fatalf("%v, %v", res, err)
	}
	if _, _, err = get(roots, "/v1/ontology"); err == nil {
		t.Error("the old certificate is still served")
	}
	if status, _, err := r.get("/healthz"); err == nil && status == 200 {
		t.Error("plain HTTP is answered")
	}

	slow := make(chan error, 1)
	go func() {
		res, body, err := get(next, "/test/slow")
		if err == nil && (res.StatusCode != 200 || body != "finished") {
			t.Errorf("%d %s", res.StatusCode, body)
		}
		slow <- err
	}()
	<-r.enter
	r.stop()
	close(r.leave)
	if err := <-slow; err != nil {
		t.Error(err)
	}
	if err := r.wait(); err != nil {
		t.Error(err)
	}
}
