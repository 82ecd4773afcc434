package main

import (
	"errors"
	"fmt"
	"io/fs"
	"time"

	"github.com/innograph/innograph/cmd/internal/commandline"
	"github.com/innograph/innograph/http/keys"
)

// keyCmd is about the keys of the service. A server that runs with the file takes
// up what changes in it.
type keyCmd struct {
	Create keyCreateCmd `cmd:"" help:"Make a key and print its secret, which is shown only now."`
	List   keyListCmd   `cmd:"" help:"List the keys, never their secrets."`
	Revoke keyRevokeCmd `cmd:"" help:"End a key."`
}

// keysFlag says which file of keys a command works on.
type keysFlag struct {
	Keys string `required:"" placeholder:"FILE" type:"path" help:"The file of keys, which 'innograph serve' is given too."`
}

type keyCreateCmd struct {
	keysFlag
	Name    string `required:"" placeholder:"NAME" help:"What the key is for; logs show it."`
	Role    string `required:"" placeholder:"ROLE" help:"What its holder may do: ${roles}. Each may do all that those before it may."`
	Expires string `placeholder:"90d|DATE" help:"When it ends: a number of days, the last day (UTC) that it is valid, or a time. Without it, when it is revoked."`
}

// Run prints the secret, and nothing else, on standard output.
func (c *keyCreateCmd) Run(t *terminal) error {
	role, err := keys.ParseRole(c.Role)
	if err != nil {
		return commandline.Usage(err)
	}
	now := time.Now()
	var expires time.Time
	if c.Expires != "" {
		if expires, err = keys.ParseExpiry(c.Expires, now); err != nil {
			return commandline.Usage(fmt.Errorf("--expires: %w", err))
		}
	}
	k, secret, err := keys.Create(c.Keys, c.Name, role, expires, now)
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintln(t.stdout, secret); err != nil {
		return fmt.Errorf("the secret could not be printed: revoke the key %s and make another: %w", k.ID, err)
	}
	fmt.Fprintf(t.stderr, "key %s: %s, %s, %s\nThe secret on standard output is shown only now; send it as Authorization: Bearer SECRET.\n", k.ID, k.Name, k.Role, ends(k))
	return nil
}

type keyListCmd struct {
	keysFlag
	Output string `short:"o" enum:"text,json" default:"text" help:"text for people, json for programs."`
}

// keyRow is a key as 'key list -o json' shows it.
type keyRow struct {
	ID      string    `json:"id"`
	Name    string    `json:"name"`
	Role    keys.Role `json:"role"`
	State   string    `json:"state"`
	Created time.Time `json:"created"`
	Expires time.Time `json:"expires,omitzero"`
	Revoked time.Time `json:"revoked,omitzero"`
}

// Run lists the keys.
func (c *keyListCmd) Run(t *terminal) error {
	list, err := keys.Load(c.Keys)
	if err != nil {
		return missing(c.Keys, err)
	}
	now := time.Now()
	out := []keyRow{}
	rows := [][]string{{"ID", "NAME", "ROLE", "STATE", "CREATED", "ENDS"}}
	for _, k := range list {
		out = append(out, keyRow{k.ID, k.Name, k.Role, k.State(now), k.Created, k.Expires, k.Revoked})
		rows = append(rows, []string{k.ID, k.Name, k.Role.String(), k.State(now), k.Created.UTC().Format(time.DateOnly), ends(k)})
	}
	if c.Output == "json" {
		return writeJSON(t.stdout, out)
	}
	return table(t.stdout, rows)
}

type keyRevokeCmd struct {
	keysFlag
	ID string `arg:"" help:"The key's id, as 'innograph key list' shows it."`
}

// Run ends a key.
func (c *keyRevokeCmd) Run(t *terminal) error {
	k, already, err := keys.Revoke(c.Keys, c.ID, time.Now())
	if err != nil {
		return missing(c.Keys, err)
	}
	if already {
		fmt.Fprintf(t.stderr, "key %s (%s) has been revoked since %s\n", k.ID, k.Name, moment(k.Revoked))
		return nil
	}
	fmt.Fprintf(t.stderr, "key %s (%s) is revoked; servers refuse it within %s\n", k.ID, k.Name, accessEvery)
	return nil
}

func ends(k keys.Key) string {
	switch {
	case !k.Revoked.IsZero():
		return "revoked " + moment(k.Revoked)
	case !k.Expires.IsZero():
		return "expires " + moment(k.Expires)
	}
	return "does not expire"
}

func moment(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// missing tells how to begin where there is no file of keys.
func missing(path string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%w; 'innograph key create --keys %s' makes it", err, path)
	}
	return err
}
