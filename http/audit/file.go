package audit

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/innograph/innograph/http/internal/files"
)

// open opens the file that has the log's name.
func (l *Log) open() error {
	f, err := os.OpenFile(l.path, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return fmt.Errorf("the audit log cannot be opened: %w", err)
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = fmt.Errorf("%s is not a regular file, so nothing in it would be durable", l.path)
	}
	if err == nil {
		err = files.SyncFolder(filepath.Dir(l.path))
	}
	if err != nil {
		return errors.Join(err, f.Close())
	}
	l.file, l.size, l.room, l.torn = f, info.Size(), 0, false
	if l.size > 0 { // a line that broke off must not run into the next
		last := []byte{0}
		if _, err := f.ReadAt(last, l.size-1); err != nil && err != io.EOF {
			return errors.Join(err, f.Close())
		}
		l.torn = last[0] != '\n'
	}
	return nil
}

// current makes l.file the file that has the log's name now.
func (l *Log) current() error {
	if l.closed {
		return os.ErrClosed
	}
	if l.file != nil {
		named, err := os.Stat(l.path)
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
		if err == nil {
			have, err := l.file.Stat()
			if err != nil {
				return err
			}
			if os.SameFile(named, have) {
				if have.Size() < l.size { // it was cut, with the room behind it
					l.room = 0
				}
				l.size = have.Size()
				return nil
			}
		}
		if err := l.closeFile(); err != nil {
			return err
		}
	}
	return l.open()
}

// closeFile gives up the file, and the room that is reserved behind its end.
func (l *Log) closeFile() error {
	f := l.file
	if f == nil {
		return nil
	}
	l.file = nil
	l.syncing.Wait()
	err := l.syncs.sync(f)
	if info, serr := f.Stat(); serr == nil && l.room > info.Size() {
		err = errors.Join(err, f.Truncate(info.Size()))
	}
	return errors.Join(err, f.Close())
}

// append writes a line, all of it or nothing.
func (l *Log) append(text []byte) error {
	if l.torn {
		text = append([]byte{'\n'}, text...)
	}
	n, err := l.file.Write(text)
	if err == nil {
		l.size += int64(n)
		l.torn = false
		return nil
	}
	if n > 0 {
		l.room = 0
		l.torn = l.file.Truncate(l.size) != nil || l.torn
	}
	return err
}

// reserveStep is how much room is asked of the disk at once.
const reserveStep = 1 << 20

// reserve asks the disk for room behind the end of the file.
func (l *Log) reserve(bytes int64) error {
	if l.room >= l.size+bytes {
		return nil
	}
	room := l.size + max(bytes, reserveStep)
	if err := allocate(l.file, l.size, room-l.size); err != nil {
		room = l.size + bytes // as much as it needs, where there is not much left
		if err := allocate(l.file, l.size, bytes); err != nil {
			return err
		}
	}
	l.room = room
	return nil
}
