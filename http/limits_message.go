package http

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gin-gonic/gin"
)

// maxChangeMessage bounds, in characters, what is said of a change set: it is kept
// for ever.
const maxChangeMessage = 1000

// badMessage answers 422 where the message of a change set is too long or holds
// characters that do not show.
func badMessage(c *gin.Context, message string) bool {
	why := ""
	switch n := utf8.RuneCountInString(message); {
	case n > maxChangeMessage:
		why = fmt.Sprintf("the message has %d characters; it may have %d", n, maxChangeMessage)
	case strings.ContainsFunc(message, func(r rune) bool {
		return unicode.IsControl(r) && r != '\n' && r != '\t' || unicode.Is(unicode.Bidi_Control, r)
	}):
		why = "the message holds control characters, or such as turn the direction of writing"
	default:
		return false
	}
	sendProblem(c, invalidValue, why, Mistake{"query.message", why, shown(message)})
	return true
}
