package main

import (
	"crypto/tls"
	"fmt"
	"io"
	nethttp "net/http"
	"net/url"
	"strings"
	"time"

	"github.com/innograph/innograph/cmd/internal/commandline"
)

type readyCmd struct {
	URL      string        `name:"url" default:"http://127.0.0.1:8080" placeholder:"URL" help:"Address of the service."`
	Insecure bool          `help:"Take any certificate; for a service on this machine whose certificate is for another name."`
	Timeout  time.Duration `default:"5s" help:"Longest time for the answer."`
}

// Run asks /readyz, and fails unless the answer is that questions can come.
func (c *readyCmd) Run(t *terminal) error {
	u, err := url.Parse(c.URL)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return commandline.Usage(fmt.Errorf("--url %s: expected the address of a server, such as http://127.0.0.1:8080", c.URL))
	}
	at := u.JoinPath("readyz").String()
	req, err := nethttp.NewRequestWithContext(t.ctx, nethttp.MethodGet, at, nil)
	if err != nil {
		return err
	}
	client := nethttp.Client{Timeout: c.Timeout, Transport: &nethttp.Transport{DisableKeepAlives: true, TLSClientConfig: &tls.Config{InsecureSkipVerify: c.Insecure}}}
	answer, err := client.Do(req)
	if err != nil {
		return fmt.Errorf("the service does not answer: %w", err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != nethttp.StatusOK {
		body, _ := io.ReadAll(io.LimitReader(answer.Body, 4<<10)) // what of it came
		return fmt.Errorf("the service is not ready: %s: %s", answer.Status, strings.TrimSpace(string(body)))
	}
	_, err = fmt.Fprintln(t.stdout, "ready")
	return err
}
