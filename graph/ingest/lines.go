package ingest

import "strings"

// lines calls each for every line of a source that is not empty, with its number,
// from 1, and with what is wrong with it where it is not valid text.
func (r *run) lines(s *source, each func(line string, n int, bad *RowError) error) error {
	c := newChunks(s)
	n, empty := 1, true
	for {
		ok, err := c.next(false)
		if err != nil {
			return r.streamError(s, n, err)
		}
		if !ok {
			break
		}
		text := c.text
		for text != "" {
			line, rest, _ := strings.Cut(text, "\n")
			text = rest
			if len(line) > maxRecord {
				return r.streamError(s, n, errTooLong)
			}
			if line = strings.Trim(line, " \t\r"); line != "" {
				empty = false
				var bad *RowError
				if !c.clean {
					if why := badText(line); why != "" {
						bad = problem("", "the line %s", why)
					}
				}
				if err := each(line, n, bad); err != nil {
					return err
				}
			}
			n++
		}
		c.take(len(c.text))
		if err := r.checkpoint(); err != nil {
			return err
		}
	}
	if empty {
		return fileError(s.file, nil, "the file holds only empty lines")
	}
	return nil
}
