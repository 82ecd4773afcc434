package http

import (
	"errors"
	"fmt"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gin-gonic/gin"
	"github.com/go-json-experiment/json"

	"github.com/innograph/innograph/graph"
	"github.com/innograph/innograph/graph/edit"
)

type createStatementInput struct{ WriteInput }

type changeStatementInput struct {
	ID string `path:"id" doc:"The statement."`
	WriteInput
}

type commitInput struct{ WriteInput }

// changeForm is a change set as it is asked for.
type changeForm struct {
	Message string            `json:"message"`
	Add     []graph.Statement `json:"add"`
	Remove  []string          `json:"remove"`
}

func (s *Server) addStatementEdits() {
	form := &huma.MediaType{Schema: schemaOf[graph.Statement](s.api.OpenAPI().Components.Schemas)}
	addEdit(s, &operation{
		id: "create-statement", method: http.MethodPost, path: "/v1/statements", tag: "Editing", success: http.StatusCreated,
		summary: "Make a statement",
		about:   "A relation between entities, a value or an observation, with qualifiers, status, basis and references. Its id is a hash of its content; to make one that is there changes nothing.",
	}, form, []string{jsonType}, func(c *gin.Context, in *createStatementInput) (change, bool) {
		var st graph.Statement
		body, ok := s.readJSON(c, maxFormBytes, &st, jsonType)
		ok = ok && sameID(c, &st)
		return change{WriteInput: in.WriteInput, body: body, created: true, subject: statementAt(st.ID), edit: func(*edit.Draft) (*edit.Edit, error) {
			e := &edit.Edit{}
			e.Put("", st)
			return e, nil
		}}, ok
	})
	addEdit(s, &operation{
		id: "replace-statement", method: http.MethodPut, path: "/v1/statements/{id}", tag: "Editing",
		summary:  "Put another statement in the place of one",
		about:    "The old one is retracted and the new one, which has another id, made. Since an id is a hash of the content, the path alone says what is replaced: a statement that was changed meanwhile is not there any more.",
		problems: []problemKind{notFound},
	}, form, []string{jsonType}, func(c *gin.Context, in *changeStatementInput) (change, bool) {
		var st graph.Statement
		body, ok := s.readJSON(c, maxFormBytes, &st, jsonType)
		ok = ok && sameID(c, &st)
		return change{WriteInput: in.WriteInput, body: body, subject: statementAt(st.ID), edit: func(d *edit.Draft) (*edit.Edit, error) {
			return swap(d, in.ID, st)
		}}, ok
	})
	addEdit(s, &operation{
		id: "patch-statement", method: http.MethodPatch, path: "/v1/statements/{id}", tag: "Editing",
		summary:  "Change some of a statement",
		about:    "A JSON merge patch (RFC 7396) on the form that PUT takes. The changed statement has another id.",
		problems: []problemKind{notFound},
	}, form, []string{mergePatchType, jsonType}, func(c *gin.Context, in *changeStatementInput) (change, bool) {
		body, ok := s.readJSON(c, maxFormBytes, nil, mergePatchType, jsonType)
		if ok && !isObject(c, body) {
			return change{}, false
		}
		subject := func(set *graph.ChangeSet) (string, string) {
			if len(set.Add) == 1 {
				return statementAt(set.Add[0].ID)(set)
			}
			return statementAt(in.ID)(set)
		}
		return change{WriteInput: in.WriteInput, body: body, subject: subject, edit: func(d *edit.Draft) (*edit.Edit, error) {
			now, ok := d.Statement(in.ID)
			if !ok {
				return nil, noStatement(in.ID)
			}
			now.ID = ""
			var next graph.Statement
			if err := patched(now, body, &next); err != nil {
				return nil, err
			}
			next.ID = ""
			return swap(d, in.ID, next)
		}}, ok
	})
	addEdit(s, &operation{
		id: "retract-statement", method: http.MethodDelete, path: "/v1/statements/{id}", tag: "Editing",
		summary: "Retract a statement", about: "The history keeps it.", problems: []problemKind{notFound},
	}, nil, nil, func(_ *gin.Context, in *changeStatementInput) (change, bool) {
		return change{WriteInput: in.WriteInput, subject: statementAt(in.ID), edit: func(d *edit.Draft) (*edit.Edit, error) {
			if _, ok := d.Statement(in.ID); !ok {
				return nil, noStatement(in.ID)
			}
			e := &edit.Edit{}
			e.Drop("", in.ID)
			return e, nil
		}}, true
	})
	addEdit(s, &operation{
		id: "commit", method: http.MethodPost, path: "/v1/changes", tag: "Editing", success: http.StatusCreated,
		summary: "Make a change set of any statements",
		about:   "Statements to add and ids to remove, all at once or not at all. To add what is there and to remove what is not changes nothing.",
	}, &huma.MediaType{Schema: schemaOf[changeForm](s.api.OpenAPI().Components.Schemas)}, []string{jsonType}, func(c *gin.Context, in *commitInput) (change, bool) {
		var f changeForm
		body, ok := s.readJSON(c, maxChangeBytes, &f, jsonType)
		if ok && len(f.Add)+len(f.Remove) == 0 {
			m := Mistake{Location: "body", Message: "a change set adds or removes something"}
			sendProblem(c, invalidBody, m.Message, m)
			return change{}, false
		}
		if f.Message != "" {
			in.Message = f.Message
		}
		return change{WriteInput: in.WriteInput, body: body, created: true, subject: func(set *graph.ChangeSet) (string, string) {
			return "", fmt.Sprintf("/v1/changes/%d", set.Number)
		}, edit: func(*edit.Draft) (*edit.Edit, error) { return f.edit() }}, ok
	})
}

