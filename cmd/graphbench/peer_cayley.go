package main

import (
	"context"
	"debug/buildinfo"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
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
	version, err := moduleVersion(binary, "github.com/cayleygraph/cayley")
	if err != nil {
		return nil, err
	}
	r := &toolReport{Tool: toolCayley, Version: version,
		Note: "its memory store, asked over HTTP; paths are a breadth-first search written in its query language; neighborhoods without the edges; 20 s for one question"}
	loaded, err := measureServer(ctx, r, q, c.Budget, func(h *httpConnection) httpTool { return cayleyAPI{h, relations} }, binary, "--dir", c.Dir)
	r.LoadSeconds = loaded.Seconds()
	return r, err
}

// moduleVersion is the version of a module that a program was built with.
func moduleVersion(binary, path string) (string, error) {
	info, err := buildinfo.ReadFile(binary)
	if err != nil {
		return "", err
	}
	for _, m := range info.Deps {
		if m.Path == path {
			return strings.TrimPrefix(m.Version, "v"), nil
		}
	}
	return "", fmt.Errorf("%s was built without %s", binary, path)
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

// cayleyAPI is a server that speaks Cayley's API.
type cayleyAPI struct {
	*httpConnection
	relations string // all, as Gizmo writes them
}

func (cayleyAPI) cannot(k kind) string {
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

func (c cayleyAPI) prepare(k kind, samples [][]string) asking {
	var requests [][]byte
	for _, s := range samples {
		script := c.script(k, s)
		requests = append(requests, fmt.Appendf(nil, "POST /api/v2/query?lang=gizmo HTTP/1.1\r\nHost: %s\r\nContent-Length: %d\r\n\r\n%s", c.host, len(script), script))
	}
	read := func() (answer, error) { return c.read(k) }
	return asking{
		ask: func(i int) (answer, error) {
			err := c.fetch(requests[i])
			if err == nil && c.status != 200 {
				return read() // it gave up, or failed
			}
			return answer{}, err
		},
		read: read,
	}
}

// read makes out the last answer.
func (c cayleyAPI) read(k kind) (answer, error) {
	var got struct {
		Result []json.RawMessage `json:"result"`
		Error  string            `json:"error"`
	}
	err := json.Unmarshal(c.body.Bytes(), &got)
	if strings.Contains(got.Error, context.DeadlineExceeded.Error()) {
		return answer{gaveUp: true}, nil
	}
	if err != nil || c.status != 200 || got.Error != "" {
		return answer{}, c.refused()
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
func (c cayleyAPI) script(k kind, sample []string) string {
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
