package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

const toolCayley = "Cayley"

// measureCayley builds a server of Cayley's own HTTP API over its memory store and
// asks it in Gizmo, its query language, over one connection on loopback.
func measureCayley(ctx context.Context, c *peersCmd, q *questions, scratch string) (*toolReport, error) {
	binary := filepath.Join(scratch, "cayley")
	source := filepath.Join(c.Peers, "cayley")
	if _, err := command(ctx, "go", "build", "-C", source, "-o", binary, "."); err != nil {
		return nil, err
	}
	relations, err := relationsOf(c.Dir)
	if err != nil {
		return nil, err
	}
	address, err := freeAddress()
	if err != nil {
		return nil, err
	}
	start := time.Now()
	server, err := startProcess(ctx, toolCayley, binary, "--dir", c.Dir, "--listen", address)
	if err != nil {
		return nil, err
	}
	defer server.stop()
	asker := &cayleyAsker{httpAsker: httpAsker{connection: connection{host: address}}, relations: relations}
	defer asker.close()
	first := q.Kinds[0]
	if err := server.await(15*time.Minute, func() error { _, err := asker.ask(first, q.Samples[first.Over][0]); return err }); err != nil {
		return nil, err
	}
	r := &toolReport{Tool: toolCayley, LoadSeconds: time.Since(start).Seconds(), Version: "0.7.7",
		Note: "its memory store, asked over HTTP; paths are a breadth-first search written in its query language; neighborhoods without the edges; 20 s for one question"}
	for _, k := range q.Kinds {
		if why := asker.cannot(k); why != "" {
			r.Measurements = append(r.Measurements, measurement{Kind: k.Name, Unsupported: why})
			continue
		}
		m, err := measure(k, q.Samples[k.Over], c.Budget, asker.ask)
		if err != nil {
			return nil, err
		}
		r.Measurements = append(r.Measurements, m)
	}
	r.RSS = residentBytes(server.pid())
	return r, nil
}

// relationsOf lists the relations of the edges as Gizmo writes them.
func relationsOf(dir string) (string, error) {
	seen := map[string]bool{}
	var list []string
	err := readLines(filepath.Join(dir, edgesFile), func(line []byte) error {
		at := strings.LastIndexByte(string(line), ',')
		if name := line[at+1:]; !seen[string(name)] {
			seen[string(name)] = true
			list = append(list, iri(string(name)))
		}
		return nil
	})
	if os.IsNotExist(err) {
		return "", fmt.Errorf("%w; 'graphbench gen' writes it", err)
	}
	return "[" + strings.Join(list, ",") + "]", err
}

func iri(id string) string { return `"<` + id + `>"` }

type cayleyAsker struct {
	httpAsker
	relations string
}

func (c *cayleyAsker) cannot(k kind) string {
	switch k.Ask {
	case "search":
		return "its memory store finds whole names only"
	case "list":
		return "it does not sort"
	}
	if k.K > 0 {
		return "it has no k shortest paths"
	}
	return ""
}

func (c *cayleyAsker) ask(k kind, sample []string) (answer, error) {
	script := c.script(k, sample)
	status, err := c.fetch(fmt.Appendf(nil, "POST /api/v2/query?lang=gizmo HTTP/1.1\r\nHost: %s\r\nContent-Length: %d\r\n\r\n%s", c.host, len(script), script))
	if err != nil {
		return answer{}, err
	}
	var got struct {
		Result []json.RawMessage `json:"result"`
		Error  string            `json:"error"`
	}
	err = json.Unmarshal(c.body.Bytes(), &got)
	if strings.Contains(got.Error, context.DeadlineExceeded.Error()) {
		return answer{gaveUp: true}, nil
	}
	if err != nil || status != 200 || got.Error != "" {
		return answer{}, fmt.Errorf("status %d: %.300s", status, c.body.Bytes())
	}
	if k.Ask == "neighborhood" {
		return answer{size: min(len(got.Result), k.Limit)}, nil
	}
	lengths := []int{}
	for _, raw := range got.Result {
		var hops int
		if err := json.Unmarshal(raw, &hops); err != nil {
			return answer{}, fmt.Errorf("not a number of hops: %s", raw)
		}
		lengths = append(lengths, hops)
	}
	return answer{lengths: lengths}, nil
}

// script is a question in Gizmo.
func (c *cayleyAsker) script(k kind, sample []string) string {
	var b strings.Builder
	by := c.relations
	if k.Relation != "" {
		by = iri(k.Relation)
	}
	of := "" // what narrows the entities met
	if k.Type != "" {
		of = fmt.Sprintf(`.has("<type>",%s)`, iri("type:"+k.Type))
	}
	if k.Ask == "neighborhood" {
		fmt.Fprintf(&b, "var a=g.V(%s),p=%s,s=a.both(p)%s.unique();", iri(sample[0]), by, of)
		if k.Depth > 1 {
			fmt.Fprint(&b, "var r=s;")
			for range k.Depth - 1 {
				fmt.Fprintf(&b, "s=s.both(p)%s;r=r.or(s);", of)
			}
			fmt.Fprintf(&b, "s=r.except(a).unique();")
		}
		fmt.Fprintf(&b, `s.limit(%d).save("<name-zh>","zh").save("<name-en>","en").save("<type>","type").all();`, k.Limit)
		return b.String()
	}
	// Both ends are exempt from a type, so the last hop is looked for apart.
	met := "n=g.V.apply(g,f).both(p).unique().toArray()"
	if of != "" {
		met = fmt.Sprintf("n=g.V.apply(g,f).both(p)%s.or(g.V.apply(g,f).both(p).is(b)).unique().toArray()", of)
	}
	fmt.Fprintf(&b, `var a=%s,b=%s,p=%s,seen={},f=[a],d=0,found=false;seen[a]=true;
while(f.length&&!found){d++;var %s||[];f=[];for(var i=0;i<n.length;i++){if(n[i]===b)found=true;if(!seen[n[i]]){seen[n[i]]=true;f.push(n[i]);}}}
if(found)g.emit(d);`, iri(sample[0]), iri(sample[1]), by, met)
	return b.String()
}
