package main

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"os"
	"slices"
	"sync/atomic"
	"time"

	"github.com/innograph/innograph/cmd/internal/commandline"
)

type haScaleCmd struct {
	haFlags
	common
	Rounds   int           `default:"7" help:"How often each number of replicas is measured; figures are medians."`
	Duration time.Duration `default:"5s" help:"How long each of these measurements takes."`
	Clients  int           `default:"16" help:"Clients that ask at once, each one question after the other."`
	Dearer   float64       `default:"1.5" help:"How much more a question may cost with all replicas than with one."`
}

// What of scaling may go wrong.
const (
	haUneven  = "uneven share"
	haDearer  = "dearer question"
	haRefused = "refused question"
)

// haScale measures how much several replicas answer.
type haScale struct {
	*trial
	options *haScaleCmd
	rows    map[int][]haCost // by the number of replicas
}

// haCost is what the questions of one measurement cost.
type haCost struct {
	rate     float64         // answers a second
	answered float64         // answers
	replicas []time.Duration // work of each of them
	balancer time.Duration
	client   time.Duration
}

// per is the work for one answer.
func (c haCost) per(work ...time.Duration) float64 {
	var sum time.Duration
	for _, w := range work {
		sum += w
	}
	return float64(sum.Microseconds()) / 1e3 / max(1, c.answered)
}

// Run starts the topology and asks it, with some of its replicas stopped. All its
// machines share this one's cores, so that it cannot answer more with more
// replicas. What shows whether it would on machines of their own is the work per
// answer: where that stays much the same, so much more is answered as there are
// cores. It grows a little, since less is asked of each of many on the same cores:
// they wait and wake up more often, which is work too.
//
// The control has a replica take no part without saying so.
func (c *haScaleCmd) Run(t *terminal) error {
	if c.Rounds < 1 || c.Clients < 1 || c.Duration < time.Second {
		return commandline.Usage(fmt.Errorf("--rounds and --clients are at least 1, and --duration at least 1s"))
	}
	s := &haScale{options: c, rows: map[int][]haCost{}}
	return haTrial(t, c.common, c.haFlags, haUneven, func(tr *trial, rig *haRig) (string, error) {
		s.trial = tr
		return s.all(rig)
	}, s.table)
}

// all measures each number of replicas in turn, again and again, so that what else
// the machine does meets all alike.
func (s *haScale) all(rig *haRig) (string, error) {
	through := rig.through()
	defer through.close()
	next, err := haQuestions(s.ctx, through, s.random(0))
	if err != nil {
		return "", err
	}
	ask := questions(through.http, through.base, next)
	most := len(rig.replicas())
	for round := range s.options.Rounds {
		for i := range most {
			n := (round+i)%most + 1
			if err := s.measure(rig, n, ask); err != nil {
				return "", err
			}
		}
		s.say("round %d of %d", round+1, s.options.Rounds)
	}
	s.judge(most)
	return s.figures(most), s.ctx.Err()
}

// measure asks the first n replicas for a time; the others are stopped.
func (s *haScale) measure(rig *haRig, n int, ask caller) (err error) {
	all := rig.replicas()
	asked := n
	if s.Control && n > 1 {
		asked-- // it is counted, and takes no part
	}
	for i, m := range all {
		signal := haFreezing
		if i < asked {
			signal = haThawing
		}
		if _, err := haSignal(m.namespace(), signal); err != nil {
			return err
		}
	}
	defer func() {
		for _, m := range all {
			if _, errThaw := haSignal(m.namespace(), haThawing); err == nil {
				err = errThaw
			}
		}
	}()
	if err := rig.awaitServing(s.ctx, asked); err != nil {
		return err
	}
	var of [][]int
	for _, m := range all[:n] {
		pids, err := haPIDs(m.namespace()) // nothing else runs there
		if err == nil && len(pids) == 0 {
			err = fmt.Errorf("%s: no process runs", m.name)
		}
		if err != nil {
			return err
		}
		of = append(of, pids)
	}
	var balancers []int
	for _, m := range rig.balancers() {
		pids, err := haPIDs(m.namespace(), "haproxy")
		if err != nil {
			return err
		}
		balancers = append(balancers, pids...)
	}
	s.rows[n] = append(s.rows[n], s.cost(of, balancers, ask))
	return nil
}

