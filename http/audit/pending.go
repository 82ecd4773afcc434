package audit

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"time"

	"github.com/rogpeppe/go-internal/lockedfile"

	"github.com/innograph/innograph/http/internal/files"
)

// lockWait is how long an earlier process may take to end. It is a variable for
// tests.
var lockWait = 3 * time.Second

// pending is the file of what was begun: slots of maxLine bytes, each free, that
// is blank, or with the line of a request under way.
type pending struct {
	file  *lockedfile.File
	slots int
	free  []int
	kept  []int // slots whose lines are owed to the log
	syncs syncer
}

var blank = append(bytes.Repeat([]byte{' '}, maxLine-1), '\n')

// openPending answers also the lines that are in the slots.
func openPending(path string) (p *pending, left []line, err error) {
	f, err := files.Lock(path, 0o600, lockWait)
	if err != nil {
		return nil, nil, err
	}
	p = &pending{file: f}
	content, err := io.ReadAll(f)
	if err != nil {
		return nil, nil, errors.Join(err, f.Close())
	}
	for slot := range (len(content) + maxLine - 1) / maxLine {
		text := content[slot*maxLine : min(len(content), (slot+1)*maxLine)]
		var l line
		if json.Unmarshal(text, &l) == nil { // else it is blank, or broke off before the request could begin
			left = append(left, l)
		}
		p.free = append(p.free, slot)
		p.slots++
	}
	return p, left, nil
}

// write puts a line into a free slot.
func (p *pending) write(text []byte) (slot int, err error) {
	if len(p.free) == 0 {
		p.free = append(p.free, p.slots)
		p.slots++
	}
	slot = p.free[len(p.free)-1]
	if err := p.put(slot, text); err != nil {
		return -1, err
	}
	p.free = p.free[:len(p.free)-1]
	return slot, nil
}

func (p *pending) put(slot int, text []byte) error {
	full := bytes.Clone(blank)
	copy(full, bytes.TrimSuffix(text, []byte("\n")))
	_, err := p.file.WriteAt(full, int64(slot)*maxLine)
	return err
}

// sync makes the slots durable.
func (p *pending) sync() error { return p.syncs.sync(p.file.File) }

// clear frees a slot. It need not be durable: Open finds that the log has the
// line.
func (p *pending) clear(slot int) {
	_ = p.put(slot, nil)
	p.free = append(p.free, slot)
}

// keep notes the outcome of a request whose line is owed to the log.
func (p *pending) keep(slot int, text []byte) {
	_ = p.put(slot, text)
	p.kept = append(p.kept, slot)
}

// forget frees the slots of lines that were owed.
func (p *pending) forget() {
	for _, slot := range p.kept {
		p.clear(slot)
	}
	p.kept = nil
}

func (p *pending) close() error { return p.file.Close() }
