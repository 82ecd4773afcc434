package http

import (
	"log/slog"
	"net/http"
	"sync/atomic"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humagin"
	"github.com/gin-gonic/gin"

	"github.com/innograph/innograph/graph"
	"github.com/innograph/innograph/graph/edit"
)

// Server answers questions about the current graph of a graph.Live.
type Server struct {
	cfg     Config
	live    *graph.Live
	log     *slog.Logger
	metrics *metrics
	rates   *rates
	work    *gate // for questions
	heavy   *gate // for heavy ones
	writes  *gate // for changes
	model   modelHash
	texts   textHash
	answers *answerCache
	origins *http.CrossOriginProtection
	writer  *edit.Writer
	ending  chan struct{} // closed when Run begins to end: streams end with it
	ready   atomic.Bool

	inFlight  *inFlight
	streaming *inFlight // long answers that are being sent

	engine     *gin.Engine
	api        huma.API
	operations []*operation
	pages      map[string]bool             // the routes of the explorer; complete before the first request
	static     map[string]func() *document // by path; complete before the first request
	handler    http.Handler
}

// New makes a Server that is ready to answer. It answers every mistake in the
// configuration.
func New(live *graph.Live, cfg Config) (*Server, error) {
	cfg, err := cfg.withDefaults()
	if err != nil {
		return nil, err
	}
	s := &Server{cfg: cfg, live: live, log: cfg.Logger, metrics: newMetrics(),
		rates: newRates(cfg), inFlight: newInFlight(cfg.MaxInFlight), streaming: newInFlight(cfg.MaxStreaming), static: map[string]func() *document{}, pages: map[string]bool{}, answers: newAnswerCache(int(cfg.AnswerCache)), writer: edit.NewWriter(live), ending: make(chan struct{})}
	s.metrics.watch(s)
	s.writer.Observe(s.metrics.committed)
	if s.origins, err = trusted(cfg.WriteOrigins); err != nil {
		return nil, err
	}
	s.work = newGate(cfg.MaxWorking, cfg.MaxWorking, cfg.MaxInFlight, cfg.MaxWait, cfg.MaxWait/2)
	s.heavy = newGate(cfg.MaxHeavy, 0, cfg.HeavyQueue, cfg.HeavyWait, cfg.HeavyWait)
	s.writes = newGate(maxWrites, 0, maxWrites, cfg.HeavyWait, cfg.HeavyWait)
	s.metrics.registry.MustRegister(gateCollector{map[string]*gate{"questions": s.work, "heavy": s.heavy, "changes": s.writes}})
	if err := s.route(); err != nil {
		return nil, err
	}
	if s.handler, err = s.compress(s.engine); err != nil {
		return nil, err
	}
	s.handler = s.observe(s.handler)
	s.ready.Store(true)
	return s, nil
}

// Handler answers every request.
func (s *Server) Handler() http.Handler { return s.handler }

// SetReady says whether /readyz lets traffic come. A new Server is ready.
func (s *Server) SetReady(ready bool) { s.ready.Store(ready) }

// route is the table of endpoints.
func (s *Server) route() error {
	gin.SetMode(gin.ReleaseMode)
	overrideHuma()
	e := gin.New()
	s.engine = e
	e.HandleMethodNotAllowed = true
	// A redirection made of the request's own path and headers is not ours.
	e.RedirectTrailingSlash, e.RedirectFixedPath = false, false
	e.RemoteIPHeaders = []string{"X-Forwarded-For"} // no other header is believed of anybody
	if err := e.SetTrustedProxies(s.cfg.TrustedProxies); err != nil {
		return err
	}
	e.Use(annotate, secure, s.cors, s.auditWrites, s.rescue, s.identify, s.sameOrigin, s.limitRate, s.door, s.admit, s.limitSize, s.limitInFlight)
	e.NoRoute(s.noRoute)
	e.NoMethod(s.noMethod)

	s.api = humagin.New(e, apiConfig(s.cfg.Version))
	for _, add := range []func(){
		s.addSearch, s.addEntities, s.addEntity, s.addNeighborhood, s.addPaths, s.addSubgraph, s.addExport,
		s.addStatement, s.addOntology, s.addSources, s.addSource, s.addCoverage, s.addObservations, s.addCompare,
		s.addGaps, s.addImpact, s.addArticulationPoints, s.addDiff, s.addLayouts, s.addLayout, s.addExplain, s.addCompared,
		s.addCentrality, s.addCommunities, s.addChanges, s.addChangeStream, s.addEntityEdits, s.addStatementEdits, s.addPackEdit, s.addBackup, s.addService,
	} {
		add()
	}
	s.alsoHEAD()
	s.declareKeys()
	describeSchemas(s.api.OpenAPI().Components.Schemas)
	s.serveDocuments()
	return nil
}

// alsoHEAD gives every GET route its HEAD; net/http leaves the body out.
func (s *Server) alsoHEAD() {
	for _, r := range s.engine.Routes() {
		if r.Method == http.MethodGet {
			s.engine.HEAD(r.Path, r.HandlerFunc)
		}
	}
}
