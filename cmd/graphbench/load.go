package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/innograph/innograph/cmd/internal/commandline"
)

type loadCmd struct {
	URL     string `default:"http://127.0.0.1:8080" help:"The server; start it with --answer-cache 0 to measure answers that were not asked for before."`
	Queries string `required:"" type:"path" placeholder:"FILE" help:"The questions of the graph that it serves, from gen."`
	kindFlag
	Mixed       bool          `help:"All kinds of questions at once, in turn, not one after the other."`
	Connections []int         `default:"1,2,4,8,16,32,64" placeholder:"C" help:"How many connections, one measurement for each number; ${default} without it."`
	Duration    time.Duration `default:"5s" help:"Length of each measurement."`
	Warmup      time.Duration `default:"500ms" help:"Asked before each measurement and not counted."`
	Rate        float64       `placeholder:"R" help:"Questions per second, sent at their time whether or not the server is ready; without it, each connection asks as soon as it is answered. Fewer requests/s than this: the server cannot keep up."`
	Gzip        bool          `help:"Ask for compressed answers."`
}

// Run measures and prints one line per kind and number of connections.
func (c *loadCmd) Run(t *terminal) error {
	base, err := url.Parse(c.URL)
	if err != nil || base.Scheme != "http" || base.Host == "" {
		return commandline.Usage(fmt.Errorf("--url must be http://HOST:PORT, not %q", c.URL))
	}
	if c.Duration <= 0 || c.Rate < 0 || c.Warmup < 0 {
		return commandline.Usage(errors.New("--duration must be above 0, --rate and --warmup not below"))
	}
	for _, n := range c.Connections {
		if n < 1 || n > 10_000 {
			return commandline.Usage(fmt.Errorf("--connections must be between 1 and 10000, not %d", n))
		}
	}
	q, err := readQuestions(c.Queries, c.Kind...)
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(t.stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "connections\trequests/s\tp50\tp90\tp99\tp99.9\tmax\tMB/s\tstatus\tkind\t")
	for _, set := range c.sets(q) {
		var requests [][]byte
		for _, p := range set.paths {
			requests = append(requests, getRequest(base, p, c.Gzip))
		}
		for _, n := range c.Connections {
			r, err := c.measure(t.ctx, base, requests, n)
			if err != nil {
				return err
			}
			fmt.Fprintf(w, "%d\t%.0f\t%s\t%s\t%s\t%s\t%s\t%.1f\t%s\t%s\t\n", n, r.perSecond(), micros(r.at(50)), micros(r.at(90)), micros(r.at(99)),
				micros(r.at(99.9)), micros(r.max()), float64(r.bytes)/1e6/r.took.Seconds(), r.statuses(), set.name)
			if err := w.Flush(); err != nil {
				return err
			}
		}
	}
	return nil
}

func (c *loadCmd) measure(ctx context.Context, base *url.URL, requests [][]byte, connections int) (*loadResult, error) {
	l := loader{host: base.Host, requests: requests, connections: connections, rate: c.Rate}
	if c.Warmup > 0 {
		if _, err := l.run(ctx, c.Warmup); err != nil {
			return nil, err
		}
	}
	return l.run(ctx, c.Duration)
}

// questionSet is what is asked in one measurement.
type questionSet struct {
	name  string
	paths []string
}

// getRequest is a request as it goes over the connection.
func getRequest(base *url.URL, path string, gzip bool) []byte {
	encoding := "identity"
	if gzip {
		encoding = "gzip"
	}
	return fmt.Appendf(nil, "GET %s%s HTTP/1.1\r\nHost: %s\r\nAccept-Encoding: %s\r\n\r\n", strings.TrimSuffix(base.Path, "/"), path, base.Host, encoding)
}

func (c *loadCmd) sets(q *questions) (sets []questionSet) {
	longest := 0
	for _, k := range q.Kinds {
		s := questionSet{name: k.Name}
		for _, sample := range q.Samples[k.Over] {
			s.paths = append(s.paths, k.path(sample))
		}
		longest = max(longest, len(s.paths))
		sets = append(sets, s)
	}
	if !c.Mixed {
		return sets
	}
	all := questionSet{name: fmt.Sprintf("all %d kinds in turn", len(sets))}
	for i := range longest {
		for _, s := range sets {
			all.paths = append(all.paths, s.paths[i%len(s.paths)])
		}
	}
	return []questionSet{all}
}

// path is a question as the HTTP API takes it.
func (k kind) path(sample []string) string {
	v := url.Values{}
	set := func(name, value string) {
		if value != "" && value != "0" {
			v.Set(name, value)
		}
	}
	set("relation", k.Relation)
	set("type", k.Type)
	set("limit", fmt.Sprint(k.Limit))
	var path string
	switch k.Ask {
	case "neighborhood":
		path = "/v1/entities/" + url.PathEscape(sample[0]) + "/neighborhood"
		set("depth", fmt.Sprint(k.Depth))
	case "paths":
		path = "/v1/paths"
		set("from", sample[0])
		set("to", sample[1])
		set("mode", k.Mode)
		set("k", fmt.Sprint(k.K))
	case "search":
		path = "/v1/search"
		set("q", sample[0])
	case "list":
		path = "/v1/entities"
		set("filter", "type:"+sample[0])
		set("sort", k.Sort)
	}
	return path + "?" + v.Encode()
}
