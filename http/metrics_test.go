package http

import (
	"cmp"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus/testutil/promlint"
	dto "github.com/prometheus/client_model/go"

	"github.com/innograph/innograph/graph"
	"github.com/innograph/innograph/http/audit"
	"github.com/innograph/innograph/http/certs"
	"github.com/innograph/innograph/http/keys"
)

// startWatched serves a store with all that has metrics: keys, one of which
// expires, a certificate, an audit log and a file.
func startWatched(t *testing.T) (e *editor, expires, ends time.Time, auditFile string) {
	t.Helper()
	certFile, keyFile := filepath.Join(t.TempDir(), "cert.pem"), filepath.Join(t.TempDir(), "key.pem")
	certificate(t, certFile, keyFile, 1)
	pair, err := certs.Open(certFile, keyFile)
	if err != nil {
		t.Fatal(err)
	}
	auditFile = filepath.Join(t.TempDir(), "audit")
	log, err := audit.Open(auditFile)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = log.Close() })
	e = startEditor(t, Config{TLS: pair.Config(), Audit: log, Rate: 100000, MaxInFlight: 1,
		StoreBytes: func() (int64, error) { return 4096, nil }})
	expires = time.Now().AddDate(0, 0, 30).UTC().Truncate(time.Second)
	for _, k := range []struct {
		role    keys.Role
		expires time.Time
	}{{keys.Reader, expires}, {keys.Reader, expires.AddDate(0, 0, 1)}, {keys.Admin, time.Time{}}} {
		if _, _, err := keys.Create(e.keyFile, "secret-name", k.role, k.expires, time.Now()); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := e.server.cfg.Keys.Reload(); err != nil {
		t.Fatal(err)
	}
	return e, expires, pair.Expires(), auditFile
}

// families are the metrics of ours that a server has.
func families(t *testing.T, s *Server) []*dto.MetricFamily {
	t.Helper()
	all, err := s.metrics.registry.Gather()
	if err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(all, func(f *dto.MetricFamily) bool { return !strings.HasPrefix(f.GetName(), "innograph_") })
}

// value is that of the one series with a name and, in turn, names and values of
// labels; of a histogram, the number of observations.
func value(t *testing.T, s *Server, name string, labels ...string) float64 {
	t.Helper()
	for _, f := range families(t, s) {
		if f.GetName() != name {
			continue
		}
		for _, m := range f.Metric {
			if matches(m, labels) {
				return m.GetGauge().GetValue() + m.GetCounter().GetValue() + float64(m.GetHistogram().GetSampleCount())
			}
		}
	}
	t.Errorf("there is no %s%q", name, labels)
	return -1
}

func matches(m *dto.Metric, labels []string) bool {
	for i := 0; i < len(labels); i += 2 {
		if !slices.ContainsFunc(m.Label, func(l *dto.LabelPair) bool { return l.GetName() == labels[i] && l.GetValue() == labels[i+1] }) {
			return false
		}
	}
	return true
}

