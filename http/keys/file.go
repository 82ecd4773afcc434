package keys

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime"
	"time"

	"github.com/innograph/innograph/graph"
	"github.com/innograph/innograph/http/internal/files"
)

// maxFile bounds the file, which is read whole: over 10,000 keys.
const maxFile = 4 << 20

// lockWait is how long another process may take to change the file. It is a
// variable for tests.
var lockWait = 10 * time.Second

// Load reads the keys of a file, in its order. It answers every mistake, each
// with its line.
func Load(path string) ([]Key, error) {
	content, err := read(path)
	if err != nil {
		return nil, err
	}
	return parse(path, content)
}

func read(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("%s is not a file of keys but a %s", path, kindOfFile(info.Mode()))
	case runtime.GOOS != "windows" && info.Mode().Perm()&0o022 != 0:
		return nil, fmt.Errorf("%s may be written by others than its owner (mode %04o), who could give themselves a key: run chmod 600 on it", path, info.Mode().Perm())
	}
	content, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err == nil && len(content) > maxFile {
		err = fmt.Errorf("%s has more than %d bytes; is it a file of keys?", path, maxFile)
	}
	return content, err
}

func kindOfFile(m fs.FileMode) string {
	if m.IsDir() {
		return "folder"
	}
	return "special file"
}

func parse(path string, content []byte) ([]Key, error) {
	var keys []Key
	var errs []error
	ids, sums := map[string]int{}, map[[sha256.Size]byte]int{}
	n := 0
	for line := range bytes.Lines(content) {
		n++
		if line = bytes.TrimSpace(line); len(line) == 0 {
			continue
		}
		var r record
		d := json.NewDecoder(bytes.NewReader(line))
		d.DisallowUnknownFields()
		err := d.Decode(&r)
		if err == nil {
			if _, more := d.Token(); more != io.EOF {
				err = errors.New("there is more on the line than one JSON object")
			}
		}
		var k Key
		if err == nil {
			k, err = r.key()
		}
		if err != nil {
			errs = append(errs, fmt.Errorf("%s:%d: %w", path, n, err))
			continue
		}
		if first := ids[k.ID]; first > 0 {
			errs = append(errs, fmt.Errorf("%s:%d: the id %s is that of line %d", path, n, k.ID, first))
		} else if first := sums[k.sum]; first > 0 {
			errs = append(errs, fmt.Errorf("%s:%d: the key %s has the secret of line %d", path, n, k.ID, first))
		}
		ids[k.ID], sums[k.sum] = n, n
		keys = append(keys, k)
	}
	return keys, errors.Join(errs...)
}

// Create makes a key with a new secret and adds it to the file, which is made
// where there is none. expires may be zero. The secret is nowhere else.
func Create(path, name string, role Role, expires, now time.Time) (k Key, secret string, err error) {
	if err := checkName(name); err != nil {
		return Key{}, "", err
	}
	if role < Reader || role > Admin {
		return Key{}, "", fmt.Errorf("role must be one of %v", roleNames)
	}
	if !expires.IsZero() && !expires.After(now) {
		return Key{}, "", fmt.Errorf("the key would expire at %s, which is past", expires.UTC().Format(time.RFC3339))
	}
	secret = newSecret()
	k = Key{Name: name, Role: role, Created: now.UTC().Truncate(time.Second), Expires: expires.UTC(), sum: sha256.Sum256([]byte(secret))}
	err = update(path, true, func(keys []Key) ([]Key, error) {
		for k.ID == "" || indexOf(keys, k.ID) >= 0 {
			k.ID = newID()
		}
		return append(keys, k), nil
	})
	if err != nil {
		return Key{}, "", err
	}
	return k, secret, nil
}

// Revoke ends a key. already says that it was revoked before, which stays as it
// is.
func Revoke(path, id string, now time.Time) (k Key, already bool, err error) {
	err = update(path, false, func(keys []Key) ([]Key, error) {
		i := indexOf(keys, id)
		if i < 0 {
			var ids []string
			for _, k := range keys {
				ids = append(ids, k.ID)
			}
			return nil, &graph.Error{Kind: graph.NotFound, Issues: []graph.Issue{{Param: "id", Value: id,
				Message: fmt.Sprintf("%s has no key with the id %s", path, shortened(id)), Suggest: graph.Nearest(id, ids, 3)}}}
		}
		if already = !keys[i].Revoked.IsZero(); !already {
			keys[i].Revoked = now.UTC().Truncate(time.Second)
		}
		k = keys[i]
		return keys, nil
	})
	return k, already, err
}

// shortened repeats an id, but not what may be a secret that was given for one.
func shortened(id string) string {
	if len(id) > maxID {
		return fmt.Sprintf("of %d characters that was given; expected the id that 'innograph key list' shows, not the secret", len(id))
	}
	return fmt.Sprintf("%q", id)
}

func indexOf(keys []Key, id string) int {
	for i, k := range keys {
		if k.ID == id {
			return i
		}
	}
	return -1
}

// update changes the keys of a file while no other process does.
func update(path string, create bool, change func([]Key) ([]Key, error)) (err error) {
	if !create {
		if _, err := os.Stat(path); err != nil {
			return err
		}
	}
	lock, err := files.Lock(path+".lock", 0o600, lockWait)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, lock.Close()) }()
	keys, err := Load(path)
	if err != nil && !(create && errors.Is(err, fs.ErrNotExist)) {
		return err
	}
	if keys, err = change(keys); err != nil {
		return err
	}
	var b bytes.Buffer
	for _, k := range keys {
		line, err := k.line()
		if err != nil {
			return err
		}
		b.Write(line)
		b.WriteByte('\n')
	}
	if b.Len() > maxFile {
		return fmt.Errorf("%s would have more than %d bytes: delete the lines of keys that have long been revoked", path, maxFile)
	}
	return files.Replace(path, b.Bytes(), 0o600)
}
