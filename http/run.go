package http

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"
)

// Listen opens the address of the configuration.
func (s *Server) Listen() (net.Listener, error) {
	l, err := net.Listen("tcp", s.cfg.Addr)
	if err != nil {
		return nil, fmt.Errorf("cannot listen on %s: %w", s.cfg.Addr, err)
	}
	return l, nil
}

// Run serves on the listener until the context ends. Then /readyz turns 503, the
// listener closes after DrainDelay, and requests in flight are finished; those
// that take longer than ShutdownTimeout are cut off, which is an error. Run
// closes the listener.
func (s *Server) Run(ctx context.Context, l net.Listener) error {
	srv := &http.Server{
		Handler:           s.handler,
		ReadHeaderTimeout: s.cfg.HeaderTimeout,
		ReadTimeout:       s.cfg.ReadTimeout,
		WriteTimeout:      s.cfg.WriteTimeout,
		IdleTimeout:       s.cfg.IdleTimeout,
		ConnState:         newConnections(s.cfg.MaxConnections).changed,
		// net/http refuses in plain text. It is given more room than our own
		// limits, which refuse with a problem.
		MaxHeaderBytes: 2 * (s.cfg.MaxURL + s.cfg.MaxHeaderBytes),
		ErrorLog:       slog.NewLogLogger(s.log.Handler(), slog.LevelWarn),
	}
	served := make(chan error, 1)
	go func() {
		if s.cfg.TLS == nil {
			served <- srv.Serve(l)
			return
		}
		srv.TLSConfig = s.cfg.TLS
		served <- srv.ServeTLS(l, "", "")
	}()
	select {
	case err := <-served:
		return fmt.Errorf("serving stopped: %w", err)
	case <-ctx.Done():
	}
	s.SetReady(false)
	close(s.ending)
	s.log.Info("shutting down", "drain_delay", s.cfg.DrainDelay.String(), "timeout", s.cfg.ShutdownTimeout.String())
	time.Sleep(s.cfg.DrainDelay)
	bounded, cancel := context.WithTimeout(context.Background(), s.cfg.ShutdownTimeout)
	defer cancel()
	if err := srv.Shutdown(bounded); err != nil {
		srv.Close() //nolint:errcheck // the error that counts is the one above
		if errors.Is(err, context.DeadlineExceeded) {
			return fmt.Errorf("requests were still in flight after %s and have been cut off", s.cfg.ShutdownTimeout)
		}
		return err
	}
	return nil
}
