package http

import (
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/innograph/innograph/graph"
)

// noRoute answers 404 with the endpoints that may have been meant.
func (s *Server) noRoute(c *gin.Context) {
	path := c.Request.URL.Path
	is := graph.Issue{Message: "there is no endpoint " + cut(path, maxShown), Suggest: s.nearRoutes(path)}
	if len(is.Suggest) == 0 {
		is.Message += "; /docs lists them all"
	}
	sendProblem(c, unknownRoute, is.Text(), Mistake{"path", is.Text(), shown(path)})
}

// noMethod answers OPTIONS, and 405 to methods that the endpoint does not have.
func (s *Server) noMethod(c *gin.Context) {
	allowed := s.methodsOf(c.Request.URL.Path)
	c.Header("Allow", allowed)
	if c.Request.Method == http.MethodOptions {
		c.Status(http.StatusNoContent)
		c.Writer.WriteHeaderNow()
		return
	}
	sendProblem(c, wrongMethod, "this endpoint has the methods "+allowed+", not "+cut(c.Request.Method, maxShown))
}

// methodsOf lists the methods of the endpoint at a path.
func (s *Server) methodsOf(path string) string {
	given := segments(path)
	var methods []string
	for _, r := range s.engine.Routes() {
		template := segments(r.Path)
		fits := len(template) == len(given)
		for i := range template {
			fits = fits && (template[i] == given[i] || strings.HasPrefix(template[i], ":"))
		}
		if fits && !slices.Contains(methods, r.Method) {
			methods = append(methods, r.Method)
		}
	}
	slices.Sort(methods)
	return strings.Join(append(methods, http.MethodOptions), ", ")
}

// nearRoutes lists endpoints that differ from the path by a slip: the path's own
// segments stand in for their parameters.
func (s *Server) nearRoutes(path string) []string {
	var near []string
	given := segments(path)
	for _, op := range s.operations {
		template := segments(op.path)
		for _, try := range [][]string{given, append([]string{"v1"}, given...)} {
			if filled, ok := fill(template, try); ok && !slices.Contains(near, filled) {
				near = append(near, filled)
			}
		}
	}
	if len(near) == 0 {
		var templates []string
		for _, op := range s.operations {
			templates = append(templates, op.path)
		}
		near = graph.Nearest(path, templates, 3)
	}
	return near[:min(3, len(near))]
}

func segments(path string) []string {
	return strings.FieldsFunc(path, func(r rune) bool { return r == '/' })
}

// fill puts the given segments into a template whose other segments they
// resemble.
func fill(template, given []string) (string, bool) {
	if len(template) != len(given) {
		return "", false
	}
	var b strings.Builder
	for i, t := range template {
		b.WriteByte('/')
		switch {
		case strings.HasPrefix(t, "{"):
			b.WriteString(cut(given[i], maxShown))
		case t == given[i] || resembles(t, given[i]):
			b.WriteString(t)
		default:
			return "", false
		}
	}
	return b.String(), true
}

func resembles(a, b string) bool { return len(graph.Nearest(a, []string{b}, 1)) > 0 }
