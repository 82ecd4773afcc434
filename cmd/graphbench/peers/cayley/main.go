// Command cayley serves Cayley's own HTTP API over a generated graph in its
// memory store. It is a module of its own, so that what the API needs does not
// become a dependency of innograph.
package main

import (
	"bufio"
	"context"
	"encoding/csv"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"github.com/cayleygraph/cayley/graph"
	_ "github.com/cayleygraph/cayley/graph/memstore"
	_ "github.com/cayleygraph/cayley/query/gizmo"
	chttp "github.com/cayleygraph/cayley/server/http"
	_ "github.com/cayleygraph/cayley/writer"
	"github.com/cayleygraph/quad"
)

func main() {
	dir := flag.String("dir", "", "folder of nodes.csv and edges.csv")
	listen := flag.String("listen", "127.0.0.1:0", "address")
	flag.Parse()
	if err := run(*dir, *listen); err != nil {
		fmt.Fprintln(os.Stderr, "cayley:", err)
		os.Exit(1)
	}
}

func run(dir, listen string) error {
	store, err := graph.NewQuadStore("memstore", "", nil)
	if err != nil {
		return err
	}
	writer, err := graph.NewQuadWriter("single", store, nil)
	if err != nil {
		return err
	}
	if err := load(writer, dir); err != nil {
		return err
	}
	listener, err := net.Listen("tcp", listen)
	if err != nil {
		return err
	}
	api := chttp.NewAPIv2(&graph.Handle{QuadStore: store, QuadWriter: writer})
	api.SetReadOnly(true)
	api.SetQueryTimeout(20 * time.Second)
	api.SetQueryLimit(-1)
	server := &http.Server{Handler: api}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	go func() {
		<-ctx.Done()
		server.Close()
	}()
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

func load(w graph.QuadWriter, dir string) error {
	const batch = 100_000
	var quads []quad.Quad
	flush := func() error {
		err := w.AddQuadSet(quads)
		quads = quads[:0]
		return err
	}
	add := func(s, p string, o quad.Value) error {
		quads = append(quads, quad.Quad{Subject: quad.IRI(s), Predicate: quad.IRI(p), Object: o})
		if len(quads) >= batch {
			return flush()
		}
		return nil
	}
	err := rows(filepath.Join(dir, "nodes.csv"), func(r []string) error {
		return errors.Join(add(r[0], "name-zh", quad.String(r[1])), add(r[0], "name-en", quad.String(r[2])), add(r[0], "type", quad.IRI("type:"+r[3])))
	})
	if err != nil {
		return err
	}
	err = rows(filepath.Join(dir, "edges.csv"), func(r []string) error { return add(r[0], r[2], quad.IRI(r[1])) })
	return errors.Join(err, flush())
}

func rows(path string, yield func([]string) error) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	r := csv.NewReader(bufio.NewReaderSize(f, 1<<20))
	if _, err := r.Read(); err != nil {
		return err
	}
	for {
		row, err := r.Read()
		if err == io.EOF {
			return nil
		}
		if err == nil {
			err = yield(row)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
	}
}
