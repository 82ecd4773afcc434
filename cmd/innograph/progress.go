package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"github.com/innograph/innograph/graph/ingest"
)

// progress shows how far a build is: a bar on a terminal, else a line now and
// then.
type progress struct {
	w     io.Writer
	bar   *progressbar.ProgressBar // nil where there is no terminal
	start time.Time
	next  time.Time // of the next line
}

// progressLines is how long there is silence where there is no terminal.
const progressLines = 5 * time.Second

func newProgress(w io.Writer) *progress {
	p := &progress{w: w, start: time.Now(), next: time.Now().Add(progressLines)}
	if f, ok := w.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		p.bar = progressbar.NewOptions64(-1, progressbar.OptionSetWriter(w), progressbar.OptionShowBytes(true), progressbar.OptionSetWidth(30),
			progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionShowTotalBytes(true), progressbar.OptionSetPredictTime(true),
			progressbar.OptionFullWidth(), progressbar.OptionClearOnFinish(), progressbar.OptionSetDescription("reading"))
	}
	return p
}

// read takes up what the reader tells.
func (p *progress) read(r ingest.Progress) {
	if p.bar != nil {
		if r.Total > 0 && p.bar.GetMax64() != r.Total {
			p.bar.ChangeMax64(r.Total)
		}
		_ = p.bar.Set64(r.Bytes)
		return
	}
	if now := time.Now(); now.After(p.next) {
		p.next = now.Add(progressLines)
		took := now.Sub(p.start).Seconds()
		left := ""
		if r.Total > 0 && r.Bytes > 0 {
			share := float64(r.Bytes) / float64(r.Total)
			left = fmt.Sprintf(", %.0f %%, %s left", 100*share, time.Duration(took/share*(1-share)*1e9).Round(time.Second))
		}
		fmt.Fprintf(p.w, "%s: %d rows, %.0f rows/s%s\n", r.File, r.Rows, float64(r.Rows)/took, left)
	}
}

// phase begins a part of the work whose length is not known.
func (p *progress) phase(what string) {
	p.end()
	if p.bar != nil || time.Since(p.start) > progressLines {
		fmt.Fprintln(p.w, what)
	}
}

// say writes a line between two states of the bar.
func (p *progress) say(line string) {
	if p.bar != nil {
		_ = p.bar.Clear()
	}
	fmt.Fprintln(p.w, line)
}

// end takes the bar away.
func (p *progress) end() {
	if p.bar != nil {
		_ = p.bar.Clear()
	}
}
