package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"time"

	"github.com/innograph/innograph/cmd/internal/commandline"
	"github.com/innograph/innograph/graph"
	"github.com/innograph/innograph/graph/store"
	"github.com/innograph/innograph/http"
)

type serveCmd struct {
	Listen          string        `default:"127.0.0.1:8080" placeholder:"ADDRESS" help:"Address to listen on."`
	CORSOrigin      []string      `name:"cors-origin" default:"*" placeholder:"ORIGIN" help:"Origins whose pages may read; * for all. Repeatable."`
	TrustedProxy    []string      `placeholder:"CIDR" help:"Proxies whose X-Forwarded-For is believed. Repeatable."`
	QueryTimeout    time.Duration `default:"10s" help:"Longest time for one question."`
	ShutdownTimeout time.Duration `default:"30s" help:"Longest time for requests in flight when the server is asked to stop."`
	MaxConnections  int           `default:"4096" help:"Most connections at once; the longest idle one makes room for a new one."`
	MaxInFlight     int           `default:"256" help:"Most requests in memory at once, of which one client address may have half; more are answered 503."`
	MaxWorking      int           `default:"0" help:"Most questions worked on at once; others wait for their turn; 0 for as many as there are cores, and at least 2."`
	MaxWait         time.Duration `default:"100ms" help:"Longest wait for a turn before the answer is 503; half of it while more is asked than can be answered."`
	MaxHeavy        int           `default:"0" help:"Most heavy questions worked on at once beside the others, such as many paths, analyses, whole graphs and earlier states; 0 for half the cores."`
	HeavyQueue      int           `default:"16" help:"Most heavy questions that may wait for their turn."`
	HeavyWait       time.Duration `default:"2s" help:"Longest wait of heavy questions, and of changes, before the answer is 503."`
	Poll            time.Duration `default:"1s" help:"How often a store that other servers change too is looked at; it also says by itself when there is news."`
	MaxAge          time.Duration `default:"30s" help:"How long such a store may be silent until /readyz says that the graph may be too old."`
	AnswerCache     int           `default:"64" placeholder:"MB" help:"Memory for answers that are asked for again; 0 for none."`
	Rate            float64       `default:"0" help:"Requests per second and client address; 0 for no limit."`
	Burst           int           `default:"0" help:"Requests that may come at once under --rate; 0 for twice the rate."`
	KeyRate         float64       `default:"0" help:"Requests per second and key; 0 for no limit."`
	KeyBurst        int           `default:"0" help:"Requests that may come at once under --key-rate; 0 for twice that rate."`
	LogFormat       string        `enum:"json,text" default:"json" help:"Format of the log on standard error: json or text."`
	LogLevel        string        `enum:"debug,info,warn,error" default:"info" help:"Least level that is logged; each request is logged at info."`
	accessFlags
	watchFlags
	dataFlags
}

