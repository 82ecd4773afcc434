package main

import (
	"bytes"
	"os"
	"reflect"
	"strings"
	"testing"
)

func TestCayleyAnswersAreRead(t *testing.T) {
	near, path := kind{Ask: "neighborhood", Limit: 2}, kind{Ask: "paths"}
	for _, c := range []struct {
		k         kind
		status    int
		body      string
		want      answer
		complaint string
	}{
		{near, 200, `{"result":[{"id":"a"}]}`, answer{size: 1}, ""},
		{near, 200, `{"result":null}`, answer{}, ""},
		{near, 200, `{"result":[{},{},{}]}`, answer{size: 2}, ""}, // its limit counts values, not entities
		{path, 200, `{"result":[3]}`, answer{lengths: []int{3}}, ""},
		{path, 200, `{"result":[]}`, answer{lengths: []int{}}, ""},
		{path, 500, `{"error":"context deadline exceeded"}`, answer{gaveUp: true}, ""},
		{path, 200, `{"result":["a"]}`, answer{}, `hops: "a"`},
		{path, 200, `{"error":"no such thing"}`, answer{}, "no such thing"},
		{path, 400, `{}`, answer{}, "status 400"},
		{path, 200, `<html>`, answer{}, "<html>"},
	} {
		api := cayleyAPI{httpConnection: &httpConnection{status: c.status, body: *bytes.NewBufferString(c.body)}}
		got, err := api.read(c.k)
		if !reflect.DeepEqual(got, c.want) || (err == nil) != (c.complaint == "") || err != nil && !strings.Contains(err.Error(), c.complaint) {
			t.Errorf("%d %s: %+v, %v; want %+v, %q", c.status, c.body, got, err, c.want, c.complaint)
		}
	}
}

func TestCayleyKnowsTheRelations(t *testing.T) {
	dir := t.TempDir()
	if _, err := relationsOf(dir); err == nil || !strings.Contains(err.Error(), "graphbench gen") {
		t.Errorf("%v", err)
	}
	writeText(t, dir, edgesFile, ":START_ID,:END_ID,:TYPE\na,b,knows\nb,c,part-of\nc,a,knows\n")
	if got, err := relationsOf(dir); err != nil || got != `["<knows>","<part-of>"]` {
		t.Errorf("%v: %s", err, got)
	}
}

func TestModuleVersion(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	if v, err := moduleVersion(self, "github.com/alecthomas/kong"); err != nil || !strings.HasPrefix(v, "1.") {
		t.Errorf("%v: %q", err, v)
	}
	if _, err := moduleVersion(self, "example.org/none"); err == nil || !strings.Contains(err.Error(), "example.org/none") {
		t.Errorf("%v", err)
	}
}
