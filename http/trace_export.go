package http

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"strings"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/sdk/resource"
	sdk "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"
)

// Traces sends the spans of requests to a collector.
type Traces struct {
	provider *sdk.TracerProvider
	tracer   trace.Tracer
	trust    bool
}

// TraceConfig says where traces go. What it does not say, the environment
// variables OTEL_* of OpenTelemetry do: sampling, headers, certificates, limits.
type TraceConfig struct {
	Endpoint string       // base URL of a collector of OTLP over HTTP, such as http://127.0.0.1:4318; "": that of OTEL_EXPORTER_OTLP_ENDPOINT
	Trust    bool         // traces that a request names in its traceparent header (W3C Trace Context) are continued
	Version  string       // of this build
	Logger   *slog.Logger // for what cannot be sent
}

// OpenTraces begins to trace, where the configuration or the environment names a
// collector; else it answers nil, which traces nothing. The collector need not be
// there: what cannot be sent is logged and dropped, and no request waits for it.
func OpenTraces(ctx context.Context, cfg TraceConfig) (*Traces, error) {
	on, err := cfg.wanted()
	if err != nil || !on {
		return nil, err
	}
	var options []otlptracehttp.Option
	if cfg.Endpoint != "" {
		at, err := collector("the collector's address", cfg.Endpoint)
		if err != nil {
			return nil, err
		}
		options = append(options, otlptracehttp.WithEndpointURL(at.JoinPath("v1", "traces").String()))
	}
	exporter, err := otlptracehttp.New(ctx, options...)
	if err != nil {
		return nil, fmt.Errorf("traces: %w", err)
	}
	about, err := resource.New(ctx, resource.WithTelemetrySDK(),
		resource.WithAttributes(attribute.String("service.name", "innograph"), attribute.String("service.version", cfg.Version)),
		resource.WithFromEnv())
	if err != nil {
		return nil, errors.Join(fmt.Errorf("traces: OTEL_RESOURCE_ATTRIBUTES: %w", err), exporter.Shutdown(ctx))
	}
	if cfg.Logger != nil {
		// The exporter has no other way to say that it failed; it is one of the process.
		otel.SetErrorHandler(otel.ErrorHandlerFunc(func(err error) { cfg.Logger.Warn("traces could not be sent", "error", err) }))
	}
	provider := sdk.NewTracerProvider(sdk.WithBatcher(exporter), sdk.WithResource(about))
	return &Traces{provider: provider, tracer: provider.Tracer("github.com/innograph/innograph/http", trace.WithInstrumentationVersion(cfg.Version)), trust: cfg.Trust}, nil
}

// Close sends what is left, as long as the context lasts.
func (t *Traces) Close(ctx context.Context) error {
	if t == nil {
		return nil
	}
	if err := t.provider.Shutdown(ctx); err != nil {
		return fmt.Errorf("the last traces were not sent: %w", err)
	}
	return nil
}

// wanted reports whether anything asks for traces, and refuses what this build
// cannot do rather than tracing nothing.
func (cfg TraceConfig) wanted() (bool, error) {
	on := cfg.Endpoint != ""
	for _, name := range []string{"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT"} {
		value := strings.TrimSpace(os.Getenv(name))
		if on || value == "" {
			continue
		}
		if _, err := collector(name, value); err != nil {
			return false, err
		}
		on = true
	}
	exporter := strings.TrimSpace(os.Getenv("OTEL_TRACES_EXPORTER"))
	switch {
	case !on, strings.EqualFold(strings.TrimSpace(os.Getenv("OTEL_SDK_DISABLED")), "true"), exporter == "none":
		return false, nil
	case exporter != "" && exporter != "otlp":
		return false, fmt.Errorf("OTEL_TRACES_EXPORTER is %q: expected otlp or none", exporter)
	}
	for _, name := range []string{"OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "OTEL_EXPORTER_OTLP_PROTOCOL"} {
		protocol := strings.TrimSpace(os.Getenv(name))
		if protocol == "" {
			continue
		}
		if protocol != "http/protobuf" {
			return false, fmt.Errorf("%s is %q: expected http/protobuf", name, protocol)
		}
		break // the first that is set counts
	}
	return true, nil
}

// collector reads the URL of a collector.
func collector(what, text string) (*url.URL, error) {
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.RawQuery != "" || u.Fragment != "" {
		return nil, fmt.Errorf("%s: %q is no base URL; expected one such as http://127.0.0.1:4318, where OTLP is taken over HTTP", what, text)
	}
	return u, nil
}
