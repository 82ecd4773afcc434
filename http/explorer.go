package http

import (
	"bytes"
	"compress/gzip"
	"io/fs"
	"net/http"
	"path"
	"strconv"
	"strings"
	"sync"

	"github.com/gin-gonic/gin"

	"github.com/innograph/innograph/http/ui"
)

// explorerMedia are the media types of the explorer's files. A table of our own:
// package mime asks the machine, and machines differ.
var explorerMedia = map[string]string{
	".html": "text/html; charset=utf-8",
	".js":   "text/javascript; charset=utf-8",
	".css":  "text/css; charset=utf-8",
	".md":   "text/markdown; charset=utf-8",
	".txt":  "text/plain; charset=utf-8",
}

// page is a file of the explorer, plain and compressed.
type page struct {
	*document
	gzipped []byte
}

// addExplorer serves the files of the explorer: index.html at /, the others at
// their paths. Each is compressed when it is first asked for, as well as can be.
func (s *Server) addExplorer() {
	files := ui.Files()
	err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		load := sync.OnceValue(func() *page { return loadPage(files, name) })
		route := "/" + name
		if name == "index.html" {
			route = "/"
		}
		s.pages[route] = true
		s.engine.GET(route, func(c *gin.Context) { s.page(c, load()) })
		return nil
	})
	if err != nil { // the files are part of the program
		panic(err)
	}
}

func loadPage(files fs.FS, name string) *page {
	body, err := fs.ReadFile(files, name)
	if err != nil {
		panic(err)
	}
	p := &page{document: newDocument(explorerMedia[path.Ext(name)], body)}
	if len(body) < minCompressed {
		return p
	}
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err == nil {
		_, err = w.Write(body)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil { // neither the level nor a buffer fails
		panic(err)
	}
	p.gzipped = b.Bytes()
	return p
}

func (s *Server) page(c *gin.Context, p *page) {
	h := c.Writer.Header()
	h.Set("Content-Security-Policy", pageCSP)
	if s.unchanged(c, p.etag) {
		return
	}
	if strings.TrimSpace(c.GetHeader("If-None-Match")) == "*" {
		c.Status(http.StatusNotModified)
		c.Writer.WriteHeaderNow()
		return
	}
	body := p.body
	if p.gzipped != nil && acceptsGzip(c.Request) {
		h.Add("Vary", "Accept-Encoding")
		h.Set("Content-Encoding", "gzip")
		body = p.gzipped
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	c.Data(http.StatusOK, p.media, body)
}