// cost asks for a time and answers what that cost the processes of each replica,
// those of the balancers and this one.
func (s *haScale) cost(replicas [][]int, balancers []int, ask caller) haCost {
	closedLoop(s.ctx, s.options.Clients, s.options.Duration/5, ask) // warm
	work := func() (list []time.Duration) {
		for _, pids := range replicas {
			list = append(list, haCPU(pids...))
		}
		return append(list, haCPU(balancers...), haCPU(os.Getpid()))
	}
	var answered, refused atomic.Int64
	before := work()
	rate := closedLoop(s.ctx, s.options.Clients, s.options.Duration, func(ctx context.Context) outcome {
		o := ask(ctx)
		if o.status == http.StatusOK {
			answered.Add(1)
		} else {
			refused.Add(1)
		}
		return o
	})
	after := work()
	for i := range after {
		after[i] -= before[i]
	}
	if n := refused.Load(); n > 0 {
		s.wrong(haRefused, "%d of %d", n, n+answered.Load())
	}
	n := len(replicas)
	return haCost{rate, float64(answered.Load()), after[:n], after[n], after[n+1]}
}

// judge compares the replicas with one another, and many with one.
func (s *haScale) judge(most int) {
	for n := 2; n <= most; n++ {
		share := s.median(n, func(c haCost) float64 {
			return c.per(slices.Min(c.replicas)) * float64(n) / max(c.per(c.replicas...), 1e-9)
		})
		if share < 0.5 {
			s.wrong(haUneven, "of %d replicas, one does %.0f %% of what would be its part", n, 100*share)
		}
	}
	if one, all := s.perAnswer(1), s.perAnswer(most); all > one*s.options.Dearer {
		s.wrong(haDearer, "%.3f ms with %d replicas, %.3f ms with one", all, most, one)
	}
}

// perAnswer is the work of n replicas for one answer, in milliseconds.
func (s *haScale) perAnswer(n int) float64 {
	return s.median(n, func(c haCost) float64 { return c.per(c.replicas...) })
}

// median of a figure over the rounds.
func (s *haScale) median(n int, figure func(haCost) float64) float64 {
	var list []float64
	for _, c := range s.rows[n] {
		list = append(list, figure(c))
	}
	if len(list) == 0 {
		return 0
	}
	slices.Sort(list)
	return list[len(list)/2]
}

// table prints a row for each number of replicas. So many answers a second are the
// most on machines of their own with one core each, where the balancer has one too.
func (s *haScale) table() {
	fmt.Fprintln(s.stdout, "| replicas | answers a second here | work of the replicas for one | of the balancer | of the client | smallest and largest share | answers a second with a core for each replica | with a core for the balancer |\n| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
	for n := 1; len(s.rows[n]) > 0; n++ {
		replicas := s.perAnswer(n)
		balancer := s.median(n, func(c haCost) float64 { return c.per(c.balancer) })
		share := func(pick func(haCost) time.Duration) float64 {
			return 100 * s.median(n, func(c haCost) float64 { return c.per(pick(c)) / cmp.Or(c.per(c.replicas...), 1) })
		}
		fmt.Fprintf(s.stdout, "| %d | %.0f | %.3f ms | %.3f ms | %.3f ms | %.0f %%, %.0f %% | %.0f | %.0f |\n", n, s.median(n, func(c haCost) float64 { return c.rate }),
			replicas, balancer, s.median(n, func(c haCost) float64 { return c.per(c.client) }),
			share(func(c haCost) time.Duration { return slices.Min(c.replicas) }), share(func(c haCost) time.Duration { return slices.Max(c.replicas) }),
			float64(n)*1e3/cmp.Or(replicas, 1e3), 1e3/cmp.Or(balancer, 1e3))
	}
	fmt.Fprintln(s.stdout)
}

func (s *haScale) figures(most int) string {
	return fmt.Sprintf("%d rounds of %s with %d clients: the replicas' work for an answer is %.3f ms with 1 of them and %.3f ms with %d", s.options.Rounds, s.options.Duration, s.options.Clients, s.perAnswer(1), s.perAnswer(most), most)
}
