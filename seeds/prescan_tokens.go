package seeds

import (
	"unicode/utf8"

	"github.com/goccy/go-yaml/token"
)

// refusedTokens is the YAML that packs do not use, and what to write instead.
var refusedTokens = map[token.Type]string{
	token.AnchorType:         "an anchor (&): anchors are not used here; write the content out",
	token.AliasType:          "an alias (*): aliases are not used here; write the content out, or put the text in quotes",
	token.TagType:            "a tag (!): tags are not used here; put the text in quotes if it begins with !",
	token.MergeKeyType:       "a merge key (<<): merge keys are not used here; write the content out",
	token.DirectiveType:      "a directive (%): directives are not used here; put the text in quotes if it begins with %",
	token.DocumentEndType:    "the end of a document (...): a file holds one document and ends with it",
	token.DocumentHeaderType: "another document (---): a file holds one document",
	token.MappingKeyType:     "a complex key (?): write “key: value”",
}

// tokenScan follows the nesting of the tokens of one document. Block structures
// are told apart by their columns, flow structures by their brackets.
type tokenScan struct {
	blocks []block
	flow   []token.Type // the opening brackets
	empty  int          // keys and entries without a value
}

type block struct {
	column int
	keys   int
}

// scanTokens reports the tokens that packs do not use, and nesting and sizes
// beyond the bounds. After a bound is broken it stops.
func (d *document) scanTokens(tokens token.Tokens) {
	if len(tokens) > maxTokens {
		d.problemAt(1, 1, "the file has more than %d keys, values and marks; split it", maxTokens)
		return
	}
	var s tokenScan
	for i, tk := range tokens {
		if len(d.problems) >= maxReported {
			return
		}
		var next *token.Token
		if i+1 < len(tokens) {
			next = tokens[i+1]
		}
		if why, refused := refusedTokens[tk.Type]; refused && (tk.Type != token.DocumentHeaderType || i > 0) {
			d.problemAt(tk.Position.Line, tk.Position.Column, "%s", why)
		}
		if tk.Type == token.SequenceEntryType && len(s.flow) > 0 {
			d.problemAt(tk.Position.Line, tk.Position.Column, "a list entry (-) between brackets: entries there are parted by commas")
		}
		if tk.Type == token.MappingValueType && i > 0 && utf8.RuneCountInString(tokens[i-1].Value) > maxKeyLength {
			d.problemAt(tokens[i-1].Position.Line, tokens[i-1].Position.Column, "a key of more than %d characters", maxKeyLength)
			return
		}
		s.follow(tk, next, tokens[max(i-1, 0)])
		switch {
		case len(s.blocks)+len(s.flow) > MaxNesting:
			d.problemAt(tk.Position.Line, tk.Position.Column, "lists and mappings nest more than %d deep", MaxNesting)
			return
		case len(s.blocks) > 0 && s.blocks[len(s.blocks)-1].keys > maxKeys:
			d.problemAt(tk.Position.Line, tk.Position.Column, "a mapping of more than %d keys", maxKeys)
			return
		case s.empty > maxEmpty:
			d.problemAt(tk.Position.Line, tk.Position.Column, "more than %d keys and list entries without a value", maxEmpty)
			return
		}
	}
}

// follow updates the nesting with tk; prev and next are its neighbours.
func (s *tokenScan) follow(tk, next, prev *token.Token) {
	switch tk.Type {
	case token.MappingStartType, token.SequenceStartType:
		s.flow = append(s.flow, tk.Type)
	case token.MappingEndType, token.SequenceEndType:
		if len(s.flow) > 0 {
			s.flow = s.flow[:len(s.flow)-1]
		}
	case token.SequenceEntryType:
		if len(s.flow) == 0 {
			s.open(tk.Position.Column)
		}
		if next == nil || next.Type == token.SequenceEntryType && next.Position.Line > tk.Position.Line ||
			next.Position.Line > tk.Position.Line && next.Position.Column <= tk.Position.Column {
			s.empty++
		}
	case token.MappingValueType:
		if len(s.flow) == 0 {
			s.open(prev.Position.Column).keys++
		}
		if next == nil || isFlowEnd(next.Type) ||
			next.Position.Line > tk.Position.Line && next.Position.Column <= prev.Position.Column && next.Type != token.SequenceEntryType {
			s.empty++
		}
	default:
		// A bare word in a flow mapping is a key without a value.
		inMapping := len(s.flow) > 0 && s.flow[len(s.flow)-1] == token.MappingStartType
		if inMapping && prev.Type != token.MappingValueType && next != nil && isFlowEnd(next.Type) {
			s.empty++
		}
	}
}

// open makes the block structure at a column the innermost one.
func (s *tokenScan) open(column int) *block {
	for len(s.blocks) > 0 && s.blocks[len(s.blocks)-1].column > column {
		s.blocks = s.blocks[:len(s.blocks)-1]
	}
	if len(s.blocks) == 0 || s.blocks[len(s.blocks)-1].column < column {
		s.blocks = append(s.blocks, block{column: column})
	}
	return &s.blocks[len(s.blocks)-1]
}

func isFlowEnd(t token.Type) bool {
	return t == token.CollectEntryType || t == token.MappingEndType || t == token.SequenceEndType
}