// Run serves until the context ends.
func (c *serveCmd) Run(t *terminal) (err error) {
	listener, err := net.Listen("tcp", c.Listen)
	if err != nil {
		return fmt.Errorf("cannot listen on %s: %w; choose another address with --listen", c.Listen, err)
	}
	defer listener.Close()
	access, err := c.accessFlags.open()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, access.close()) }()
	log := c.logger(t)
	watch, err := c.watchFlags.open(t.ctx, log)
	if err != nil {
		return err
	}
	defer watch.close(log)
	o, err := c.dataFlags.open(t.ctx)
	if err != nil {
		return err
	}
	defer func() {
		if o.beside != nil && o.live.Current() != nil {
			if err := o.beside.write(context.WithoutCancel(t.ctx), o.live.Current()); err != nil {
				log.Error("the snapshot beside the store was not written; the next start reads the store", "file", o.beside.path, "error", err)
			}
		}
		err = errors.Join(err, o.close())
	}()
	if o.note != "" {
		log.Warn(o.note)
	}

	config := http.Config{
		Addr: c.Listen, Version: buildVersion(), Logger: log, CORSOrigins: c.CORSOrigin, TrustedProxies: c.TrustedProxy,
		QueryTimeout: c.QueryTimeout, ShutdownTimeout: c.ShutdownTimeout, MaxInFlight: c.MaxInFlight, AnswerCache: c.cacheBytes(), Rate: c.Rate, Burst: c.Burst, KeyRate: c.KeyRate, KeyBurst: c.KeyBurst,
		MaxConnections: c.MaxConnections, MaxWorking: c.MaxWorking, MaxWait: c.MaxWait, MaxHeavy: c.MaxHeavy, HeavyQueue: c.HeavyQueue, HeavyWait: c.HeavyWait, ReadPack: readPack, MaxAge: c.MaxAge,
	}
	config.StoreBytes, config.Traces = storeBytes(c.Store), watch.traces
	access.configure(c.accessFlags, &config)
	server, err := http.New(o.live, config)
	if err != nil {
		return commandline.Usage(err)
	}
	c.welcome(t, o, listener.Addr())
	defer access.follow(t.ctx, log)()
	if _, shared := o.store.(graph.Hinting); shared {
		ctx, stop := context.WithCancel(t.ctx)
		defer stop()
		go o.live.Follow(ctx, c.Poll, func(err error) {
			log.Warn("the store cannot be followed; questions are answered from the graph in memory", "age", o.live.Age().Round(time.Second).String(), "error", err)
		})
	}
	if c.Snapshot != "" {
		ctx, stop := context.WithCancel(t.ctx)
		defer stop()
		go c.follow(ctx, o.live, log)
	}
	ready(t.ctx, o.live.Current(), log)
	return server.Run(t.ctx, listener)
}

func (c *serveCmd) cacheBytes() int64 {
	if c.AnswerCache <= 0 {
		return -1
	}
	return int64(c.AnswerCache) << 20
}

func (c *serveCmd) logger(t *terminal) *slog.Logger {
	var level slog.Level
	_ = level.UnmarshalText([]byte(c.LogLevel)) // kong has checked the name
	options := &slog.HandlerOptions{Level: level}
	if c.LogFormat == "text" {
		return slog.New(slog.NewTextHandler(t.stderr, options))
	}
	return slog.New(slog.NewJSONHandler(t.stderr, options))
}

// welcome says what was loaded, where it is served and what to try.
func (c *serveCmd) welcome(t *terminal, o *opened, addr net.Addr) {
	g := o.live.Current()
	stats := g.Stats()
	fmt.Fprintf(t.stdout, "innograph %s\n", buildVersion())
	for _, p := range o.bundle.Packs {
		fmt.Fprintf(t.stdout, "  pack %s: %s, %s\n", p.ID, count(p.Entities, "entity"), count(p.Statements, "statement"))
	}
	from := store.Public(c.Store)
	if c.Snapshot != "" {
		from = c.Snapshot
	}
	if o.beside != nil && o.beside.origin != "" {
		from += ", by the snapshot beside it,"
	}
	fmt.Fprintf(t.stdout, "  graph %s: %s, %s, %s from %s in %s\n", g.Version(), count(stats.Entities, "entity"),
		count(stats.Statements, "statement"), count(stats.Edges, "edge"), from, o.took.Round(time.Millisecond))
	if o.absent > 0 {
		fmt.Fprintf(t.stdout, "  note: %s of the packs are not in the store: it was changed, or filled from other packs\n", count(o.absent, "statement"))
	}
	base := c.scheme() + addr.String()
	fmt.Fprintf(t.stdout, "  listening on %s\n\nTry:\n", base)
	examples := []string{"/v1/search?q=cxkc", "/v1/entities/hangzhou/neighborhood?depth=2", "/v1/paths?from=zhijiang-lab&to=linjiang-high-tech-zone&mode=k-shortest&k=3", "/docs"}
	if !g.Has("hangzhou") || !g.Has("zhijiang-lab") { // another graph
		examples = []string{"/v1/entities?sort=-degree&limit=10", "/v1/entities?group_by=type&limit=1", "/docs"}
	}
	for _, path := range examples {
		fmt.Fprintf(t.stdout, "  %s%s\n", base, path)
	}
}
