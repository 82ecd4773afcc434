package edit_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/innograph/innograph/graph"
)

// The work of checking a change set grows with it, and not with its square; what is
// too much work all the same is refused.
func TestManyStatementsAboutOneEntity(t *testing.T) {
	live, w := open(t)
	began := time.Now()
	var aliases, texts, missing, mutual []graph.Statement
	for i := range 15_000 {
		aliases = append(aliases, text("hangzhou", graph.RelAlias, fmt.Sprint("alias ", i), ""))
		missing = append(missing, edge("hangzhou", "located-in", fmt.Sprintf("hangzhou%c%c%d", 'a'+i/26%26, 'a'+i%26, i/676)))
	}
	for i := range 300 {
		texts = append(texts, text("hangzhou", graph.RelDescription, fmt.Sprint("description ", i), "en"))
	}
	list, err := live.Current().List(t.Context(), graph.ListQuery{Filter: "id:!hangzhou", Limit: 200})
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range list.Entities {
		mutual = append(mutual, edge(e.ID, "in-tension-with", "hangzhou"))
	}
	out, err := w.Propose(t.Context(), asking(aliases))
	if err != nil {
		t.Fatal(err)
	}
	if len(out.Set.Add) != len(aliases) {
		t.Fatalf("%d statements were added", len(out.Set.Add))
	}
	var e *graph.Error
	if _, err := w.Propose(t.Context(), asking(texts)); !errors.As(err, &e) || e.Kind != graph.Invalid || !strings.Contains(e.Issues[0].Message, "smaller pieces") {
		t.Errorf("what takes too much work: %v", err)
	}
	if _, err := w.Propose(t.Context(), asking(missing)); !errors.As(err, &e) || len(e.Issues) != 101 || len(e.Issues[0].Suggest) == 0 || len(e.Issues[50].Suggest) > 0 {
		t.Errorf("many entities that are not there, of which the first are searched for: %v", err)
	}
	if out, err := w.Propose(t.Context(), asking(mutual)); err != nil || len(out.Set.Add) != len(mutual) {
		t.Errorf("what is symmetric, about an entity of which much is said: %v", err)
	}
	// What is taken out and put in again is found at once too.
	var ids []string
	for _, s := range out.Set.Add {
		ids = append(ids, s.ID)
	}
	if out, err := w.Propose(t.Context(), asking(aliases, ids...)); err != nil || len(out.Set.Add)+len(out.Set.Remove) != 0 {
		t.Errorf("aliases that are replaced by themselves: %v, %v", out.Set, err)
	}
	if took := time.Since(began); took > 60*time.Second {
		t.Errorf("it took %s", took)
	}
}
