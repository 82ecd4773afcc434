// Package certs serves TLS with a certificate and a key from files, and takes up
// new ones while the service runs.
package certs

import (
	"bytes"
	"context"
	"crypto/tls"
	"fmt"
	"log/slog"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"github.com/innograph/innograph/http/internal/files"
)

// Pair is a certificate with the ones that vouch for it, and its private key,
// from two PEM files.
type Pair struct {
	certFile, keyFile string
	now               func() time.Time
	current           atomic.Pointer[tls.Certificate]

	reloading sync.Mutex
	content   [2][]byte // of the files, as they were last read
	failed    error     // what was wrong with them
}

// Open reads the two files. The certificate must fit the key and must not have
// ended.
func Open(certFile, keyFile string) (*Pair, error) {
	p := &Pair{certFile: certFile, keyFile: keyFile, now: time.Now}
	if _, err := p.Reload(); err != nil {
		return nil, err
	}
	return p, nil
}

// Config is TLS 1.2 or later with HTTP/2 and HTTP/1.1. New connections get the
// current certificate; those that stand keep theirs.
func (p *Pair) Config() *tls.Config {
	return &tls.Config{
		MinVersion:     tls.VersionTLS12,
		NextProtos:     []string{"h2", "http/1.1"},
		GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) { return p.current.Load(), nil },
	}
}

// Expires is when the current certificate ends.
func (p *Pair) Expires() time.Time { return p.current.Load().Leaf.NotAfter }

// Reload reads the files again; changed says that they are others. A pair that
// cannot be used, also one of which only half has been written yet, leaves the
// old one in use.
func (p *Pair) Reload() (changed bool, err error) {
	p.reloading.Lock()
	defer p.reloading.Unlock()
	var content [2][]byte
	for i, name := range []string{p.certFile, p.keyFile} {
		if content[i], err = os.ReadFile(name); err != nil {
			p.failed, p.content = err, [2][]byte{}
			return false, err
		}
	}
	if bytes.Equal(content[0], p.content[0]) && bytes.Equal(content[1], p.content[1]) && p.content[0] != nil {
		return false, p.failed
	}
	p.content = content
	pair, err := tls.X509KeyPair(content[0], content[1])
	switch {
	case err != nil:
		err = fmt.Errorf("the certificate %s and the key %s: %w", p.certFile, p.keyFile, err)
	case p.now().After(pair.Leaf.NotAfter):
		err = fmt.Errorf("the certificate %s ended at %s", p.certFile, pair.Leaf.NotAfter.UTC().Format(time.RFC3339))
	}
	if p.failed = err; err != nil {
		return false, err
	}
	p.current.Store(&pair)
	return true, nil
}

// warnBefore is how long before the end of a certificate the log tells of it.
const warnBefore = 14 * 24 * time.Hour

// Follow looks at the files every so often until the context ends. A new pair
// that cannot be used is logged, and so is, once a day, that the current one will
// end within two weeks.
func (p *Pair) Follow(ctx context.Context, every time.Duration, log *slog.Logger) {
	var warned time.Time
	files.Follow(ctx, every, log, "certificate", p.certFile, func() (bool, error) {
		changed, err := p.Reload()
		if left := p.Expires().Sub(p.now()); left < warnBefore && p.now().Sub(warned) >= 24*time.Hour {
			warned = p.now()
			log.Warn("the certificate ends soon", "file", p.certFile, "expires", p.Expires(), "days_left", int(left.Hours()/24))
		}
		return changed, err
	})
}
