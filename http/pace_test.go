package http

import (
	"context"
	"errors"
	"net/http/httptest"
	"runtime"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
)

// Where a heavy question looks whether it must end, who waits for its core goes
// first.
func TestHeavyQuestionsArePaced(t *testing.T) {
	s := &Server{cfg: Config{QueryTimeout: time.Hour}, heavy: newGate(1, 0, 1, time.Second, time.Second), work: newGate(1, 0, 1, time.Second, time.Second)}
	c, _ := gin.CreateTestContext(httptest.NewRecorder())
	c.Request = httptest.NewRequest("GET", "/", nil)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	for at, paced := range map[*gate]bool{s.heavy: true, s.work: false} {
		ctx, cancel := s.limited(c, &turn{first: at})
		served := make(chan bool, 1)
		go func() { served <- true }() // it waits for the only core
		for range 10 {
			if err := ctx.Err(); err != nil {
				t.Error(err)
			}
		}
		if went := len(served) > 0; went != paced {
			t.Errorf("heavy: %t; the other went first: %t", at == s.heavy, went)
		}
		<-served
		cancel()
		if err := ctx.Err(); !errors.Is(err, context.Canceled) {
			t.Errorf("heavy: %t; after its end: %v", at == s.heavy, err)
		}
	}
}
