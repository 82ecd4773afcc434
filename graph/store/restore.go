package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	bbolt "github.com/coreos/bbolt"
)

// Restore says how a backup becomes a store again.
type Restore struct {
	Doctor         // how the backup is checked
	Replace bool   // where there is a store already
	SHA256  string // of the backup, in hexadecimal; "" where it is not known
}

// Restored is what was restored.
type Restored struct {
	*Report        // of the backup
	SHA256  string // of the backup, in lower-case hexadecimal
}

// From makes the store at path from a backup. The backup is first copied beside
// path and the copy checked whole, so that nothing is touched unless it is sound,
// and what was checked is what is used. A store that is there already is only
// replaced if that is asked for; it keeps its content under the name
// path.before-restore until the new one has taken its place and is durable.
//
// Errors are of kind Invalid for a file that is no backup, and for a store that
// may not be replaced; of kind Unavailable for a backup that is damaged and for
// files that cannot be used. After an error the store is as it was.
func (r Restore) From(ctx context.Context, backup, path string) (_ *Restored, err error) {
	exists, err := checkRestore(path, r.Replace)
	if err != nil {
		return nil, err
	}
	if same, err := sameFile(backup, path); err != nil || same {
		return nil, errors.Join(err, sameError(same, path))
	}
	unlock := func() error { return nil }
	kept := path + ".before-restore"
	if exists {
		if err := mustNotExist(kept); err != nil {
			return nil, err
		}
		if unlock, err = lockStore(ctx, path); err != nil {
			return nil, err
		}
		defer func() { _ = unlock() }()
	}
	temp, err := createTemp(path, "restore")
	if err != nil {
		return nil, notWritten(err, "nothing was restored to %s: %v", path, err)
	}
	defer os.Remove(temp)
	out := &Restored{}
	if out.SHA256, err = copyBackup(ctx, backup, temp); err != nil {
		return nil, err
	}
	if r.SHA256 != "" && !equalHex(r.SHA256, out.SHA256) {
		return nil, refuse(nil, r.SHA256, nil, "the backup %s has the SHA-256 %s, not %s: it is damaged, or another one; nothing was restored", backup, out.SHA256, r.SHA256)
	}
	if out.Report, err = r.checkAs(ctx, temp, backup); err != nil {
		return nil, fmt.Errorf("nothing was restored: %w", err)
	}
	out.Path = path
	if !out.Healthy() {
		return nil, unavailable(nil, "the backup %s is damaged, and nothing was restored: %v", backup, out.Findings)
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if exists {
		if err = replaceFile(temp, path, kept, unlock); err == nil {
			err = os.Remove(kept)
		}
	} else {
		err = placeFile(temp, path)
	}
	if err != nil {
		return nil, notWritten(err, "restoring to %s: %v", path, err)
	}
	return out, nil
}

// checkRestore tells whether there is something at path, and whether it may be
// replaced.
func checkRestore(path string, replace bool) (exists bool, err error) {
	if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() && replace {
		return true, nil // whatever is in it
	}
	exists, err = checkPath(path)
	if err == nil && exists {
		return true, refuse(fs.ErrExist, path, nil, "there is a store %s already; nothing was restored", path)
	}
	return exists, err
}

// sameFile reports whether both names are of one file.
func sameFile(backup, path string) (bool, error) {
	a, err := os.Stat(backup)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return false, refuse(err, backup, nil, "there is no backup %s", backup)
	case err != nil:
		return false, unavailable(err, "cannot read the backup %s: %v", backup, err)
	case !a.Mode().IsRegular():
		return false, invalid(backup, nil, "the backup %s is not a regular file", backup)
	}
	b, err := os.Stat(path)
	return err == nil && os.SameFile(a, b), nil
}

func sameError(same bool, path string) error {
	if !same {
		return nil
	}
	return invalid(path, nil, "%s cannot be restored from itself", path)
}

// lockStore keeps everyone from opening the store at path, also a damaged one.
func lockStore(ctx context.Context, path string) (unlock func() error, err error) {
	wait, err := defaultBoltOptions.wait(ctx)
	if err != nil {
		return nil, err
	}
	db, _, err := openBbolt(path, bbolt.Options{ReadOnly: true, Timeout: wait})
	switch {
	case errors.Is(err, bbolt.ErrTimeout):
		return nil, explainOpen(path, err)
	case err != nil: // it had the lock, and let it go because of what is in the file
		return func() error { return nil }, nil
	}
	closed := false
	return func() error {
		if closed {
			return nil
		}
		closed = true
		return guard(db.Close)
	}, nil
}

// copyBackup copies a backup to the file temp, makes it durable and answers its
// SHA-256. The backup may be the file of a store that is not open.
func copyBackup(ctx context.Context, backup, temp string) (sum string, err error) {
	unlock, err := lockStore(ctx, backup)
	if err != nil {
		return "", err
	}
	defer func() { _ = unlock() }()
	fail := func(err error) (string, error) {
		if ctx.Err() != nil {
			return "", ctx.Err()
		}
		return "", notWritten(err, "copying the backup %s: %v", backup, err)
	}
	from, err := os.Open(backup)
	if err != nil {
		return fail(err)
	}
	defer from.Close()
	to, err := os.OpenFile(temp, os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return fail(err)
	}
	defer to.Close()
	info, err := from.Stat()
	if err != nil {
		return fail(err)
	}
	hash := sha256.New()
	if _, err := io.Copy(io.MultiWriter(to, hash), io.NewSectionReader(contextReader{ctx, from}, 0, info.Size())); err != nil {
		return fail(err)
	}
	if err := to.Sync(); err != nil {
		return fail(err)
	}
	if err := to.Close(); err != nil {
		return fail(err)
	}
	return hex.EncodeToString(hash.Sum(nil)), nil
}

func equalHex(a, b string) bool {
	x, err := hex.DecodeString(a)
	y, yerr := hex.DecodeString(b)
	return err == nil && yerr == nil && string(x) == string(y)
}
