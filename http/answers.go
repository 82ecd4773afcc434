package http

import (
	_ "embed"
	"encoding/json"
	"net/url"
	"sync"

	"github.com/danielgtaylor/huma/v2"
)

// answersFile holds real answers to the shorter examples, by request. A test
// asks them again and compares.
//
//go:embed docs/answers.json
var answersFile []byte

var answersOnce = sync.OnceValue(func() map[string]json.RawMessage {
	var all map[string]json.RawMessage
	if err := json.Unmarshal(answersFile, &all); err != nil {
		panic("docs/answers.json: " + err.Error())
	}
	return all
})

// recordAnswers shows, in the document, what the examples of the operation are
// answered.
func (op *operation) recordAnswers() {
	media := op.answers["application/json"]
	for _, example := range op.examples {
		u, err := url.Parse(example)
		if err != nil {
			panic(err)
		}
		request := (&urlPath{u.Path, u.Query().Encode()}).String()
		if answer, ok := answersOnce()[request]; ok && media != nil {
			if media.Examples == nil {
				media.Examples = map[string]*huma.Example{}
			}
			media.Examples[request] = &huma.Example{Summary: example, Value: answer}
		}
	}
}
