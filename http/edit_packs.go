package http

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gin-gonic/gin"

	"github.com/innograph/innograph/graph"
	"github.com/innograph/innograph/graph/edit"
)

// ReadPackFunc reads a whole pack, in YAML or JSON, that may mention the entities
// of a graph. Mistakes are a *PackError.
type ReadPackFunc func(ctx context.Context, g *graph.Graph, body []byte, json bool) (*Pack, error)

// Pack is what a pack that was sent says.
type Pack struct {
	ID         string
	Source     string // the entity of its document
	Statements []graph.Statement
}

// PackError is every mistake of a pack, with its line and column in the body.
type PackError struct{ Mistakes []PackMistake }

// PackMistake is one of them.
type PackMistake struct {
	Line, Column int
	Message      string
}

func (e *PackError) Error() string { return fmt.Sprintf("%d mistakes in a pack", len(e.Mistakes)) }

type packInput struct{ WriteInput }

func (s *Server) addPackEdit() {
	text := &huma.MediaType{Schema: &huma.Schema{Description: "In YAML, the documents of a pack, divided by lines of ---: what pack.yaml is in a folder, then its other files. In JSON, an array of the same."}}
	addEdit(s, &operation{
		id: "put-pack", method: http.MethodPost, path: "/v1/packs", tag: "Editing",
		summary: "Make the graph say what a pack says",
		about: "The whole pack becomes one change set: what it says is added, and what the graph says of the pack's source alone and the pack does not is retracted. " +
			"With dry_run=true the difference is answered. Mistakes are told with line and column, all of them.",
	}, text, []string{yamlType, jsonType}, func(c *gin.Context, in *packInput) (change, bool) {
		if s.cfg.ReadPack == nil {
			sendProblem(c, unavailable, "this server takes no packs")
			return change{}, false
		}
		body, media, ok := s.readBody(c, maxPackBytes, yamlType, jsonType)
		if !ok {
			return change{}, false
		}
		if media == jsonType {
			if m, bad := scanJSON(body); bad {
				sendProblem(c, malformedBody, m.Message, m)
				return change{}, false
			}
		}
		// It is read before it is its turn, since that takes long, and for a replay
		// it does not matter what was read.
		heavy, ok := s.begin(c, s.heavy)
		if !ok {
			return change{}, false
		}
		defer heavy.leave()
		p, mistakes := s.cfg.ReadPack(c.Request.Context(), s.live.Current(), body, media == jsonType)
		return change{WriteInput: in.WriteInput, body: body, subject: func(set *graph.ChangeSet) (string, string) {
			if mistakes != nil { // it was done before, and could not be now
				return "", ""
			}
			return p.ID, ""
		}, edit: func(d *edit.Draft) (*edit.Edit, error) {
			if mistakes != nil {
				return nil, mistakes
			}
			return edit.ReplacePack(d, p.Source, p.Statements), nil
		}}, true
	})
}

// failPack answers the mistakes of a pack, where an error is that.
func failPack(c *gin.Context, err error) bool {
	var e *PackError
	if !errors.As(err, &e) {
		return false
	}
	mistakes := make([]Mistake, min(len(e.Mistakes), 100))
	for i := range mistakes {
		m := e.Mistakes[i]
		mistakes[i] = Mistake{Location: fmt.Sprintf("body:%d:%d", m.Line, m.Column), Message: cut(m.Message, maxMessage)}
	}
	detail := fmt.Sprintf("the pack has %d mistakes, the first in line %d: %s", len(e.Mistakes), e.Mistakes[0].Line, mistakes[0].Message)
	if len(e.Mistakes) == 1 {
		detail = fmt.Sprintf("the pack has a mistake in line %d: %s", e.Mistakes[0].Line, mistakes[0].Message)
	}
	sendProblem(c, invalidBody, detail, mistakes...)
	return true
}
