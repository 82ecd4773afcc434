package main

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/innograph/innograph/http"
)

// What is sent, and how much of it is one text for the YAML parser.
const (
	sentPack = 1 << 20
	sentText = 250 << 10
)

// hostileYAML are what YAML parsers have trouble with, each to be repeated.
var hostileYAML = []string{
	"[", "{", "- ", "? ", "a: ", "- &a [*a]\n", "*a ", "!a ", "<<: ", ">\n", "a: |\n", "a:\n", "- a\n", "a: {b: [c, d]}\n", "{a: b},", ",", "'", "\"\\x00\"", "%YAML 1.2\n",
	"# a\n", "\n", "\t", "\x00", "\xff", "\u202e", "字", "- {id: a, type: City, name: {zh: 甲, en: A}}\n",
}

// Whatever a pack holds that is sent, it is refused soon.
func TestHostilePacks(t *testing.T) {
	o, err := dataFlags{Store: "memory"}.open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = o.close() }()
	for _, unit := range hostileYAML {
		one := strings.Repeat(unit, sentText/len(unit))
		for name, body := range map[string]string{
			"as one text": strings.Repeat(unit, sentPack/len(unit)), "as several": strings.Repeat(one+"\n---\n", sentPack/sentText), "after a good one": "pack: p\n---\nentities:\n  " + one,
			"as many": strings.Repeat(unit+"\n---\n", sentPack/(len(unit)+5)), "in a list": "[" + one + "]", "as JSON": "[" + strings.Repeat(fmt.Sprintf("%q,", unit), sentPack/(len(unit)+3)) + "1]",
		} {
			began := time.Now()
			_, err := readPack(t.Context(), o.live.Current(), []byte(body), name == "as JSON")
			if took := time.Since(began); took > longest {
				t.Errorf("%q, %s, takes %s", unit, name, took)
			}
			var mistakes *http.PackError
			if !errors.As(err, &mistakes) || len(mistakes.Mistakes) == 0 {
				t.Errorf("%q, %s: %v", unit, name, err)
			}
		}
	}
}
