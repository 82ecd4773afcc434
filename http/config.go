package http

import (
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net/netip"
	"net/url"
	"runtime"
	"time"

	"github.com/innograph/innograph/http/audit"
	"github.com/innograph/innograph/http/keys"
)

// Config says how to serve. A zero field means the default given with it.
type Config struct {
	Addr    string       // host and port for Listen; 127.0.0.1:8080
	Version string       // of this build, shown and part of every ETag; "dev"
	Logger  *slog.Logger // access log and errors; slog.Default()

	CORSOrigins    []string // origins whose pages may read; "*" for all; nil: all; empty: none
	TrustedProxies []string // addresses or CIDRs whose X-Forwarded-For is believed; none

	Keys         *keys.Ring  // who may write; nil: nobody
	KeyToRead    bool        // reading needs a key too
	WriteOrigins []string    // other origins whose pages may write; none
	Audit        *audit.Log  // of every request that does not only read; nil: none is kept
	TLS          *tls.Config // with which Run serves; nil: plain HTTP

	ReadPack ReadPackFunc // reads packs that are sent; nil: none are taken

	StoreBytes func() (int64, error) // size of the store's file, for the metrics; nil: it is none
	Traces     *Traces               // where requests are traced to; nil: nowhere

	// Of a graph whose store others change too.
	StaleAfter time.Duration // from which age of the graph on answers tell it; 3 s
	MaxAge     time.Duration // up to which age of the graph the service is ready; 30 s

	QueryTimeout    time.Duration // for one question to the graph; 10 s
	HeaderTimeout   time.Duration // to read a request's headers; 5 s
	ReadTimeout     time.Duration // to read a whole request; 15 s
	WriteTimeout    time.Duration // to write an answer; for a streamed one, between two pieces of it; 60 s
	IdleTimeout     time.Duration // of a kept connection; 120 s
	ShutdownTimeout time.Duration // for requests in flight when Run ends; 30 s
	DrainDelay      time.Duration // between /readyz turning 503 and the listener closing; none

	MaxURL         int   // bytes of path and query; 65536, room for 1000 ids
	MaxHeaderBytes int   // bytes of all headers; 32768
	MaxBodyBytes   int64 // bytes of a request's body, which no operation reads; 4096
	MaxConnections int   // open at once; the longest idle one makes room for a new one; 4096
	MaxInFlight    int   // requests in memory at once, of which one address may have half; 256
	MaxStreaming   int   // answers of more than half a megabyte being sent at once, of which one address may have half; 32
	MaxAnswerBytes int64 // of an answer in JSON that is no graph, which is made before it is sent; 64 MiB
	AnswerCache    int64 // bytes of answers kept because they were asked for again; 64 MiB; below 0: none

	MaxWorking int           // questions worked on at once, the others wait for their turn; the cores, at least 2
	MaxWait    time.Duration // for a turn, before the answer is 503; half of it while more come than can be answered; 100 ms
	MaxHeavy   int           // heavy questions worked on at once, beside the others; half the cores, at least 1
	HeavyQueue int           // heavy questions that may wait; 16
	HeavyWait  time.Duration // for their turn, and that of changes; 2 s

	Rate     float64 // requests per second and client address; 0: no limit
	Burst    int     // requests that may come at once; 2*Rate, at least 1
	KeyRate  float64 // the same per key; 0: no limit
	KeyBurst int     // 2*KeyRate, at least 1
}

