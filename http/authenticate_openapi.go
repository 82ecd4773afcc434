package http

import (
	"net/http"

	"github.com/danielgtaylor/huma/v2"
)

// keyScheme is the name of the only way to prove who one is.
const keyScheme = "key"

// declareKeys says in the document which operations need a key. What a server
// asks of readers is its operator's choice, so for them a key is optional.
func (s *Server) declareKeys() {
	doc := s.api.OpenAPI()
	doc.Components.Responses[problemResponse(http.StatusUnauthorized)].Headers["WWW-Authenticate"] =
		&huma.Param{Description: "Bearer, and what is wrong with the key.", Schema: &huma.Schema{Type: "string"}}
	need := func(op *huma.Operation, kinds ...problemKind) {
		for _, k := range kinds {
			op.Responses[statusText(k.Status)] = &huma.Response{Ref: "#/components/responses/" + problemResponse(k.Status)}
		}
	}
	with, without := map[string][]string{keyScheme: {}}, map[string][]string{}
	for path, item := range doc.Paths {
		if item.Get != nil && !operational(path) {
			item.Get.Security = []map[string][]string{without, with}
			need(item.Get, unauthorized)
		}
		for _, op := range []*huma.Operation{item.Post, item.Put, item.Patch, item.Delete} {
			if op != nil {
				op.Security = []map[string][]string{with}
				need(op, unauthorized, forbidden)
			}
		}
	}
}
