package http

import (
	"bytes"
	"compress/gzip"
	"io"
	"io/fs"
	"net/http"
	"path"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/innograph/innograph/http/ui"
)

// explorerPaths are the paths of all files of the explorer, with their contents.
func explorerPaths(t *testing.T) map[string][]byte {
	t.Helper()
	found := map[string][]byte{}
	err := fs.WalkDir(ui.Files(), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		body, err := fs.ReadFile(ui.Files(), name)
		found["/"+strings.TrimSuffix(name, "index.html")] = body
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func (h *harness) fetchPage(path string, header ...string) (*http.Response, []byte) {
	h.t.Helper()
	req, err := http.NewRequest(http.MethodGet, h.url+path, nil)
	if err != nil {
		h.t.Fatal(err)
	}
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	res, err := h.http.Do(req)
	if err != nil {
		h.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		h.t.Fatal(err)
	}
	return res, body
}

func TestExplorer(t *testing.T) {
	h := start(t, Config{})
	files := explorerPaths(t)
	for _, must := range []string{"/", "/assets/explorer.js", "/assets/explorer.css", "/assets/graph.js", "/licenses.md"} {
		if files[must] == nil {
			t.Errorf("%s is not among the files", must)
		}
	}
	for name, want := range files {
		media := explorerMedia[path.Ext(name)]
		if name == "/" {
			media = explorerMedia[".html"]
		}
		res, body := h.fetchPage(name)
		if res.StatusCode != http.StatusOK || !bytes.Equal(body, want) || media == "" || res.Header.Get("Content-Type") != media {
			t.Errorf("%s: status %d, %d of %d bytes, as %q", name, res.StatusCode, len(body), len(want), res.Header.Get("Content-Type"))
		}
		if res.Header.Get("Content-Security-Policy") != pageCSP || res.Header.Get("X-Content-Type-Options") != "nosniff" || res.Header.Get("Cache-Control") != "no-cache" {
			t.Errorf("%s: headers %v", name, res.Header)
		}
		tag := res.Header.Get("ETag")
		if again, none := h.fetchPage(name, "If-None-Match", tag); tag == "" || again.StatusCode != http.StatusNotModified || len(none) != 0 {
			t.Errorf("%s: %d with %d bytes to who has %s", name, again.StatusCode, len(none), tag)
		}
		packed, body := h.fetchPage(name, "Accept-Encoding", "gzip")
		if small := len(want) < minCompressed; small != (packed.Header.Get("Content-Encoding") == "") || packed.Header.Get("Content-Length") != strconv.Itoa(len(body)) {
			t.Errorf("%s, %d bytes: headers %v", name, len(want), packed.Header)
		} else if !small {
			r, err := gzip.NewReader(bytes.NewReader(body))
			if err != nil {
				t.Fatal(err)
			}
			if plain, err := io.ReadAll(r); err != nil || !bytes.Equal(plain, want) {
				t.Errorf("%s does not come out as it went in: %v", name, err)
			}
		}
	}
}

var (
	importsAtOnce = regexp.MustCompile(`(?:from|import)"\./([^"]+)"`)
	importsLater  = regexp.MustCompile(`import\("\./([^"]+)"\)|import\(` + "`" + `\./([^` + "`" + `]+)` + "`" + `\)`)
)

// The first picture may weigh 60 KB before the graph library and 260 KB with it:
// the page, its style, the script, what that imports at once, and the drawing
// with what it imports.
func TestExplorerIsLight(t *testing.T) {
	h := start(t, Config{})
	files := explorerPaths(t)
	needed := map[string]bool{"/": true, "/assets/explorer.css": true}
	var need func(name string)
	need = func(name string) {
		if needed[name] || files[name] == nil {
			return
		}
		needed[name] = true
		for _, m := range importsAtOnce.FindAllStringSubmatch(string(files[name]), -1) {
			need("/assets/" + m[1])
		}
	}
	later := map[string]bool{}
	for _, m := range importsLater.FindAllStringSubmatch(string(files["/assets/explorer.js"]), -1) {
		later["/assets/"+m[1]+m[2]] = true
	}
	if !later["/assets/drawing.js"] || !later["/assets/gaps.js"] {
		t.Fatalf("the script loads later only %v", later)
	}
	need("/assets/explorer.js")
	need("/assets/icons.js")
	need("/assets/drawing.js")
	before, whole := 0, 0
	for name := range needed {
		_, body := h.fetchPage(name, "Accept-Encoding", "gzip")
		whole += len(body)
		if name != "/assets/graph.js" {
			before += len(body)
		}
	}
	if before > 60_000 || whole > 260_000 || whole < 100_000 {
		t.Errorf("%d bytes before the graph library, %d in all", before, whole)
	}
	t.Logf("%d bytes before the graph library, %d in all", before, whole)
}

var elsewhere = regexp.MustCompile(`(?i)(src|href|action)\s*=\s*["']?(https?:)?//`)

// Nothing in the page is inline, and nothing comes from elsewhere: the policy
// would forbid it.
func TestExplorerPage(t *testing.T) {
	page := string(explorerPaths(t)["/"])
	if elsewhere.MatchString(page) {
		t.Errorf("the page refers to another server:\n%s", page)
	}
	for _, inline := range []string{"<style", "onload=", "style="} {
		if strings.Contains(page, inline) {
			t.Errorf("%s in the page", inline)
		}
	}
	for _, script := range regexp.MustCompile(`<script[^>]*>`).FindAllString(page, -1) {
		if !strings.Contains(script, `src="./assets/`) {
			t.Errorf("inline: %s", script)
		}
	}
}