func (c Config) withDefaults() (Config, error) {
	if c.Logger == nil {
		c.Logger = slog.Default()
	}
	orElse(&c.Addr, "127.0.0.1:8080")
	orElse(&c.Version, "dev")
	orElse(&c.StaleAfter, 3*time.Second)
	orElse(&c.MaxAge, 30*time.Second)
	orElse(&c.QueryTimeout, 10*time.Second)
	orElse(&c.HeaderTimeout, 5*time.Second)
	orElse(&c.ReadTimeout, 15*time.Second)
	orElse(&c.WriteTimeout, 60*time.Second)
	orElse(&c.IdleTimeout, 120*time.Second)
	orElse(&c.ShutdownTimeout, 30*time.Second)
	orElse(&c.MaxURL, 64<<10)
	orElse(&c.MaxHeaderBytes, 32<<10)
	orElse(&c.MaxBodyBytes, 4<<10)
	orElse(&c.MaxInFlight, 256)
	orElse(&c.AnswerCache, 64<<20)
	orElse(&c.MaxConnections, 4096)
	orElse(&c.MaxStreaming, 32)
	orElse(&c.MaxAnswerBytes, 64<<20)
	orElse(&c.MaxWorking, max(2, runtime.GOMAXPROCS(0)))
	orElse(&c.MaxWait, 100*time.Millisecond)
	orElse(&c.MaxHeavy, max(1, runtime.GOMAXPROCS(0)/2))
	orElse(&c.HeavyQueue, 16)
	orElse(&c.HeavyWait, 2*time.Second)
	orElse(&c.Burst, max(1, int(2*c.Rate)))
	orElse(&c.KeyBurst, max(1, int(2*c.KeyRate)))
	if c.CORSOrigins == nil {
		c.CORSOrigins = []string{"*"}
	}
	return c, c.validate()
}

func orElse[T comparable](field *T, value T) {
	var zero T
	if *field == zero {
		*field = value
	}
}

// validate answers every mistake, each on its own line.
func (c Config) validate() error {
	var errs []error
	for _, o := range c.CORSOrigins {
		u, err := url.Parse(o)
		if o != "*" && (err != nil || u.Scheme == "" || u.Host == "" || u.Path != "" || u.RawQuery != "") {
			errs = append(errs, fmt.Errorf("CORS origin %q: expected * or scheme://host[:port] without a path", o))
		}
	}
	for _, o := range c.WriteOrigins {
		if _, err := trusted([]string{o}); err != nil {
			errs = append(errs, fmt.Errorf("write origin %q: expected scheme://host[:port] without a path", o))
		}
	}
	if c.KeyToRead && c.Keys == nil {
		errs = append(errs, errors.New("reading needs a key, and there are no keys: nobody could read"))
	}
	for _, p := range c.TrustedProxies {
		_, errAddr := netip.ParseAddr(p)
		_, errNet := netip.ParsePrefix(p)
		if errAddr != nil && errNet != nil {
			errs = append(errs, fmt.Errorf("trusted proxy %q: expected an IP address or a CIDR such as 10.0.0.0/8", p))
		}
	}
	for name, d := range map[string]time.Duration{
		"query timeout": c.QueryTimeout, "header timeout": c.HeaderTimeout, "read timeout": c.ReadTimeout,
		"write timeout": c.WriteTimeout, "idle timeout": c.IdleTimeout, "shutdown timeout": c.ShutdownTimeout, "drain delay": c.DrainDelay,
		"wait of questions": c.MaxWait, "wait of heavy questions": c.HeavyWait,
	} {
		if d < 0 {
			errs = append(errs, fmt.Errorf("the %s must not be negative, not %s", name, d))
		}
	}
	for name, n := range map[string]float64{
		"URL limit": float64(c.MaxURL), "header limit": float64(c.MaxHeaderBytes), "body limit": float64(c.MaxBodyBytes),
		"limit on requests in flight": float64(c.MaxInFlight), "rate": c.Rate, "burst": float64(c.Burst),
		"rate of a key": c.KeyRate, "burst of a key": float64(c.KeyBurst), "limit on connections": float64(c.MaxConnections), "limit on long answers": float64(c.MaxStreaming),
		"limit on an answer": float64(c.MaxAnswerBytes), "limit on questions worked on": float64(c.MaxWorking), "limit on heavy questions": float64(c.MaxHeavy), "queue of heavy questions": float64(c.HeavyQueue),
	} {
		if !(n >= 0) { // also NaN
			errs = append(errs, fmt.Errorf("the %s must not be negative, not %v", name, n))
		}
	}
	return errors.Join(errs...)
}
