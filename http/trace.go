package http

import (
	"context"
	"net/http"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"
)

// activeSpan is the span of a request, and what its parts hang on. A nil one is of
// a request that is not traced, and does nothing.
type activeSpan struct {
	ctx    context.Context
	tracer trace.Tracer
	span   trace.Span
}

// begin starts the span of a request. Names and attributes are those of the
// semantic conventions of OpenTelemetry for HTTP servers; nothing of what was
// asked is among them but the template of the route.
func (t *Traces) begin(r *http.Request) *activeSpan {
	if t == nil || operational(r.URL.Path) {
		return nil
	}
	ctx := r.Context()
	if t.trust {
		ctx = propagation.TraceContext{}.Extract(ctx, propagation.HeaderCarrier(r.Header))
	}
	ctx, span := t.tracer.Start(ctx, knownMethod(r.Method, "HTTP"), trace.WithSpanKind(trace.SpanKindServer),
		trace.WithAttributes(attribute.String("http.request.method", knownMethod(r.Method, "_OTHER"))))
	return &activeSpan{ctx, t.tracer, span}
}

// end ends the span of a request with what became of it.
func (a *activeSpan) end(in *requestInfo, method string, status int, finished bool) {
	if a == nil {
		return
	}
	attributes := []attribute.KeyValue{attribute.Int("http.response.status_code", status), attribute.String("innograph.request.id", in.id)}
	if in.route != "" {
		a.span.SetName(knownMethod(method, "HTTP") + " " + in.route)
		attributes = append(attributes, attribute.String("http.route", in.route))
	}
	if in.change != 0 {
		attributes = append(attributes, attribute.Int64("innograph.change", int64(in.change)))
	}
	switch {
	case in.problem != "":
		attributes = append(attributes, attribute.String("error.type", in.problem))
	case !finished:
		attributes = append(attributes, attribute.String("error.type", "aborted"))
	}
	a.span.SetAttributes(attributes...)
	if status >= 500 || !finished {
		a.span.SetStatus(codes.Error, "")
	}
	a.span.End()
}

// step begins a part of a request; end ends it.
func (a *activeSpan) step(name string) (end func()) {
	if a == nil {
		return func() {}
	}
	_, span := a.tracer.Start(a.ctx, name)
	return func() { span.End() }
}

// about notes which graph the request is answered from.
func (a *activeSpan) about(version string) {
	if a != nil {
		a.span.SetAttributes(attribute.String("innograph.graph.version", version))
	}
}

// reused notes that the answer was made for another request.
func (a *activeSpan) reused() {
	if a != nil {
		a.span.SetAttributes(attribute.Bool("innograph.answer.reused", true))
	}
}

// id is that of the trace, for the log; "" without one.
func (a *activeSpan) id() string {
	if a == nil {
		return ""
	}
	return a.span.SpanContext().TraceID().String()
}

// knownMethod is a method, or another word for what is none of HTTP's: a client
// may send what it likes.
func knownMethod(method, other string) string {
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodOptions, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete:
		return method
	}
	return other
}
