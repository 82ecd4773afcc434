package seeds

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestPrescan(t *testing.T) {
	keys := func(n int, indent string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "%sk%d: v\n", indent, i)
		}
		return b.String()
	}
	stairs := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "%sa:\n", strings.Repeat(" ", i))
		}
		return b.String() + strings.Repeat(" ", n) + "b"
	}
	for _, c := range []struct {
		name, data, want string // the wanted message, "" for none
	}{
		{"empty", "", ""},
		{"plain", "entities:\n  - {id: a, name: 甲}\n", ""},
		{"byte order mark", "\uFEFFa: b\n", ""},
		{"CRLF", "a: b\r\nc: d\r\n", ""},
		{"brackets in quotes", "a: \"" + strings.Repeat("[", 100) + "\"\nb: '" + strings.Repeat("{", 100) + "'\n", ""},
		{"brackets in a comment", "a: b # " + strings.Repeat("[", 100) + "\n", ""},
		{"brackets in plain text", "a: b" + strings.Repeat("[", 100) + "\n", ""},
		{"brackets in a block", "a: |\n  " + strings.Repeat("[", 100) + "\n", ""},
		{"one header", "---\na: b\n", ""},
		{"tab in a comment's text", "a: b\n#\tc\n", "2:2: a tab: write a space or, inside double quotes, \\t"},
		{"tab in the indentation", "a:\n \tb: c\n", "2:2: a tab in the indentation: indent with spaces"},
		{"tab after a space", "a: \tb\n", "1:4: a tab: write a space or, inside double quotes, \\t"},
		{"NUL", "a: b\nc: x\x00y\n", "2:5: the control character U+0000"},
		{"escape character", "a: \x1b[31m\n", "1:4: the control character U+001B"},
		{"C1 control", "a: 甲\u0085\n", "1:5: the control character U+0085"},
		{"line separator", "a: 甲\u2028\n", "1:5: the control character U+2028"},
		{"invalid UTF-8", "a: 甲\xff\n", "1:5: the byte 0xff is not valid UTF-8"},
		{"surrogate", "a: \xed\xa0\x80\n", "1:4: the byte 0xed is not valid UTF-8"},
		{"bidirectional override", "a: \u202eb\n", "1:4: the character U+202E, which changes the direction of writing, so that a line reads differently from what it says"},
		{"bidirectional isolate", "a: \u2066b\n", "1:4: the character U+2066, which changes the direction of writing, so that a line reads differently from what it says"},
		{"byte order mark inside", "a: b\uFEFF\n", "1:5: a byte order mark (U+FEFF) that is not at the start of the file"},
		{"lone carriage return", "a: b\rc: d\n", "1:5: a carriage return that does not end a line"},
		{"too long", strings.Repeat("#", MaxFileSize+1), fmt.Sprintf("1:1: the file has more than %d bytes; split it", MaxFileSize)},
		{"as long as may be", strings.Repeat("#", MaxFileSize), ""},
		{"deepest flow", strings.Repeat("[", MaxNesting) + strings.Repeat("]", MaxNesting), ""},
		{"too deep flow", strings.Repeat("[", MaxNesting+1), fmt.Sprintf("1:%d: lists and mappings nest more than %d deep", MaxNesting+1, MaxNesting)},
		{"mixed flow", "a: " + strings.Repeat("[{b: ", MaxNesting/2), fmt.Sprintf("1:%d: lists and mappings nest more than %d deep", 4+5*(MaxNesting/2)-4, MaxNesting)},
		{"deepest blocks", stairs(MaxNesting), ""},
		{"too deep blocks", stairs(MaxNesting + 1), fmt.Sprintf("%d:%d: lists and mappings nest more than %d deep", MaxNesting+1, MaxNesting+2, MaxNesting)},
		{"too deep lists", strings.Repeat("- ", MaxNesting+1) + "a", fmt.Sprintf("1:%d: lists and mappings nest more than %d deep", 2*MaxNesting+1, MaxNesting)},
		{"dash in flow", "a: [- b]", "1:5: a list entry (-) between brackets: entries there are parted by commas"},
		{"blank lines", "a: b\n" + strings.Repeat("\n", MaxBlankLines) + "c: d\n", ""},
		{"too many blank lines", "a: b\n" + strings.Repeat(" \n", MaxBlankLines+1) + "c: d\n", fmt.Sprintf("%d:1: more than %d blank lines in a row", MaxBlankLines+2, MaxBlankLines)},
		{"most keys", keys(maxKeys, ""), ""},
		{"too many keys", "a:\n" + keys(maxKeys+1, "  "), fmt.Sprintf("%d:%d: a mapping of more than %d keys", maxKeys+2, 3+len(fmt.Sprint("k", maxKeys)), maxKeys)},
		{"keys of lists", strings.Repeat("k:\n- a\n", maxKeys+1), fmt.Sprintf("%d:2: a mapping of more than %d keys", 2*maxKeys+1, maxKeys)},
		{"keys of entries", "a:\n" + strings.Repeat("  - {x: y}\n  - x: y\n    z: w\n", 1500), ""},
		{"longest key", strings.Repeat("k", maxKeyLength) + ": a", ""},
		{"too long key", "a: {" + strings.Repeat("k", maxKeyLength+1) + ": a}", fmt.Sprintf("1:5: a key of more than %d characters", maxKeyLength)},
		{"empty entries", "a:\n" + strings.Repeat("-\n", maxEmpty+1), fmt.Sprintf("%d:1: more than %d keys and list entries without a value", maxEmpty+2, maxEmpty)},
		{"many entries in flow", "a: {b: [" + strings.Repeat("c, ", 2*maxEmpty) + "]}", ""},
		{"empty keys in flow", "a: {" + strings.Repeat("b, ", maxEmpty+1) + "}", fmt.Sprintf("1:%d: more than %d keys and list entries without a value", 5+3*maxEmpty, maxEmpty)},
		{"empty values in flow", "a: [" + strings.Repeat("{b: }, ", maxEmpty+1) + "]", fmt.Sprintf("1:%d: more than %d keys and list entries without a value", 7+7*maxEmpty, maxEmpty)},
		{"angles", "a: b <<<<<<< c\n", ""},
		{"too many angles", "a: " + strings.Repeat("<", maxAngles+1), fmt.Sprintf("1:%d: more than %d “<” in a row", 4+maxAngles, maxAngles)},
		{"too many tokens", "a: [" + strings.Repeat("b,", maxTokens/2), fmt.Sprintf("1:1: the file has more than %d keys, values and marks; split it", maxTokens)},
		{"anchor", "a: &b c", "1:4: an anchor (&): anchors are not used here; write the content out"},
		{"ampersand in text", "a: R&D &c *d !e\n", ""},
		{"alias", "a: *b", "1:4: an alias (*): aliases are not used here; write the content out, or put the text in quotes"},
		{"tag", "a: !b c", "1:4: a tag (!): tags are not used here; put the text in quotes if it begins with !"},
		{"merge key", "<<: {a: b}", "1:1: a merge key (<<): merge keys are not used here; write the content out"},
		{"complex key", "? a\n: b", "1:1: a complex key (?): write “key: value”"},
		{"second document", "a: b\n---\nc: d", "2:1: another document (---): a file holds one document"},
		{"end of document", "a: b\n...\n", "2:1: the end of a document (...): a file holds one document and ends with it"},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := Prescan([]byte(c.data))
			if c.want == "" {
				if err != nil {
					t.Fatal(err)
				}
				return
			}
			var problems Errors
			if !errors.As(err, &problems) || len(problems) != 1 {
				t.Fatalf("got %v", err)
			}
			p := problems[0]
			if got := fmt.Sprintf("%d:%d: %s", p.Line, p.Column, p.Message); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// TestPrescanReportsMany checks that each bad line is reported, up to a bound.
func TestPrescanReportsMany(t *testing.T) {
	var problems Errors
	if err := Prescan([]byte("a: \x01\x02\nb: c\n\td: e\n")); !errors.As(err, &problems) || len(problems) != 2 || problems[1].Line != 3 {
		t.Errorf("got %v", err)
	}
	if err := Prescan([]byte(strings.Repeat("\x01\n", 100))); !errors.As(err, &problems) || len(problems) != maxReported {
		t.Errorf("got %d problems", len(problems))
	}
}

// TestHostile checks that no file of the greatest size takes long: these made
// the YAML library take minutes, or all memory.
func TestHostile(t *testing.T) {
	fill := func(prefix, s string) string {
		return prefix + strings.Repeat(s, (MaxFileSize-len(prefix))/len(s))
	}
	distinctKeys := func(format string) string {
		var b strings.Builder
		for i := 0; b.Len() < MaxFileSize-64; i++ {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
	for name, data := range map[string]string{
		"open lists":         fill("", "["),
		"open mappings":      fill("", "{a: "),
		"dashes":             fill("", "- "),
		"dashes in flow":     fill("[", "- "),
		"empty entries":      fill("", "-\n"),
		"folded blank lines": fill("a: >\n x", "\n"),
		"angles":             fill("a: ", "<"),
		"tabs in quotes":     fill("a: \"", "\tx"),
		"commas":             fill("[", ","),
		"bare words":         fill("{", "a,"),
		"anchors":            fill("", "&a "),
		"keys":               distinctKeys("k%d: v\n"),
		"keys of lists":      distinctKeys("k%d:\n- a\n"),
		"nested keys":        distinctKeys("k%d: {a: [b]}\n"),
		"keys on one line":   "{" + distinctKeys("k%d: v, ") + "}",
		"unknown names":      "statements:\n" + distinctKeys("- {subject: a%d, relation: part-of, object: b%[1]d}\n"),
		"many aliases":       "entities:\n- id: a\n  type: Lab\n  aliases: [" + distinctKeys("a%d, ") + "]",
		"long cycle":         "statements:\n" + distinctKeys("- {subject: east-city, relation: part-of, object: east-city, refs: [{section: \"1\", terms: [a%d]}]}\n"),
		"quotes":             fill("a: [", "'',"),
		"open quote":         fill("a: \"", "x\n "),
		"long word":          fill("a: ", "x"),
		"comments":           fill("", "# c\n"),
	} {
		t.Run(name, func(t *testing.T) {
			fsys := base(t)
			fsys["packs/demo/hostile.yaml"] = file(data)
			start := time.Now()
			_, err := Load(fsys)
			if took := time.Since(start); took > 30*time.Second {
				t.Errorf("took %v", took)
			}
			var problems Errors
			if !errors.As(err, &problems) {
				t.Errorf("the error is %v", err)
			}
		})
	}
}
