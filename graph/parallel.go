package graph

import (
	"context"
	"runtime"
	"runtime/debug"
	"sync"
	"sync/atomic"
)

// maxCores bounds the cores that one question may take.
const maxCores = 4

// inParts does the parts of some work, numbered from 0, on a few cores. Which
// core does which part is chance, so a part must not depend on others. The caller
// does parts too, and it alone looks at the context; part is told by halt that
// that has ended. A panic of a part becomes the caller's.
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
	var broken atomic.Pointer[any] // what a part panicked with
	for range min(maxCores, runtime.GOMAXPROCS(0), parts) - 1 {
		wg.Go(func() {
			debug.SetPanicOnFault(true) // of a mapped file that was cut
			defer func() {
				if p := recover(); p != nil {
					broken.Store(&p)
					stop.Store(true)
				}
			}()
			run(stop.Load)
		})
	}
	defer func() {
		stop.Store(true) // also where the caller's own part panics
		wg.Wait()
		if p := broken.Load(); p != nil {
			panic(*p)
		}
	}()
	var err error
	run(func() bool {
		if err == nil {
			if err = ctx.Err(); err != nil {
				stop.Store(true)
			}
		}
		return err != nil || stop.Load()
	})
	if err == nil {
		wg.Wait()
	}
	return err
}
