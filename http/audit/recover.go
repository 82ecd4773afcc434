package audit

import (
	"bytes"
	"encoding/json"
	"io"
)

// tail is how much of the end of the log is searched for lines that are in the
// pending file too. Requests under way at once end close to each other.
const tail = 8 << 20

// recover writes the lines of requests that were under way when the last process
// ended, unless the log has them.
func (l *Log) recover(left []line) error {
	if len(left) > 0 {
		written, err := l.lastLines()
		if err != nil {
			return err
		}
		for _, begun := range left {
			if written[begun.RequestID+" "+begun.Time.String()] {
				continue
			}
			if begun.Status == 0 {
				begun.Note = unknownOutcome
			}
			text, err := begun.encode()
			if err != nil {
				return err
			}
			if err := l.append(text); err != nil {
				return err
			}
		}
		if err := l.syncs.sync(l.file); err != nil {
			return err
		}
	}
	// Only now that the log has them may the slots be emptied.
	if err := l.pending.file.Truncate(0); err != nil {
		return err
	}
	l.pending.slots, l.pending.free = 0, nil
	return l.pending.sync()
}

func (l *Log) lastLines() (map[string]bool, error) {
	from := max(0, l.size-tail)
	content, err := io.ReadAll(io.NewSectionReader(l.file, from, l.size-from))
	if err != nil {
		return nil, err
	}
	written := map[string]bool{}
	for text := range bytes.Lines(content) {
		var w line
		if json.Unmarshal(text, &w) == nil {
			written[w.RequestID+" "+w.Time.String()] = true
		}
	}
	return written, nil
}
