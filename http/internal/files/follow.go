package files

import (
	"context"
	"log/slog"
	"time"
)

// Follow calls reload every so often until the context ends. reload reports
// whether it took something new, or why it could not; the log has each once: an
// error is not repeated until it is another, or over.
func Follow(ctx context.Context, every time.Duration, log *slog.Logger, what, path string, reload func() (changed bool, err error)) {
	tick := time.NewTicker(every)
	defer tick.Stop()
	said := ""
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		said = Report(log, what, path, said, reload)
	}
}

// Report calls reload and logs what came of it, unless that was said last; it
// answers what is wrong now.
func Report(log *slog.Logger, what, path, said string, reload func() (changed bool, err error)) string {
	changed, err := reload()
	switch {
	case err != nil && err.Error() != said:
		log.Error("the new "+what+" cannot be used; the old one stays in use", "file", path, "error", err)
	case err == nil && changed:
		log.Info("a new "+what+" is in use", "file", path)
	case err == nil && said != "":
		log.Info("the "+what+" is in order again", "file", path)
	}
	if err != nil {
		return err.Error()
	}
	return ""
}
