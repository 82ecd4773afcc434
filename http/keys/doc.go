// Package keys keeps who may use the service: keys with a role, a name and times.
//
// A key is proved with its secret: "ig_" and 32 random bytes in base64url without
// padding (RFC 4648, section 5). The secret is shown once, when the key is made.
// The file keeps its SHA-256. A fast hash is right here: slow ones, such as
// bcrypt or Argon2, make up for passwords that people choose and that can be
// guessed. A secret of 256 random bits cannot be guessed at any speed, and a slow
// hash would let anybody keep the server busy by sending wrong ones. For the same
// reason there is no salt: no two secrets are alike, and no table holds them.
//
// The file has a key per line, as a JSON object:
//
//	{"id":"k3v7q2mx","name":"Weekly import","role":"editor","sha256":"…","created":"2026-01-31T08:00:00Z","expires":"2026-05-01T08:00:00Z"}
//
// Whoever may write to the file may do everything, so it is refused where others
// than its owner may. [Create] and [Revoke] replace it atomically, with mode 0600,
// one process at a time (FILE.lock is locked meanwhile). Revoked keys stay in it:
// the audit log names them.
package keys
