package http

import (
	"bytes"
	"encoding/json"
	"flag"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files anew")

var (
	statementID = regexp.MustCompile(`s-[a-z2-7]{20}`)
	visited     = regexp.MustCompile(`"visited":\{[^{}]*\}`)
)

// golden asks and compares the answer with testdata/name.json, where statements
// stand under the names that labels gives them, and the version and the work done
// are left out.
func (h *harness) golden(name, path string, labels map[string]string) {
	h.t.Helper()
	r := h.get(path)
	if r.StatusCode != http.StatusOK {
		h.t.Fatalf("%s: %d %s", path, r.StatusCode, r.body)
	}
	body := bytes.ReplaceAll(r.body, []byte(h.server.live.Current().Version()), []byte("<version>"))
	body = visited.ReplaceAll(body, []byte(`"visited":"<work>"`))
	body = statementID.ReplaceAllFunc(body, func(id []byte) []byte {
		label, ok := labels[string(id)]
		if !ok {
			h.t.Errorf("%s tells of %s, which no row states", path, id)
		}
		return []byte(label)
	})
	got := append(layOut(h.t, body, ""), '\n')
	file := filepath.Join("testdata", name+".json")
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			h.t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		h.t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		h.t.Errorf("%s differs from %s from line %d on:\n%s", path, file, firstDifference(got, want), got)
	}
}

func firstDifference(a, b []byte) int {
	x, y := bytes.Split(a, []byte("\n")), bytes.Split(b, []byte("\n"))
	for i := range min(len(x), len(y)) {
		if !bytes.Equal(x[i], y[i]) {
			return i + 1
		}
	}
	return min(len(x), len(y)) + 1
}

// layOut writes JSON with what fits on one line on one line, so that a person
// can read it.
func layOut(t testing.TB, raw []byte, indent string) []byte {
	const width = 150
	var line bytes.Buffer
	if err := json.Compact(&line, raw); err != nil {
		t.Fatal(err)
	}
	b := line.Bytes()
	if len(indent)+len([]rune(line.String())) <= width || b[0] != '{' && b[0] != '[' {
		return b
	}
	d := json.NewDecoder(&line)
	d.Token() //nolint:errcheck // the opening one
	out := []byte{b[0]}
	closing := map[byte]byte{'{': '}', '[': ']'}[b[0]]
	for first := true; d.More(); first = false {
		if !first {
			out = append(out, ',')
		}
		out = append(append(out, '\n'), indent+"  "...)
		var value json.RawMessage
		if closing == '}' {
			key, err := d.Token()
			if err != nil {
				t.Fatal(err)
			}
			quoted, _ := json.Marshal(key)
			out = append(append(out, quoted...), ": "...)
		}
		if err := d.Decode(&value); err != nil {
			t.Fatal(err)
		}
		out = append(out, layOut(t, value, indent+"  ")...)
	}
	return slices.Concat(out, []byte("\n"+indent), []byte{closing})
}
