package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"sync"
	"syscall"
	"time"

	"github.com/innograph/innograph/cmd/internal/commandline"
	"github.com/innograph/innograph/http"
	"github.com/innograph/innograph/http/audit"
	"github.com/innograph/innograph/http/certs"
	"github.com/innograph/innograph/http/keys"
)

// accessEvery is how often the files of keys and certificates are looked at. It is
// a variable for tests.
var accessEvery = 2 * time.Second

// accessFlags say who may use the service, over what connection, and where that is
// noted.
type accessFlags struct {
	Keys        string   `placeholder:"FILE" type:"path" help:"File of keys, made with 'innograph key create'; without it nobody may write. It is read again when it changes."`
	Anonymous   string   `enum:"read,none" default:"read" help:"What may be done without a key: read, or none for nothing at all."`
	WriteOrigin []string `placeholder:"ORIGIN" help:"Other origins whose pages may write, with a key. Repeatable; none by default."`
	TLSCert     string   `name:"tls-cert" placeholder:"FILE" type:"path" help:"Certificate for HTTPS in PEM, with the ones that vouch for it. It is read again when it changes."`
	TLSKey      string   `name:"tls-key" placeholder:"FILE" type:"path" help:"The certificate's private key in PEM."`
	Audit       string   `placeholder:"FILE" type:"path" help:"Log of every request that asks for a change, one JSON object a line; where it cannot be written, nothing is changed."`
}

// access is what the flags open.
type access struct {
	ring  *keys.Ring
	pair  *certs.Pair
	audit *audit.Log
}

func (f accessFlags) open() (*access, error) {
	switch {
	case f.Anonymous == "none" && f.Keys == "":
		return nil, commandline.Usage(errors.New("--anonymous none needs --keys FILE: without keys nobody could read"))
	case (f.TLSCert == "") != (f.TLSKey == ""):
		return nil, commandline.Usage(errors.New("--tls-cert and --tls-key belong together: give both"))
	}
	a := &access{}
	var err error
	if f.Keys != "" {
		if a.ring, err = keys.Open(f.Keys); err != nil {
			return nil, fmt.Errorf("reading --keys: %w", missing(f.Keys, err))
		}
	}
	if f.TLSCert != "" {
		if a.pair, err = certs.Open(f.TLSCert, f.TLSKey); err != nil {
			return nil, fmt.Errorf("reading --tls-cert and --tls-key: %w", err)
		}
	}
	if f.Audit != "" {
		if a.audit, err = audit.Open(f.Audit); err != nil {
			return nil, fmt.Errorf("opening --audit: %w", err)
		}
	}
	return a, nil
}

// configure tells the server.
func (a *access) configure(f accessFlags, c *http.Config) {
	c.Keys, c.KeyToRead, c.WriteOrigins, c.Audit, c.TLS = a.ring, f.Anonymous == "none", f.WriteOrigin, a.audit, a.tls()
}

func (a *access) tls() *tls.Config {
	if a.pair == nil {
		return nil
	}
	return a.pair.Config()
}

// follow takes up what changes in the files until the context ends, and all at
// once on SIGHUP. stop waits for it.
func (a *access) follow(ctx context.Context, log *slog.Logger) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	var running sync.WaitGroup
	if a.ring != nil {
		running.Go(func() { a.ring.Follow(ctx, accessEvery, log) })
	}
	if a.pair != nil {
		running.Go(func() { a.pair.Follow(ctx, accessEvery, log) })
	}
	hangup := make(chan os.Signal, 1)
	if a.ring != nil || a.pair != nil || a.audit != nil {
		signal.Notify(hangup, syscall.SIGHUP)
		running.Go(func() {
			for {
				select {
				case <-hangup:
					a.reload(log)
				case <-ctx.Done():
					return
				}
			}
		})
	}
	return func() {
		signal.Stop(hangup)
		cancel()
		running.Wait()
	}
}

// reload opens all of it again at once.
func (a *access) reload(log *slog.Logger) {
	var errs []error
	if a.ring != nil {
		_, err := a.ring.Reload()
		errs = append(errs, err)
	}
	if a.pair != nil {
		_, err := a.pair.Reload()
		errs = append(errs, err)
	}
	if a.audit != nil {
		errs = append(errs, a.audit.Reopen())
	}
	if err := errors.Join(errs...); err != nil {
		log.Error("SIGHUP: not all could be opened again; what could not is as it was", "error", err)
		return
	}
	log.Info("SIGHUP: keys, certificate and audit log were opened again")
}

func (a *access) close() error {
	if a.audit == nil {
		return nil
	}
	return a.audit.Close()
}

// scheme is how addresses of the server begin.
func (f accessFlags) scheme() string {
	if f.TLSCert != "" {
		return "https://"
	}
	return "http://"
}
