// Package http serves a graph over HTTP: gin routes a request, huma describes it
// in OpenAPI and reads its parameters, one call asks the graph, package export
// writes the answer.
//
// A request passes, in this order:
//
//	observe    request id, access log, metrics   (net/http, so that it sees the bytes sent)
//	compress   gzip                              (net/http)
//	annotate   route and client address          (gin from here on)
//	secure     security headers
//	cors       cross-origin reads
//	rescue     a panic becomes a 500
//	limit      sizes, rate, requests in flight
//	check      every parameter of an operation at once
//	answer     ETag, the question, the format
//
// Every error is an application/problem+json document, made in problem.go.
//
// The package knows no store, no seeds and no command line.
package http
