package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/innograph/innograph/cmd/innograph/deploy"
	"github.com/innograph/innograph/cmd/internal/commandline"
	"github.com/innograph/innograph/graph"
	"github.com/innograph/innograph/http"
)

// watchFlags say what of the service can be seen beside its metrics.
type watchFlags struct {
	OTLPEndpoint     string `name:"otlp-endpoint" placeholder:"URL" help:"Collector for traces of requests, by OTLP over HTTP, such as http://127.0.0.1:4318. The variables OTEL_* of OpenTelemetry hold too, and without either nothing is traced."`
	TrustTraceparent bool   `help:"Continue the traces that requests name in their traceparent header; for behind a proxy that sets it."`
	DebugListen      string `placeholder:"ADDRESS" help:"Address on loopback for profiles, such as 127.0.0.1:6060; none by default."`
}

// lastTraces is how long the end of the service waits for the last traces.
const lastTraces = 5 * time.Second

// watched is what the flags open.
type watched struct {
	traces *http.Traces
	stop   func()
}

// open begins to trace and to answer profiles, where that is asked for.
func (f watchFlags) open(ctx context.Context, log *slog.Logger) (*watched, error) {
	w := &watched{stop: func() {}}
	if f.DebugListen != "" {
		l, err := http.ListenDebug(f.DebugListen)
		if err != nil {
			return nil, fmt.Errorf("--debug-listen: %w", err)
		}
		log.Info("profiles are answered", "url", "http://"+l.Addr().String()+"/debug/pprof/")
		ctx, cancel := context.WithCancel(ctx)
		var running sync.WaitGroup
		running.Go(func() {
			if err := http.ServeDebug(ctx, l); err != nil {
				log.Error("profiles are not answered any more", "error", err)
			}
		})
		w.stop = func() { cancel(); running.Wait() }
	}
	var err error
	w.traces, err = http.OpenTraces(ctx, http.TraceConfig{Endpoint: f.OTLPEndpoint, Trust: f.TrustTraceparent, Version: buildVersion(), Logger: log})
	switch {
	case err != nil:
		w.stop()
		return nil, commandline.Usage(fmt.Errorf("--otlp-endpoint: %w", err))
	case w.traces == nil && f.TrustTraceparent:
		w.stop()
		return nil, commandline.Usage(errors.New("--trust-traceparent needs --otlp-endpoint URL: nothing is traced"))
	}
	return w, nil
}

// close ends both. What of the traces could not be sent is no failure of the
// service.
func (w *watched) close(log *slog.Logger) {
	w.stop()
	ctx, cancel := context.WithTimeout(context.Background(), lastTraces)
	defer cancel()
	if err := w.traces.Close(ctx); err != nil {
		log.Warn("traces", "error", err)
	}
}

// storeBytes reads the size of a store's file; nil where the store is none.
func storeBytes(dsn string) func() (int64, error) {
	path, ok := strings.CutPrefix(dsn, "bolt:")
	if !ok {
		return nil
	}
	return func() (int64, error) {
		info, err := os.Stat(path)
		if err != nil {
			return 0, err
		}
		return info.Size(), nil
	}
}

// ready tells the service manager that questions are answered now; when the
// context ends, that they soon will not be.
func ready(ctx context.Context, g *graph.Graph, log *slog.Logger) {
	tell := func(assignments ...string) {
		if err := deploy.Notify(assignments...); err != nil {
			log.Warn("the service manager cannot be told", "error", err)
		}
	}
	tell("READY=1", fmt.Sprintf("STATUS=graph %s: %s", g.Version(), count(g.Stats().Statements, "statement")))
	context.AfterFunc(ctx, func() { tell("STOPPING=1", "STATUS=finishing the requests under way") })
}
