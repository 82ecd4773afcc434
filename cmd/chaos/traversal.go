package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/dustin/go-humanize"
)

type traversalCmd struct {
	common
	Duration  time.Duration `default:"60s" help:"How long the attack lasts."`
	Before    time.Duration `default:"20s" help:"How long the others are measured before it."`
	Spokes    int           `default:"100000" help:"Edges of the hub."`
	Attackers int           `default:"16" help:"Clients that attack at once, from one address."`
	Rate      float64       `default:"50" help:"Questions a second of the other client."`
	Times     float64       `default:"2" help:"How many times longer than before the 99th percentile of the other client may be."`
	Floor     time.Duration `default:"10ms" help:"Below this it is fine in any case."`
	Longest   time.Duration `default:"15s" help:"The longest that an answer to the attack may take."`
	Only      int           `default:"-1" help:"Only the question of the attack with that number, from 0."`
	Memory    int           `default:"1024" placeholder:"MB" help:"How much more memory the server may take meanwhile."`
}

// What traversal finds.
const (
	othersSuffer  = "other client that suffers"
	othersRefused = "other client that is refused"
	notBounded    = "question that is not bounded"
	notFlagged    = "cut answer that looks whole"
	tooMuchMemory = "memory that is not bounded"
	wrongStatus   = "answer that is neither 200, 422 nor 503 with Retry-After"
)

// traversal is a trial of traversal.
type traversal struct {
	*trial
	traversalCmd
	server  *server
	attacks []attack
	figures string

	mu      sync.Mutex
	slowest time.Duration
	by      string // the question that took longest
	largest int64
	counts  map[int]int // answers to the attack, by status
	cut     int         // of them, those that say that they are not whole
}

// Run asks questions that are as much work as can be, and looks at how another
// client fares meanwhile, from another address.
//
// The control lifts the limits on how much is worked on at once.
func (c *traversalCmd) Run(term *terminal) error {
	if c.Control {
		c.Duration, c.Before = min(c.Duration, 15*time.Second), min(c.Before, 5*time.Second)
	}
	t, err := begin(term, c.common, "traversal")
	if err != nil {
		return err
	}
	v := &traversal{trial: t, traversalCmd: *c, counts: map[int]int{}}
	err = v.run()
	return t.conclude(err, v.figures, othersSuffer)
}

func (v *traversal) run() error {
	snapshot, err := v.build()
	if err != nil {
		return err
	}
	args := []string{"--snapshot", snapshot, "--log-level", "error", "--answer-cache", "0"}
	if v.trial.Control {
		args = append(args, "--max-in-flight", "1000000", "--max-working", "1000000", "--max-wait", "1h", "--max-heavy", "1000000", "--heavy-queue", "1000000", "--heavy-wait", "1h")
	}
	if v.server, err = v.startServer(args...); err != nil {
		return err
	}
	defer v.server.kill()
	if v.attacks = hardQuestions(v.Spokes); v.Only >= 0 && v.Only < len(v.attacks) {
		v.attacks = v.attacks[v.Only : v.Only+1]
	}
	other := from("127.0.0.2")
	defer other.CloseIdleConnections()
	ask := v.ordinary(other)

	openLoop(v.ctx, v.Rate, 2*time.Second, mostOpen, ask) // warm
	before, _ := openLoop(v.ctx, v.Rate, v.Before, mostOpen, ask)
	memory, err := anonymous(v.server.cmd.Process.Pid)
	if err != nil {
		return err
	}
	attack, stop := context.WithCancel(v.ctx)
	defer stop()
	var attackers sync.WaitGroup
	client := from("127.0.0.1")
	defer client.CloseIdleConnections()
	var n atomic.Int64
	for range v.Attackers {
		attackers.Go(func() {
			for attack.Err() == nil {
				i := int(n.Add(1))
				v.attack(attack, client, v.attacks[i%len(v.attacks)], i)
			}
		})
	}
	peak, watched := memory, make(chan struct{})
	go func() {
		defer close(watched)
		for tick := time.NewTicker(50 * time.Millisecond); attack.Err() == nil; <-tick.C {
			if now, err := anonymous(v.server.cmd.Process.Pid); err == nil {
				peak = max(peak, now)
			}
		}
	}()
	meanwhile, _ := openLoop(v.ctx, v.Rate, v.Duration, mostOpen, ask)
	stop()
	attackers.Wait()
	<-watched
	if err := v.ctx.Err(); err != nil {
		return err
	}
	v.judge(before, meanwhile, peak-memory)
	if !v.server.alive() {
		return fmt.Errorf("the server ended: %w: %s", v.server.err, v.server.logTail())
	}
	return nil
}

// from makes a client that asks from an address of this machine.
func from(address string) *http.Client {
	d := &net.Dialer{LocalAddr: &net.TCPAddr{IP: net.ParseIP(address)}, Timeout: 10 * time.Second}
	return &http.Client{Timeout: longestAnswer, Transport: &http.Transport{DialContext: d.DialContext, MaxIdleConnsPerHost: connections, DisableCompression: true}}
}

// ordinary asks what people ask, of a part of the graph that is not attacked.
func (v *traversal) ordinary(client *http.Client) caller {
	var n atomic.Int64
	return questions(client, v.server.base, func() string {
		i := int(n.Add(1))
		switch a, b := i*7%plainEntities, i*13%plainEntities; i % 4 {
		case 0:
			return fmt.Sprintf("/v1/entities/plain-%d/neighborhood?depth=2&limit=%d", a, 100+i%100)
		case 1:
			return fmt.Sprintf("/v1/entities/plain-%d?per_relation=%d", a, 50+i%50)
		case 2:
			return fmt.Sprintf("/v1/paths?from=plain-%d&to=plain-%d&max_hops=%d", a, (a+1+b%20)%plainEntities, 10+i%20)
		default:
			return fmt.Sprintf("/v1/search?q=plain-%d&limit=%d", a, 5+i%10)
		}
	})
}

