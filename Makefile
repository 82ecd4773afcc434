# The commands of this repository; `make help` lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help setup run ui ui-schema ui-test ui-debian store-debian ui-bench test test-short race fuzz bench bench-peers bench-scale peers-debian chaos chaos-postgres ha ha-up ha-down ha-faults ha-reads ha-scale ha-debian lint vuln fmt update

GO ?= go
READERS := graph/export/testdata/readers
UI := http/ui
STORE_DEBIAN := postgresql-15
UI_DEBIAN := chromium fonts-noto-cjk curl python3 r-base-core r-cran-jsonlite
FUZZTIME ?= 5s
PEERS := cmd/graphbench/peers
PEERS_DEBIAN := python3-networkx python3-igraph python3-psycopg2 postgresql-15
HA_DEBIAN := postgresql-15 patroni etcd-server haproxy iproute2 procps
SIZE ?= 1000000
# The programs of cmd/chaos, in the order in which make chaos runs them.
CHAOS := kill powercut diskfull writers malformed traversal overload shutdown soak
# Those of them that also try a store in PostgreSQL.
CHAOS_POSTGRES := kill powercut diskfull writers shutdown soak
BUDGET ?= 20s

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## serve the embedded packs on 127.0.0.1:8080
	$(GO) run ./cmd/innograph serve

setup: $(READERS)/node_modules/.package-lock.json $(UI)/node_modules/.package-lock.json ui-debian store-debian ## install what the tests need beside Go and Node

$(READERS)/node_modules/.package-lock.json: $(READERS)/package.json $(READERS)/package-lock.json
	npm ci --prefix $(READERS) --no-audit --no-fund

$(UI)/node_modules/.package-lock.json: $(UI)/package.json $(UI)/package-lock.json
	npm ci --prefix $(UI) --no-audit --no-fund

# The browser that the explorer is tested in, and letters for what it shows.
ui-debian:
	@dpkg -s $(UI_DEBIAN) >/dev/null 2>&1 || \
	  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(UI_DEBIAN); } || \
	  { echo "could not install $(UI_DEBIAN): the explorer's tests need them; install them by hand, as root"; exit 1; }

# The server that the store in PostgreSQL is tested with; the tests start their own.
store-debian:
	@dpkg -s $(STORE_DEBIAN) >/dev/null 2>&1 || \
	  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(STORE_DEBIAN); } || \
	  { echo "could not install $(STORE_DEBIAN): the tests of the store in PostgreSQL need it; install it by hand, as root"; exit 1; }

ui: $(UI)/node_modules/.package-lock.json ## build the explorer into http/ui/dist, which is committed
	npm run build --prefix $(UI)

ui-schema: $(UI)/node_modules/.package-lock.json ## write the explorer's types of the API from what the service answers
	@set -e; dir=$$(mktemp -d); trap 'rm -rf "$$dir"' EXIT; \
	  $(GO) build -o "$$dir/innograph" ./cmd/innograph; INNOGRAPH="$$dir/innograph" npm run schema --prefix $(UI)

ui-bench: setup ## how fluent the explorer's canvas is with 500 nodes
	@set -e; dir=$$(mktemp -d); trap 'kill $$pid 2>/dev/null; rm -rf "$$dir"' EXIT; \
	  $(GO) build -o "$$dir/innograph" ./cmd/innograph; $(GO) run ./cmd/graphbench gen --statements 100000 -o "$$dir"; \
	  "$$dir/innograph" build "$$dir/nodes.csv" "$$dir/edges.csv" -o "$$dir/graph.snap"; \
	  "$$dir/innograph" serve --snapshot "$$dir/graph.snap" --listen 127.0.0.1:8097 --log-level error >/dev/null & pid=$$!; \
	  for i in 1 2 3 4 5 6 7 8 9 10; do sleep 0.5; curl -sf http://127.0.0.1:8097/readyz >/dev/null && break; done; \
	  cd $(UI)/test && node fluency.mjs http://127.0.0.1:8097

ui-test: setup ## the explorer's tests: its logic, and all of it in a browser
	npm run check --prefix $(UI)
	npm test --prefix $(UI)

test: setup lint race ui-test fuzz ## everything that must pass: linters, all tests with the race detector, the explorer's, short fuzzing

test-short: setup ## the tests without the race detector, the large ones at a smaller size
	$(GO) test -short ./...

race: setup
	$(GO) test -race -timeout 20m ./...

