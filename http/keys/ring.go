package keys

import (
	"bytes"
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/innograph/innograph/http/internal/files"
)

// Why a secret is not accepted. A client must not be told unknown from revoked.
var (
	ErrUnknown = errors.New("no key has this secret")
	ErrRevoked = errors.New("the key was revoked")
	ErrExpired = errors.New("the key has expired")
)

// Ring is the keys of a file, ready to be asked by many at once.
type Ring struct {
	path string
	now  func() time.Time
	keys atomic.Pointer[[]Key]

	reloading sync.Mutex
	content   []byte // of the file, as it was last read
	failed    error  // what was wrong with it
}

// Open reads the keys of a file.
func Open(path string) (*Ring, error) {
	r := &Ring{path: path, now: time.Now}
	if _, err := r.Reload(); err != nil {
		return nil, err
	}
	return r, nil
}

// Len is how many keys there are, those that are not valid any more included.
func (r *Ring) Len() int { return len(*r.keys.Load()) }

// Valid counts the keys that are valid now, by the name of their role, and answers
// when the first of them will expire; the zero time: none of them does.
func (r *Ring) Valid() (byRole map[string]int, next time.Time) {
	byRole, now := map[string]int{}, r.now()
	for _, k := range *r.keys.Load() {
		if k.valid(now) != nil {
			continue
		}
		byRole[k.Role.String()]++
		if !k.Expires.IsZero() && (next.IsZero() || k.Expires.Before(next)) {
			next = k.Expires
		}
	}
	return byRole, next
}

// Find answers the key with the secret. For ErrRevoked and ErrExpired it answers
// the key too, for the log. It takes the same time wherever in the file the key
// is, and whether or not it is there.
func (r *Ring) Find(secret string) (Key, error) {
	if len(secret) != secretLength || !strings.HasPrefix(secret, Prefix) { // the form is no secret
		return Key{}, ErrUnknown
	}
	keys := *r.keys.Load()
	i := find(keys, sha256.Sum256([]byte(secret)), subtle.ConstantTimeCompare)
	if i < 0 {
		return Key{}, ErrUnknown
	}
	return keys[i], keys[i].valid(r.now())
}

// find compares with every key, also after one has matched.
func find(keys []Key, sum [sha256.Size]byte, compare func(a, b []byte) int) int {
	found := -1
	for i := range keys {
		found = subtle.ConstantTimeSelect(compare(keys[i].sum[:], sum[:]), i, found)
	}
	return found
}

// Reload reads the file again; changed says that it is another. Where it cannot
// be read, or has a mistake, the keys stay as they were.
func (r *Ring) Reload() (changed bool, err error) {
	r.reloading.Lock()
	defer r.reloading.Unlock()
	content, err := read(r.path)
	if err != nil {
		r.content, r.failed = nil, err
		return false, err
	}
	if r.keys.Load() != nil && r.content != nil && bytes.Equal(content, r.content) {
		return false, r.failed
	}
	keys, err := parse(r.path, content)
	r.content, r.failed = content, err
	if err != nil {
		return false, err
	}
	r.keys.Store(&keys)
	return true, nil
}

// Follow looks at the file every so often until the context ends: what was
// created or revoked holds from then on. A new file with a mistake is logged, and
// the keys stay as they were.
func (r *Ring) Follow(ctx context.Context, every time.Duration, log *slog.Logger) {
	files.Follow(ctx, every, log, "file of keys", r.path, r.Reload)
}
