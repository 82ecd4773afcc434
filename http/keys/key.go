package keys

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Key is what is known of a key. Its secret is not.
type Key struct {
	ID      string // short and random; names the key in logs and on the command line
	Name    string // what the key is for, for people
	Role    Role
	Created time.Time
	Expires time.Time // the moment from which it is not valid; zero: never
	Revoked time.Time // zero: it is not

	sum [sha256.Size]byte // of the secret
}

// State is active, expired or revoked.
func (k Key) State(now time.Time) string {
	switch k.valid(now) {
	case ErrRevoked:
		return "revoked"
	case ErrExpired:
		return "expired"
	}
	return "active"
}

func (k Key) valid(now time.Time) error {
	switch {
	case !k.Revoked.IsZero():
		return ErrRevoked
	case !k.Expires.IsZero() && !now.Before(k.Expires):
		return ErrExpired
	}
	return nil
}

// Prefix begins every secret, so that programs that look for leaked secrets find
// them.
const Prefix = "ig_"

// secretLength is that of a secret in characters.
var secretLength = len(Prefix) + base64.RawURLEncoding.EncodedLen(32)

func newSecret() string {
	var random [32]byte
	_, _ = rand.Read(random[:]) // it never fails
	return Prefix + base64.RawURLEncoding.EncodeToString(random[:])
}

// newID is 40 random bits; that no other key of the file has it is for the caller
// to see to.
func newID() string { return strings.ToLower(rand.Text()[:8]) }

// record is a Key as the file has it.
type record struct {
	ID      string    `json:"id"`
	Name    string    `json:"name"`
	Role    Role      `json:"role"`
	SHA256  string    `json:"sha256"`
	Created time.Time `json:"created"`
	Expires time.Time `json:"expires,omitzero"`
	Revoked time.Time `json:"revoked,omitzero"`
}

func (k Key) line() ([]byte, error) {
	return json.Marshal(record{k.ID, k.Name, k.Role, hex.EncodeToString(k.sum[:]), k.Created, k.Expires, k.Revoked})
}

// key checks a record and tells every mistake.
func (r record) key() (Key, error) {
	k := Key{ID: r.ID, Name: r.Name, Role: r.Role, Created: r.Created, Expires: r.Expires, Revoked: r.Revoked}
	var errs []error
	if r.ID == "" || len(r.ID) > maxID || strings.Trim(r.ID, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
		errs = append(errs, fmt.Errorf("id must be 1 to %d characters of a-z, 0-9 and -, not %q", maxID, r.ID))
	}
	if err := checkName(r.Name); err != nil {
		errs = append(errs, err)
	}
	if r.Role == 0 {
		errs = append(errs, errors.New("role is missing; expected "+strings.Join(roleNames, ", ")))
	}
	if r.Created.IsZero() {
		errs = append(errs, errors.New("created is missing; expected a time such as 2026-01-31T08:00:00Z"))
	}
	if n, err := hex.Decode(k.sum[:], []byte(r.SHA256[:min(len(r.SHA256), 2*len(k.sum))])); err != nil || n != len(k.sum) || len(r.SHA256) != 2*len(k.sum) {
		errs = append(errs, fmt.Errorf("sha256 must be %d hexadecimal digits", 2*len(k.sum))) // what is there instead may be a secret
	}
	return k, errors.Join(errs...)
}

const (
	maxID   = 32
	maxName = 100
)

// checkName refuses what would look like something else in a log or a table.
func checkName(name string) error {
	switch {
	case !utf8.ValidString(name):
		return errors.New("name is not valid UTF-8")
	case name == "" || utf8.RuneCountInString(name) > maxName:
		return fmt.Errorf("name must have 1 to %d characters, not %d", maxName, utf8.RuneCountInString(name))
	case strings.TrimSpace(name) != name:
		return errors.New("name must not begin or end with a space")
	case strings.Contains(name, Prefix) && len(name) >= secretLength:
		return errors.New("name looks like a secret; expected what the key is for")
	}
	for _, r := range name {
		if !unicode.IsPrint(r) { // controls, and marks that turn the direction of text
			return fmt.Errorf("name must not have the character %U, which is not printed", r)
		}
	}
	return nil
}