func (f changeForm) edit() (*edit.Edit, error) {
	e := &edit.Edit{}
	var issues []graph.Issue
	adding := map[string]bool{}
	for i, st := range f.Add {
		at := fmt.Sprintf("/add/%d", i)
		if made := st.Identify().ID; st.ID != "" && st.ID != made {
			issues = append(issues, graph.Issue{Param: at + "/id", Value: st.ID, Message: "the content of the statement makes the id " + made + "; leave the id out"})
		}
		e.Put(at, st)
		adding[e.Add[i].ID] = true
	}
	for i, id := range f.Remove {
		at := fmt.Sprintf("/remove/%d", i)
		switch {
		case !graph.ValidStatementID(id):
			issues = append(issues, graph.Issue{Param: at, Value: id, Message: "this is not the id of a statement: s- and 20 characters a–z, 2–7"})
		case adding[id]:
			issues = append(issues, graph.Issue{Param: at, Value: id, Message: "this statement is added by the same change set"})
		}
		e.Drop(at, id)
	}
	if len(issues) > 0 {
		return nil, &graph.Error{Kind: graph.Invalid, Issues: issues}
	}
	return e, nil
}

func statementAt(id string) func(*graph.ChangeSet) (string, string) {
	return func(*graph.ChangeSet) (string, string) { return id, "/v1/statements/" + id }
}

// sameID identifies a statement of a body; an id that it comes with must be it.
func sameID(c *gin.Context, st *graph.Statement) bool {
	given := st.ID
	*st = st.Identify()
	if given == "" || given == st.ID {
		return true
	}
	m := Mistake{"body/id", "the content of the statement makes the id " + st.ID + "; leave the id out", shown(given)}
	sendProblem(c, invalidBody, m.Message, m)
	return false
}

func swap(d *edit.Draft, id string, by graph.Statement) (*edit.Edit, error) {
	if _, ok := d.Statement(id); !ok {
		return nil, noStatement(id)
	}
	e := &edit.Edit{}
	e.Drop("", id)
	e.Put("", by)
	return e, nil
}

func noStatement(id string) error {
	return &graph.Error{Kind: graph.NotFound, Issues: []graph.Issue{{Param: "id", Value: id, Message: fmt.Sprintf("there is no statement %s; if it was changed, it has another id", cut(id, maxShown))}}}
}

// notAForm is the error for JSON that does not fit a form after it was patched.
func notAForm(err error) error {
	var semantic *json.SemanticError
	if errors.As(err, &semantic) {
		return &graph.Error{Kind: graph.Invalid, Issues: []graph.Issue{{Param: string(semantic.JSONPointer), Message: whyNot(semantic)}}}
	}
	return err
}