// Every metric has a name by the conventions of Prometheus, help, and a row in
// the table that the README shows; -update writes that table.
func TestMetricsTable(t *testing.T) {
	e, _, _, _ := startWatched(t)
	e.done("POST", "/v1/entities", e.measure("m-1"), 201)
	found := families(t, e.server)
	complaints, err := promlint.NewWithMetricFamilies(found).Lint()
	for _, c := range complaints {
		t.Errorf("%s: %s", c.Metric, c.Text)
	}
	if err != nil {
		t.Error(err)
	}
	var table strings.Builder
	table.WriteString("| metric | type | labels | what it tells |\n|---|---|---|---|\n")
	for _, f := range found {
		if len(f.GetHelp()) < 20 || !strings.HasSuffix(f.GetHelp(), ".") {
			t.Errorf("%s has the help %q", f.GetName(), f.GetHelp())
		}
		var labels []string
		for _, m := range f.Metric {
			for _, l := range m.Label {
				if !slices.Contains(labels, l.GetName()) {
					labels = append(labels, l.GetName())
				}
			}
		}
		slices.Sort(labels)
		fmt.Fprintf(&table, "| `%s` | %s | %s | %s |\n", f.GetName(), strings.ToLower(f.GetType().String()), strings.Join(labels, ", "), f.GetHelp())
	}
	golden := filepath.Join("testdata", "metrics.md")
	if *update {
		if err := os.WriteFile(golden, []byte(table.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if table.String() != string(want) {
		t.Errorf("the metrics are others than in %s; -update writes it, and the README shows it:\n%s", golden, table.String())
	}
}

// No label is made of what clients send or of what the graph and the keys hold.
func TestMetricLabelsAreBounded(t *testing.T) {
	e, _, _, _ := startWatched(t)
	e.done("POST", "/v1/entities", e.measure("some-slug"), 201)
	for _, path := range []string{"/v1/entities/some-slug", "/v1/search?q=some-slug", "/v1/statements/some-slug", "/some-slug/x"} {
		e.get(path, header{"X-Request-ID": "some-slug"})
	}
	e.do("SOME-SLUG", "/v1/entities", nil)
	known := []string{"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "other", "unmatched", backupDone, backupFailed, "dev", e.live.Current().Version(), "questions", "heavy", "changes"}
	known = append(append(append(append(known, shedReasons...), commitFailureReasons...), keys.RoleNames()...), graph.StopReasons()...)
	for _, k := range problemKinds {
		known = append(known, k.ID)
	}
	for _, r := range e.server.engine.Routes() {
		known = append(known, r.Path)
	}
	for status := 100; status < 600; status++ {
		known = append(known, fmt.Sprint(status))
	}
	series := 0
	for _, f := range families(t, e.server) {
		for _, m := range f.Metric {
			series++
			for _, l := range m.Label {
				if !slices.Contains(known, l.GetValue()) {
					t.Errorf("%s has the label %s=%q", f.GetName(), l.GetName(), l.GetValue())
				}
			}
		}
	}
	if series < 60 {
		t.Errorf("only %d series were looked at", series)
	}
}

func TestMetricsOfChanges(t *testing.T) {
	e, expires, ends, auditFile := startWatched(t)
	s := e.server
	want := func(wanted float64, name string, labels ...string) {
		t.Helper()
		got := value(t, s, name, labels...)
		for deadline := time.Now().Add(5 * time.Second); got != wanted && time.Now().Before(deadline); time.Sleep(time.Millisecond) {
			got = value(t, s, name, labels...) // a request is counted when it ends, after its client has the answer
		}
		if got != wanted {
			t.Errorf("%s%q is %v, want %v", name, labels, got, wanted)
		}
	}
	begin := float64(e.live.Current().Change())
	want(0, "innograph_store_commit_duration_seconds")
	before := time.Now().Add(-time.Second)
	made := e.done("POST", "/v1/entities", e.measure("m-1"), 201)
	e.done("POST", "/v1/entities", e.measure("m-2"), 201)
	want(2, "innograph_store_commit_duration_seconds")
	want(2, "innograph_store_commit_change_sets")
	want(begin+2, "innograph_store_change_sets")
	want(begin+2, "innograph_graph_change_set")
	want(0, "innograph_graph_lag_change_sets")
	want(1, "innograph_store_up")
	want(4096, "innograph_store_size_bytes")
	if at := value(t, s, "innograph_store_last_change_timestamp_seconds"); at < seconds(before) || at > seconds(time.Now()) {
		t.Errorf("the last change was at %v", at)
	}

	// As of an earlier moment.
	want(0, "innograph_graph_past_kept")
	e.get(fmt.Sprintf("/v1/entities/m-1?as_of=%d", made.Change.Number))
	want(1, "innograph_graph_past_kept")

	// Keys and the certificate.
	want(1, "innograph_keys", "role", "editor")
	want(2, "innograph_keys", "role", "reader")
	want(1, "innograph_keys", "role", "admin")
	want(seconds(expires), "innograph_keys_next_expiry_timestamp_seconds")
	want(seconds(ends), "innograph_tls_certificate_expiry_timestamp_seconds")

	// Answers, and those cut.
	made0, reused0 := value(t, s, "innograph_http_answers_made_total"), value(t, s, "innograph_http_answers_reused_total")
	for range 4 {
		e.get("/v1/entities?limit=1")
	}
	want(made0+2, "innograph_http_answers_made_total")
	want(reused0+2, "innograph_http_answers_reused_total")
	want(2, "innograph_http_answers_cut_total", "reason", "limit")
	want(0, "innograph_http_answers_cut_total", "reason", "budget")
	want(1, "innograph_http_answer_cache_answers")
	if n := value(t, s, "innograph_http_answer_cache_bytes"); n < 256 {
		t.Errorf("the cache takes %v bytes", n)
	}

	// What is refused.
	e.problem(e.get("/v1/entities/nobody"), notFound)
	want(1, "innograph_http_problems_total", "problem", "not-found")
	other := network("192.0.2.1")
	s.inFlight.enter(other) // the one place
	e.problem(e.get("/v1/ontology"), overloaded)
	s.inFlight.leave(other)
	want(1, "innograph_http_requests_shed_total", "reason", shedInFlight)
	want(1, "innograph_http_problems_total", "problem", "overloaded")

	// A line of the audit log that cannot be written.
	if err := os.Rename(auditFile, auditFile+".1"); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(auditFile, 0o700); err != nil {
		t.Fatal(err)
	}
	e.problem(e.ask("POST", "/v1/entities", e.measure("m-3")), noAudit)
	if n := value(t, s, "innograph_audit_failures_total"); n < 1 {
		t.Errorf("%v failures of the audit log", n)
	}

	s.metrics.committed(1, time.Second, &graph.Error{Kind: graph.NoSpace})
	s.metrics.committed(1, time.Second, &graph.Error{Kind: graph.Unavailable})
	s.metrics.committed(1, time.Second, fmt.Errorf("wrapped: %w", &graph.Error{Kind: graph.Invalid}))
	s.metrics.committed(1, time.Second, fs.ErrClosed)
	for _, reason := range commitFailureReasons {
		want(1, "innograph_store_commit_failures_total", "reason", reason)
	}
	want(2, "innograph_store_commit_duration_seconds")
}

func TestMetricsOfBackups(t *testing.T) {
	e, _, _, _ := startWatched(t)
	_, secret, err := keys.Create(e.keyFile, "admin", keys.Admin, time.Time{}, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := e.server.cfg.Keys.Reload(); err != nil {
		t.Fatal(err)
	}
	r := e.do("GET", "/v1/backup", nil, header{"Authorization": "Bearer " + secret, "Accept-Encoding": "identity"})
	if r.StatusCode != http.StatusOK {
		t.Fatal(r.StatusCode)
	}
	if n := value(t, e.server, "innograph_backups_total", "outcome", backupDone); n != 1 {
		t.Errorf("%v backups", n)
	}
	if n := value(t, e.server, "innograph_backup_last_size_bytes"); n != float64(len(r.body)) {
		t.Errorf("%v bytes, not %d", n, len(r.body))
	}
	if at := value(t, e.server, "innograph_backup_last_success_timestamp_seconds"); time.Since(time.Unix(int64(at), 0)) > time.Minute {
		t.Errorf("the backup was at %v", at)
	}
	e.server.metrics.backedUp(1, fs.ErrClosed)
	if n := value(t, e.server, "innograph_backups_total", "outcome", backupFailed); n != 1 {
		t.Errorf("%v failed", n)
	}
}

func TestMetricsOfStreams(t *testing.T) {
	e, _, _, _ := startWatched(t)
	res, err := http.Get(e.url + streamPath)
	if err != nil {
		t.Fatal(err)
	}
	if n := value(t, e.server, "innograph_http_streams_open"); n != 1 {
		t.Errorf("%v streams", n)
	}
	res.Body.Close()
	for deadline := time.Now().Add(5 * time.Second); value(t, e.server, "innograph_http_streams_open") != 0; time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("the stream is still counted")
		}
	}
}

// A store that cannot be read is told of, and does not hinder the scrape.
func TestMetricsOfABrokenStore(t *testing.T) {
	e, _, _, _ := startWatched(t)
	if err := e.live.Journal().Close(); err != nil {
		t.Fatal(err)
	}
	page := string(e.get("/metrics").body)
	for _, want := range []string{"innograph_store_up 0\n", "innograph_graph_entities "} {
		if !strings.Contains(page, want) {
			t.Errorf("the metrics lack %q", want)
		}
	}
	if strings.Contains(page, "innograph_store_change_sets ") {
		t.Error("the change sets of a store that cannot be read")
	}
}

func TestStopReason(t *testing.T) {
	cut := graph.StoppedByLimit
	type held struct{ Meta graph.Meta }
	type other struct{ Meta string }
	meta := graph.Meta{StoppedBy: &cut}
	for name, got := range map[string]*graph.StopReason{
		"value": stopReason[held]()(held{meta}), "pointer": stopReason[*held]()(&held{meta}),
		"list": stopReason[*EntityList]()(&EntityList{Meta: meta}), "graph": stopReason[*graph.Subgraph]()(&graph.Subgraph{Meta: meta}),
	} {
		if got == nil || *got != cut {
			t.Errorf("%s: %v", name, got)
		}
	}
	for name, got := range map[string]*graph.StopReason{
		"whole": stopReason[held]()(held{}), "nil": stopReason[*held]()(nil), "none": stopReason[[]int]()(nil), "another Meta": stopReason[other]()(other{}),
	} {
		if got != nil {
			t.Errorf("%s: %v", name, cmp.Or(*got, "empty"))
		}
	}
}

// Goes into http/metrics_test.go as soon as README.md has the section.

// The README has the table of all metrics.
func TestReadmeListsTheMetrics(t *testing.T) {
	readme, err := os.ReadFile(filepath.Join("..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	table, err := os.ReadFile(filepath.Join("testdata", "metrics.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(readme), "<!-- metrics -->\n")
	if got, _, found := strings.Cut(rest, "<!-- /metrics -->"); !found || got != string(table) {
		t.Error("README.md has another table between <!-- metrics --> and <!-- /metrics --> than http/testdata/metrics.md; copy it there")
	}
}