# Every fuzz target for FUZZTIME; go runs one at a time.
fuzz: ## run every fuzz target for FUZZTIME (5s)
	@set -e; grep -rlE '^func Fuzz' --include='*_test.go' . | xargs -n1 dirname | sort -u | while read -r dir; do \
	  grep -hoE '^func Fuzz[A-Za-z0-9_]+' $$dir/*_test.go | sed 's/^func //' | sort -u | while read -r name; do \
	    echo "fuzz $$dir $$name"; run="$(GO) test $$dir -run ^$$ -fuzz ^$$name\$$ -fuzztime $(FUZZTIME)"; \
	    out=$$($$run 2>&1) && { echo "$$out" | tail -3; continue; }; echo "$$out"; \
	    grep -q 'context deadline exceeded' <<<"$$out" && ! grep -q 'Failing input' <<<"$$out" || exit 1; \
	    echo "the time ran out within a run, which go takes for a failure: once more"; $$run; done; done

bench: ## benchmarks, in a form that benchstat reads
	$(GO) test -run '^$$' -bench . -count 1 ./graph/... ./seeds/... ./http/... ./cmd/...

# A graph of SIZE edges through innograph and every tool beside it; what cannot be
# installed is named in the table.
bench-peers: peers-debian $(PEERS)/node_modules/.package-lock.json ## innograph beside other tools, with SIZE edges (1000000); writes the README's table
	@set -e; dir=$$(mktemp -d); trap 'rm -rf "$$dir"' EXIT; \
	  $(GO) run ./cmd/graphbench gen --statements $(SIZE) -o "$$dir"; \
	  $(GO) run ./cmd/graphbench peers --dir "$$dir" --peers $(PEERS) --budget $(BUDGET) --readme README.md

bench-scale: ## how cost grows from 10,000 to 50,000,000 edges, and the bytes per statement
	$(GO) run ./cmd/graphbench scale --budget $(BUDGET)

peers-debian:
	@dpkg -s $(PEERS_DEBIAN) >/dev/null 2>&1 || \
	  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(PEERS_DEBIAN); } || \
	  echo "could not install all of $(PEERS_DEBIAN); the table says which tools are missing"

$(PEERS)/node_modules/.package-lock.json: $(PEERS)/package.json $(PEERS)/package-lock.json
	npm ci --prefix $(PEERS) --no-audit --no-fund || echo "could not install the peers from npm; the table says which tools are missing"

# Some of it mounts file systems, so it runs as root; most of an hour in all.
chaos: ## kill, cut off, fill up, crowd and attack the service; each trial after its negative control
	@set -e; dir=$$(mktemp -d); trap 'rm -rf "$$dir"' EXIT; \
	  $(GO) build -o "$$dir/innograph" ./cmd/innograph; $(GO) build -o "$$dir/chaos" ./cmd/chaos; \
	  for program in $(CHAOS); do for control in --control ""; do \
	    "$$dir/chaos" $$program $$control --innograph "$$dir/innograph"; done; done

chaos-postgres: store-debian ## the same of a store in PostgreSQL, the cluster killed, cut off and filled up with it
	@set -e; dir=$$(mktemp -d); trap 'rm -rf "$$dir"' EXIT; \
	  $(GO) build -o "$$dir/innograph" ./cmd/innograph; $(GO) build -o "$$dir/chaos" ./cmd/chaos; \
	  for program in $(CHAOS_POSTGRES); do for control in --control ""; do \
	    "$$dir/chaos" $$program --store postgres $$control --innograph "$$dir/innograph"; done; done

# The topology of cmd/innograph/testdata/ha on this machine, as root: eight network
# namespaces stand for the machines. Each of these leaves nothing behind but what
# ha-up is for.
ha: ha-debian ## start the replicated topology, load it for a minute with four faults, take it down
	$(GO) run ./cmd/chaos ha faults --for 60s --fault postgres --fault standby --fault api1 --fault lb1

ha-faults: ha-debian ## all twenty faults, on what innograph writes and on plain SQL, and the control without synchronous replication, which must lose writes
	$(GO) run ./cmd/chaos ha faults --replica postgres --writer http
	$(GO) run ./cmd/chaos ha faults
	$(GO) run ./cmd/chaos ha faults --control

ha-reads: ha-debian ## 100,000 reads through the balancers of what was just written, after the control
	$(GO) run ./cmd/chaos ha reads --control
	$(GO) run ./cmd/chaos ha reads

ha-scale: ha-debian ## questions a second by one, two and three replicas, and what each costs
	$(GO) run ./cmd/chaos ha scale

ha-up: ha-debian ## start the replicated topology and leave it running
	$(GO) run ./cmd/chaos ha up

ha-down: ## take it down, also what a program that was killed has left
	$(GO) run ./cmd/chaos ha down

ha-debian:
	@dpkg -s $(HA_DEBIAN) >/dev/null 2>&1 || \
	  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(HA_DEBIAN); } || \
	  { echo "could not install $(HA_DEBIAN): the topology is made of them; install them by hand, as root"; exit 1; }

lint: ## gofmt, go vet and staticcheck
	@bad=$$(gofmt -l cmd graph http seeds); if [ -n "$$bad" ]; then echo "gofmt these files: $$bad"; exit 1; fi
	$(GO) vet ./...
	$(GO) tool staticcheck ./...

vuln: ## look the dependencies up in the Go vulnerability database (needs the network)
	$(GO) run golang.org/x/vuln/cmd/govulncheck@v1.1.4 ./...

fmt: ## format the code
	gofmt -w cmd graph http seeds

update: setup ## rewrite golden files and the README's examples from what the program answers now
	$(GO) test ./graph/export ./seeds ./cmd/innograph -update
