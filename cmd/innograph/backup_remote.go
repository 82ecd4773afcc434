package main

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/innograph/innograph/cmd/internal/commandline"
)

// backupLength is the trailer with which a server says how many bytes of a backup
// it sent.
const backupLength = "Backup-Length"

// remote is a running server that is asked for a backup.
type remote struct {
	url    string
	key    string
	client *http.Client
	stall  time.Duration // the longest time without a byte
}

// newRemote checks the address of a server and reads the key; no key file is no
// key.
func newRemote(address, keyFile string) (*remote, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.RawQuery != "" || u.Fragment != "" || u.User != nil {
		return nil, commandline.Usage(fmt.Errorf("--url %s: expected the address of a server, such as http://127.0.0.1:8080", address))
	}
	r := &remote{url: u.JoinPath("v1", "backup").String(), stall: 2 * time.Minute, client: &http.Client{
		// The key goes to nobody else than who it was given for.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
	if keyFile == "" {
		return r, nil
	}
	key, err := os.ReadFile(keyFile)
	if err != nil {
		return nil, fmt.Errorf("--key-file: %w", err)
	}
	if r.key = strings.TrimSpace(string(key)); r.key == "" || strings.ContainsAny(r.key, " \t\r\n") {
		return nil, fmt.Errorf("--key-file: %s does not hold one key", keyFile)
	}
	return r, nil
}

// backup writes a backup of the server's store to w. It answers an error unless
// every byte has come: the server tells the SHA-256 at the end.
func (r *remote) backup(ctx context.Context, w io.Writer) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	stalled := fmt.Errorf("the server sent nothing for %s", r.stall)
	clock := time.AfterFunc(r.stall, func() { cancel(stalled) })
	defer clock.Stop()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, r.url, nil)
	if err != nil {
		return err
	}
	req.Header.Set("Accept-Encoding", "identity") // the digest is that of the bytes sent
	if r.key != "" {
		req.Header.Set("Authorization", "Bearer "+r.key)
	}
	answer, err := r.client.Do(req)
	if err != nil {
		return cmpCause(ctx, stalled, err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return r.refused(answer)
	}
	if encoding := answer.Header.Get("Content-Encoding"); encoding != "" && encoding != "identity" {
		return fmt.Errorf("%s answered in the encoding %s, which was not asked for", r.url, encoding)
	}
	sum := sha256.New()
	n, err := io.Copy(io.MultiWriter(w, sum), ticking{answer.Body, func() { clock.Reset(r.stall) }})
	if err != nil {
		return fmt.Errorf("after %d bytes of the backup: %w", n, cmpCause(ctx, stalled, err))
	}
	return checkTransfer(answer, n, sum.Sum(nil))
}

// cmpCause answers why a request was ended where it was ended for silence.
func cmpCause(ctx context.Context, stalled, err error) error {
	if errors.Is(context.Cause(ctx), stalled) {
		return stalled
	}
	return err
}

// ticking tells of every read.
type ticking struct {
	io.Reader
	tick func()
}

func (r ticking) Read(p []byte) (int, error) {
	n, err := r.Reader.Read(p)
	r.tick()
	return n, err
}

// refused says why there is no backup.
func (r *remote) refused(answer *http.Response) error {
	var problem struct {
		Title  string `json:"title"`
		Detail string `json:"detail"`
	}
	body, _ := io.ReadAll(io.LimitReader(answer.Body, 64<<10)) // what it says is a courtesy
	why := answer.Status
	if json.Unmarshal(body, &problem) == nil && problem.Detail+problem.Title != "" {
		why += ": " + problem.Title
		if problem.Detail != "" {
			why += ": " + problem.Detail
		}
	}
	err := fmt.Errorf("%s answered %s", r.url, why)
	switch answer.StatusCode {
	case http.StatusUnauthorized, http.StatusForbidden:
		return fmt.Errorf("%w; give the key of an administrator with --key-file", err)
	case http.StatusNotFound:
		return fmt.Errorf("%w; is this the address of innograph, and of a version that makes backups?", err)
	}
	return err
}

// checkTransfer compares what came with what the server says it sent.
func checkTransfer(answer *http.Response, n int64, sum []byte) error {
	if said := answer.Trailer.Get(backupLength); said != "" && said != strconv.FormatInt(n, 10) {
		return fmt.Errorf("%d bytes came, and the server sent %s", n, said)
	}
	found := false
	for _, fields := range []http.Header{answer.Trailer, answer.Header} {
		for _, name := range []string{"Content-Digest", "Repr-Digest", "Digest"} {
			for _, said := range sha256s(fields.Values(name)) {
				found = true
				if said != string(sum) {
					return fmt.Errorf("what came has the SHA-256 %x, and what the server sent has %x", sum, said)
				}
			}
		}
	}
	if !found {
		return errors.New("the server did not say which SHA-256 it sent, so nobody can tell whether all of it came")
	}
	return nil
}

// sha256s finds SHA-256 digests in fields as RFC 9530 (sha-256=:base64:) and, before
// it, RFC 3230 (SHA-256=base64) write them.
func sha256s(fields []string) (sums []string) {
	for _, field := range fields {
		for part := range strings.SplitSeq(field, ",") {
			name, value, _ := strings.Cut(strings.TrimSpace(part), "=")
			if !strings.EqualFold(name, "sha-256") {
				continue
			}
			sum, err := base64.StdEncoding.DecodeString(strings.Trim(value, ":"))
			if err != nil {
				sum = nil // and so another one than any
			}
			sums = append(sums, string(sum))
		}
	}
	return sums
}
