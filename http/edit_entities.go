package http

import (
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	jsonpatch "github.com/evanphx/json-patch/v5"
	"github.com/gin-gonic/gin"
	"github.com/go-json-experiment/json"

	"github.com/innograph/innograph/graph"
	"github.com/innograph/innograph/graph/edit"
)

type createEntityInput struct{ WriteInput }

type changeEntityInput struct {
	ID string `path:"id" doc:"The entity."`
	WriteInput
}

type retractEntityInput struct {
	ID       string `path:"id" doc:"The entity."`
	Mentions bool   `query:"mentions" doc:"Also retract all statements about others that mention it; without it, they stand in the way."`
	WriteInput
}

func entityAt(id string) func(*graph.ChangeSet) (string, string) {
	return func(*graph.ChangeSet) (string, string) { return id, "/v1/entities/" + id }
}

func (s *Server) addEntityEdits() {
	form := &huma.MediaType{Schema: schemaOf[edit.Entity](s.api.OpenAPI().Components.Schemas)}
	addEdit(s, &operation{
		id: "create-entity", method: http.MethodPost, path: "/v1/entities", tag: "Editing", success: http.StatusCreated,
		summary: "Make an entity",
		about:   "Its type, names, printed forms, aliases and description become statements with the status, basis and references given.",
	}, form, []string{jsonType}, func(c *gin.Context, in *createEntityInput) (change, bool) {
		var e edit.Entity
		body, ok := s.readJSON(c, maxFormBytes, &e, jsonType)
		return change{WriteInput: in.WriteInput, body: body, created: true, subject: entityAt(e.ID),
			edit: func(d *edit.Draft) (*edit.Edit, error) { return edit.Create(d, e) }}, ok
	})
	addEdit(s, &operation{
		id: "replace-entity", method: http.MethodPut, path: "/v1/entities/{id}", tag: "Editing",
		summary:  "Replace what is said of an entity itself",
		about:    "What it says already keeps its statements; what is new gets the basis and references given; what is left out is retracted. Relations and observations stay.",
		problems: []problemKind{notFound, needsCondition}, redirect: true,
	}, form, []string{jsonType}, func(c *gin.Context, in *changeEntityInput) (change, bool) {
		matches, ok := s.mustMatch(c, in.ID)
		if !ok {
			return change{}, false
		}
		e := edit.Entity{ID: in.ID}
		body, ok := s.readJSON(c, maxFormBytes, &e, jsonType)
		if ok && e.ID != in.ID {
			ok = renamed(c, in.ID, e.ID)
		}
		return change{WriteInput: in.WriteInput, body: body, subject: entityAt(in.ID), edit: after(matches, func(d *edit.Draft) (*edit.Edit, error) { return edit.Replace(d, e) })}, ok
	})
	addEdit(s, &operation{
		id: "patch-entity", method: http.MethodPatch, path: "/v1/entities/{id}", tag: "Editing",
		summary:  "Change some of what is said of an entity itself",
		about:    "A JSON merge patch (RFC 7396) on the form that PUT takes: members given replace those that are there, null takes them away, and lists are replaced whole.",
		problems: []problemKind{notFound, needsCondition}, redirect: true,
	}, form, []string{mergePatchType, jsonType}, func(c *gin.Context, in *changeEntityInput) (change, bool) {
		matches, ok := s.mustMatch(c, in.ID)
		if !ok {
			return change{}, false
		}
		body, ok := s.readJSON(c, maxFormBytes, nil, mergePatchType, jsonType)
		if ok && !isObject(c, body) {
			return change{}, false
		}
		return change{WriteInput: in.WriteInput, body: body, subject: entityAt(in.ID), edit: after(matches, func(d *edit.Draft) (*edit.Edit, error) {
			now, err := edit.EntityOf(d, in.ID)
			if err != nil {
				return nil, err
			}
			next := edit.Entity{}
			if err := patched(now, body, &next); err != nil {
				return nil, err
			}
			if next.ID != in.ID {
				return nil, &graph.Error{Kind: graph.Invalid, Issues: []graph.Issue{{Param: "/id", Value: next.ID, Message: "an id cannot be changed"}}}
			}
			return edit.Replace(d, next)
		})}, ok
	})
	addEdit(s, &operation{
		id: "retract-entity", method: http.MethodDelete, path: "/v1/entities/{id}", tag: "Editing",
		summary:  "Retract an entity with all that is said about it",
		about:    "Statements about others that mention it stand in the way, unless mentions=true retracts them too. The history keeps everything.",
		problems: []problemKind{notFound, needsCondition}, redirect: true,
	}, nil, nil, func(c *gin.Context, in *retractEntityInput) (change, bool) {
		matches, ok := s.mustMatch(c, in.ID)
		return change{WriteInput: in.WriteInput, subject: entityAt(in.ID), edit: after(matches, func(d *edit.Draft) (*edit.Edit, error) { return edit.Retract(d, in.ID, in.Mentions) })}, ok
	})
}

// after makes an edit if a check passes.
func after(check func(*edit.Draft) error, make func(*edit.Draft) (*edit.Edit, error)) func(*edit.Draft) (*edit.Edit, error) {
	return func(d *edit.Draft) (*edit.Edit, error) {
		if err := check(d); err != nil {
			return nil, err
		}
		return make(d)
	}
}

// renamed answers that an id in the body is not the one in the path.
func renamed(c *gin.Context, path, body string) bool {
	m := Mistake{"body/id", "the id is that of the path, " + cut(path, maxShown) + "; it cannot be changed", shown(body)}
	sendProblem(c, invalidBody, m.Message, m)
	return false
}

func isObject(c *gin.Context, body []byte) bool {
	var o map[string]any
	if err := json.Unmarshal(body, &o); err != nil || o == nil {
		m := Mistake{Location: "body", Message: "a merge patch is a JSON object"}
		sendProblem(c, invalidBody, m.Message, m)
		return false
	}
	return true
}

// patched applies a merge patch to what is there.
func patched(now any, patch []byte, next any) error {
	before, err := json.Marshal(now)
	if err != nil {
		return err
	}
	merged, err := jsonpatch.MergePatch(before, patch)
	if err != nil {
		return &graph.Error{Kind: graph.Invalid, Issues: []graph.Issue{{Message: "the body is no merge patch"}}}
	}
	if err := json.Unmarshal(merged, next, json.RejectUnknownMembers(true)); err != nil {
		return notAForm(err)
	}
	return nil
}
