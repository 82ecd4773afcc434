package graph

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
)

// maxCores bounds the cores that one question may take.
const maxCores = 4

// inParts does the parts of some work, numbered from 0, on a few cores. Which
// core does which part is chance, so a part must not depend on others. The caller
// does parts too, and it alone looks at the context; part is told by halt that
// that has ended.
func inParts(ctx context.Context, parts int, part func(i int, halt func() bool)) error {
	var next atomic.Int64
	var stop atomic.Bool
	run := func(halt func() bool) {
		for !halt() {
			i := int(next.Add(1)) - 1
			if i >= parts {
				return
			}
			part(i, halt)
		}
	}
	var wg sync.WaitGroup
	for range min(maxCores, runtime.GOMAXPROCS(0), parts) - 1 {
		wg.Go(func() { run(stop.Load) })
	}
	var err error
	run(func() bool {
		if err == nil {
			err = ctx.Err()
			stop.Store(err != nil)
		}
		return err != nil
	})
	wg.Wait()
	return err
}
