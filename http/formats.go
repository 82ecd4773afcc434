package http

import (
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/innograph/innograph/graph/export"
)

// FormatInput is how an answer that is a graph is to be written.
type FormatInput struct {
	Format string `query:"format" doc:"The format of the answer; without it the Accept header chooses, and without that it is json." example:"cytoscape"`
	Lang   string `query:"lang" doc:"The language of formats that have room for one label. JSON always carries both." example:"en"`
	Table  string `query:"table" doc:"For csv: which of the two tables. edges, if it is left out."`
	BOM    bool   `query:"bom" doc:"For csv: begin with a byte order mark, which spreadsheets need to read UTF-8."`
}

// chooseFormat settles the format, or answers why there is none. A format that is
// asked for by name is given whatever the Accept header says.
func (s *Server) chooseFormat(c *gin.Context, in *FormatInput) (export.Format, export.Options, bool) {
	o := export.Options{Lang: in.Lang, Table: in.Table, BOM: in.BOM}
	f, err := export.ByName(in.Format) // check has refused unknown names
	ok := err == nil
	if ok && in.Format == "" {
		f, ok = export.ByAccept(strings.Join(c.Request.Header.Values("Accept"), ","))
	}
	if !ok {
		sendProblem(c, notAcceptable, "no format of this endpoint is acceptable; the Accept header can name "+acceptable()+
			", and the parameter format any of "+joinNames(export.Names()))
		return f, o, false
	}
	var mistakes []Mistake
	if f.Name != "csv" {
		if in.Table != "" {
			mistakes = append(mistakes, Mistake{"query.table", "table is for format=csv, not for " + f.Name, in.Table})
		}
		if in.BOM {
			mistakes = append(mistakes, Mistake{"query.bom", "bom is for format=csv, not for " + f.Name, in.BOM})
		}
	}
	if len(mistakes) > 0 {
		sendProblem(c, invalidValue, detailOf(mistakes), mistakes...)
		return f, o, false
	}
	return f, o, true
}
