package http

import (
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"hash"
	"net/http"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gin-gonic/gin"

	"github.com/innograph/innograph/http/keys"
)

const backupType = "application/octet-stream"

// addBackup registers the backup of the store. Its digest and length come as
// trailers (RFC 9530): they are known when it has been sent.
func (s *Server) addBackup() {
	op := &operation{
		id: "backup", path: "/v1/backup", tag: "Service",
		summary: "A backup of the store",
		about: "All that the store holds, as of one moment, in a form that 'innograph restore' takes; writing goes on meanwhile. Needs the role admin. " +
			"The trailers Content-Digest and Backup-Length tell whether all of it came; 'innograph backup --url' checks them.",
		problems: []problemKind{unauthorized, forbidden, invalidValue, unavailable, noSpace},
		answers:  map[string]*huma.MediaType{backupType: {Schema: &huma.Schema{Type: "string", Format: "binary"}}},
	}
	may := s.require(keys.Admin)
	add(s, op, func(c *gin.Context, _ *struct{}) {
		if !may(c) {
			return
		}
		source := s.live.Backuper()
		if source == nil {
			sendProblem(c, unavailable, "this graph has no store of which a backup could be made")
			return
		}
		if c.Request.Method == http.MethodHead {
			c.Header("Content-Type", backupType)
			c.Status(http.StatusOK)
			return
		}
		b := &backupWriter{w: c.Writer, control: http.NewResponseController(c.Writer), patience: s.cfg.WriteTimeout, sum: sha256.New()}
		err := source.Backup(c.Request.Context(), b)
		if err == nil && !b.begun {
			err = errors.New("a backup of nothing")
		}
		s.metrics.backedUp(b.n, err)
		switch {
		case err == nil:
			h := c.Writer.Header()
			h.Set(http.TrailerPrefix+"Content-Digest", "sha-256=:"+base64.StdEncoding.EncodeToString(b.sum.Sum(nil))+":")
			h.Set(http.TrailerPrefix+"Backup-Length", strconv.FormatInt(b.n, 10))
		case b.begun:
			s.log.ErrorContext(c.Request.Context(), "backup", "request_id", info(c).id, "error", err)
			panic(http.ErrAbortHandler) // so that nobody takes a part for the whole
		default:
			s.fail(c, op, err)
		}
	})
	op.document(s.api.OpenAPI()).Security = []map[string][]string{{"key": {}}}
}

// backupWriter sends what is written to it, hashed and counted, as long as the
// client takes it.
type backupWriter struct {
	w        gin.ResponseWriter
	control  *http.ResponseController
	patience time.Duration
	sum      hash.Hash
	begun    bool
	n        int64
}

func (b *backupWriter) Write(p []byte) (int, error) {
	if !b.begun {
		b.begun = true
		h := b.w.Header()
		h.Set("Content-Type", backupType)
		h.Set("Content-Disposition", `attachment; filename="innograph.backup"`)
		h.Set("Cache-Control", "no-store")
		h.Set("Content-Encoding", "identity") // the digest is that of the bytes sent
	}
	_ = b.control.SetWriteDeadline(time.Now().Add(b.patience))
	n, err := b.w.Write(p)
	b.sum.Write(p[:n]) //nolint:errcheck // a hash takes everything
	b.n += int64(n)
	return n, err
}