// attack makes one question, and looks at whether it is bounded.
func (v *traversal) attack(ctx context.Context, client *http.Client, a attack, i int) {
	path := a.path(i)
	req, err := http.NewRequestWithContext(context.WithoutCancel(ctx), http.MethodGet, v.server.base+path, nil)
	if err != nil {
		panic(err) // they are ours
	}
	began := time.Now()
	res, err := client.Do(req)
	if err != nil {
		v.wrong(notBounded, "%s: %v after %s", path, err, time.Since(began))
		return
	}
	defer res.Body.Close()
	answer := &glance{}
	size, err := io.Copy(answer, res.Body)
	took := time.Since(began)
	switch {
	case err != nil:
		v.wrong(notBounded, "%s: %v after %s", path, err, took)
		return
	case took > v.Longest && !v.trial.Control:
		v.wrong(notBounded, "%s took %s", path, took)
	}
	v.note(res.StatusCode, took, size, path)
	switch {
	case res.StatusCode == http.StatusServiceUnavailable && res.Header.Get("Retry-After") != "":
		select { // it does not wait as long as it is told
		case <-time.After(100 * time.Millisecond):
		case <-ctx.Done():
		}
	case res.StatusCode == http.StatusUnprocessableEntity, res.StatusCode == http.StatusNotFound && a.missing:
	case res.StatusCode != http.StatusOK || a.refused:
		v.wrong(wrongStatus, "%s: %d %s", path, res.StatusCode, cutText(string(answer.head), 300))
	case a.endless:
		if !answer.cut {
			v.wrong(notFlagged, "%s: %d bytes", path, size)
			return
		}
		v.mu.Lock()
		v.cut++
		v.mu.Unlock()
	}
}

// glance looks at a long answer as it comes by: parsing it would take the time of
// the other client.
type glance struct {
	head []byte // the first bytes
	tail []byte // the last bytes of what came so far, less than a member is long
	cut  bool   // it says that it is not whole
}

// incomplete is what graph answers that were cut say.
var incomplete = []byte(`"complete":false,"stopped_by":"`)

func (g *glance) Write(p []byte) (int, error) {
	if room := 512 - len(g.head); room > 0 {
		g.head = append(g.head, p[:min(room, len(p))]...)
	}
	seam := append(g.tail, p[:min(len(incomplete), len(p))]...)
	g.cut = g.cut || bytes.Contains(seam, incomplete) || bytes.Contains(p, incomplete)
	if len(p) >= len(incomplete) {
		seam = p
	}
	g.tail = append([]byte(nil), seam[max(0, len(seam)-len(incomplete)+1):]...)
	return len(p), nil
}

func (v *traversal) note(status int, took time.Duration, size int64, path string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.counts[status]++
	v.largest = max(v.largest, size)
	if took > v.slowest {
		v.slowest, v.by = took, path
	}
}

// judge holds what came against what must be.
func (v *traversal) judge(before, meanwhile []outcome, more int64) {
	was, is := quantile(admitted(before), 0.99), quantile(admitted(meanwhile), 0.99)
	if allowed := max(v.Floor, time.Duration(v.Times*float64(was))); is > allowed || len(admitted(meanwhile)) == 0 {
		v.wrong(othersSuffer, "its 99th percentile is %s, before the attack it was %s; %s are allowed", is, was, allowed)
	}
	for _, o := range meanwhile {
		if o.status != http.StatusOK {
			v.wrong(othersRefused, "status %d after %s", o.status, o.latency)
		}
	}
	if more > int64(v.Memory)<<20 && !v.trial.Control {
		v.wrong(tooMuchMemory, "%s more than before", humanize.IBytes(uint64(more)))
	}
	var parts []string
	for status, n := range v.counts {
		parts = append(parts, fmt.Sprintf("%s × %d", humanize.Comma(int64(n)), status))
	}
	slices.Sort(parts)
	v.figures = fmt.Sprintf("%d attackers for %s on a hub of %s edges and a clique of 30: %s, %s of them flagged as cut, slowest %s (%s), largest %s; memory +%s; another client's 99th percentile %s before, %s meanwhile, median %s and %s",
		v.Attackers, v.Duration, humanize.Comma(int64(v.Spokes)), strings.Join(parts, ", "), humanize.Comma(int64(v.cut)), v.slowest.Round(time.Millisecond), v.by, humanize.IBytes(uint64(v.largest)),
		humanize.IBytes(uint64(max(0, more))), was.Round(10*time.Microsecond), is.Round(10*time.Microsecond), quantile(admitted(before), 0.5).Round(10*time.Microsecond), quantile(admitted(meanwhile), 0.5).Round(10*time.Microsecond))
}

// build makes the snapshot that is attacked.
func (v *traversal) build() (string, error) {
	nodes, edges := filepath.Join(v.dir, "nodes.csv"), filepath.Join(v.dir, "edges.csv")
	if err := writeHardGraph(nodes, edges, v.Spokes, v.random(1)); err != nil {
		return "", err
	}
	snapshot := filepath.Join(v.dir, "graph.snap")
	_, err := v.innograph("build", nodes, edges, "-o", snapshot)
	return snapshot, err
}
