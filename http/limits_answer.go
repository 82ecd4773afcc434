package http

import (
	"errors"
	"fmt"
	"time"

	"github.com/gin-gonic/gin"
)

// slowest is how many bytes per second a client must take of a long answer, on
// the average, after the time that it is given for the first piece: who reads
// slower holds memory that others need.
const slowest = 16 << 10

// errBusy is what an answer that is too long for its buffer ends with where too
// many such are being sent.
var errBusy = errors.New("too many long answers are being sent")

// deadline is until when the next piece of an answer must be taken.
func (r *reply) deadline(now time.Time) time.Time {
	average := r.began.Add(r.patience + time.Duration(float64(r.sent)/slowest*float64(time.Second)))
	if next := now.Add(r.patience); next.Before(average) {
		return next
	}
	return average
}

// long counts an answer that is streamed among those that may be at once.
func (s *Server) long(c *gin.Context) (leave func(), ok bool) {
	client := network(info(c).client)
	if s.streaming.enter(client) != "" {
		return nil, false
	}
	return func() { s.streaming.leave(client) }, true
}

// tooLong answers 422 where an answer in JSON has more bytes than one may have.
func (s *Server) tooLong(c *gin.Context, body []byte) bool {
	if int64(len(body)) <= s.cfg.MaxAnswerBytes {
		return false
	}
	sendProblem(c, answerTooLarge, fmt.Sprintf("the answer has %d bytes, more than the %d that one may have; ask for less: lower limits, or filters", len(body), s.cfg.MaxAnswerBytes))
	return true
}
