package http

import (
	"context"
	"fmt"
	"iter"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"github.com/innograph/innograph/graph"
	"github.com/innograph/innograph/graph/edit"
)

// ChangeList is a page of change sets.
type ChangeList struct {
	Changes []*ChangeView `json:"changes"`
	Meta    ChangeMeta    `json:"meta"`
}

// ChangeMeta says whether a page is the last.
type ChangeMeta struct {
	Complete  bool    `json:"complete"`
	StoppedBy *string `json:"stopped_by"`
	Next      uint64  `json:"next,omitempty"`
	Last      uint64  `json:"last"`
}

type changesInput struct {
	Since int64 `query:"since" doc:"The number of a change set: those after it; 0 for all. Pass meta.next for the next page."`
	Limit int   `query:"limit" doc:"Change sets listed."`
}

type historyInput struct {
	ID     string `path:"id" doc:"The entity; it need not be there any more."`
	Before int64  `query:"before" doc:"The number of a change set: those before it. Pass meta.next for the next page."`
	Limit  int    `query:"limit" doc:"Change sets listed."`
}

type changeInput struct {
	Number string `path:"number" doc:"The change set."`
}

type undoInput struct {
	Number string `path:"number" doc:"The change set."`
	WriteInput
}

// Bounds of pages of change sets.
const (
	defaultChanges = 50
	maxChanges     = 500
	maxChangesRead = 20_000 // statements of the sets of a page, the last one not counted
)

func (s *Server) addChanges() {
	addHistory(s, &operation{
		id: "changes", path: "/v1/changes", tag: "History",
		summary: "What was changed, in order",
		about:   "Change sets after a number, the oldest first, with the numbers of their statements. A set itself has them whole.",
		numbers: map[string]number{"since": {0, maxChange, 0}, "limit": {1, maxChanges, defaultChanges}}, examples: []string{"/v1/changes?since=0"},
	}, func(c *gin.Context, j graph.Journal, in *changesInput) (any, error) {
		return s.changePage(c, j, j.Changes(c.Request.Context(), uint64(in.Since)), in.Limit)
	})
	addHistory(s, &operation{
		id: "history", path: "/v1/entities/{id}/history", tag: "History",
		summary: "What was changed about an entity",
		about:   "Change sets that add or remove a statement whose subject or object the entity is, the newest first.",
		numbers: map[string]number{"before": {0, maxChange, 0}, "limit": {1, maxChanges, defaultChanges}}, examples: []string{"/v1/entities/hangzhou/history"},
	}, func(c *gin.Context, j graph.Journal, in *historyInput) (any, error) {
		return s.changePage(c, j, j.History(c.Request.Context(), in.ID, uint64(in.Before)), in.Limit)
	})
	addHistory(s, &operation{
		id: "change", path: "/v1/changes/{number}", tag: "History",
		summary: "One change set, whole", about: "Who changed what, when and why, with every statement that was added and removed.",
		problems: []problemKind{notFound}, examples: []string{"/v1/changes/1"},
	}, func(c *gin.Context, j graph.Journal, in *changeInput) (any, error) {
		set, err := changeSet(c.Request.Context(), j, in.Number)
		if err != nil {
			return nil, err
		}
		return viewOf(set, true), nil
	})
	undo := &operation{
		id: "undo", method: http.MethodPost, path: "/v1/changes/{number}/undo", tag: "Editing", success: http.StatusCreated,
		summary:  "Take a change set back, with a new one",
		about:    "What it added is removed, and what it removed is added. Where later change sets have changed that again, this is refused: nobody's work is lost.",
		problems: []problemKind{notFound},
	}
	addEdit(s, undo, nil, nil, func(c *gin.Context, in *undoInput) (change, bool) {
		set, err := changeSet(c.Request.Context(), s.live.Journal(), in.Number)
		if err != nil {
			s.fail(c, undo, err)
			return change{}, false
		}
		if in.Message == "" {
			in.Message = fmt.Sprintf("undo of change set %d", set.Number)
		}
		return change{WriteInput: in.WriteInput, undoes: set.Number, created: true, edit: func(d *edit.Draft) (*edit.Edit, error) { return edit.Undo(d, set) },
			subject: func(set *graph.ChangeSet) (string, string) { return "", fmt.Sprintf("/v1/changes/%d", set.Number) }}, true
	})
}

// addHistory registers an operation that reads the journal.
func addHistory[I any](s *Server, op *operation, ask func(*gin.Context, graph.Journal, *I) (any, error)) {
	switch op.id {
	case "change":
		op.answers = jsonAnswers[ChangeView](s)
	default:
		op.answers = jsonAnswers[ChangeList](s)
	}
	op.problems = append(op.problems, notAcceptable, invalidValue, unavailable, tooSlow)
	add(s, op, func(c *gin.Context, in *I) {
		j := s.live.Journal()
		if j == nil {
			sendProblem(c, unavailable, "this graph has no history: it was not opened from a store that keeps changes")
			return
		}
		turn, ok := s.begin(c, s.work)
		if !ok {
			return
		}
		defer turn.leave()
		ctx, cancel := s.limited(c, turn)
		defer cancel()
		c.Request = c.Request.WithContext(ctx)
		answer, err := ask(c, j, in)
		if err != nil {
			s.fail(c, op, err)
			return
		}
		body, err := encodeJSON(answer)
		if err != nil {
			panic(err) // plain structs
		}
		if s.tooLong(c, body) {
			return
		}
		turn.leave()
		c.Header("Cache-Control", "no-cache")
		c.Data(http.StatusOK, jsonType, body)
	})
}

// changePage reads so many change sets.
func (s *Server) changePage(c *gin.Context, j graph.Journal, sets iter.Seq2[*graph.ChangeSet, error], limit int) (*ChangeList, error) {
	if limit == 0 {
		limit = defaultChanges
	}
	list := &ChangeList{Changes: []*ChangeView{}, Meta: ChangeMeta{Complete: true}}
	read := 0
	for set, err := range sets {
		if err != nil {
			return nil, err
		}
		if full := len(list.Changes) == limit; full || read > maxChangesRead {
			reason := graph.StoppedByBudget
			if full {
				reason = graph.StoppedByLimit
			}
			list.Meta.Complete, list.Meta.StoppedBy = false, ptr(string(reason))
			list.Meta.Next = list.Changes[len(list.Changes)-1].Number
			break
		}
		read += len(set.Add) + len(set.Remove)
		list.Changes = append(list.Changes, viewOf(set, false))
	}
	var err error
	list.Meta.Last, err = j.Last(c.Request.Context())
	return list, err
}

// changeSet finds a change set by what a path says.
func changeSet(ctx context.Context, j graph.Journal, number string) (*graph.ChangeSet, error) {
	n, err := strconv.ParseUint(number, 10, 53)
	if err != nil || n == 0 {
		return nil, &graph.Error{Kind: graph.NotFound, Issues: []graph.Issue{{Param: "number", Value: number, Message: fmt.Sprintf("%q is not the number of a change set: they are counted from 1", cut(number, maxShown))}}}
	}
	for set, err := range j.Changes(ctx, n-1) {
		return set, err
	}
	last, err := j.Last(ctx)
	if err != nil {
		return nil, err
	}
	return nil, &graph.Error{Kind: graph.NotFound, Issues: []graph.Issue{{Param: "number", Value: number, Message: fmt.Sprintf("there is no change set %d; the last is %d", n, last)}}}
}
