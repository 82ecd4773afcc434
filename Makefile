# The commands of this repository; `make help` lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help setup run test test-short race fuzz bench lint vuln fmt update

GO ?= go
READERS := graph/export/testdata/readers
FUZZTIME ?= 5s

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## serve the embedded packs on 127.0.0.1:8080
	$(GO) run ./cmd/innograph serve

setup: $(READERS)/node_modules/.package-lock.json ## install what the tests need beside Go and Node

$(READERS)/node_modules/.package-lock.json: $(READERS)/package.json $(READERS)/package-lock.json
	npm ci --prefix $(READERS) --no-audit --no-fund

test: setup lint race fuzz ## everything that must pass: linters, all tests with the race detector, short fuzzing

test-short: setup ## the tests without the race detector, the large ones at a smaller size
	$(GO) test -short ./...

race: setup
	$(GO) test -race -timeout 20m ./...

# Every fuzz target for FUZZTIME; go runs one at a time.
fuzz: ## run every fuzz target for FUZZTIME (5s)
	@set -e; grep -rlE '^func Fuzz' --include='*_test.go' . | xargs -n1 dirname | sort -u | while read -r dir; do \
	  grep -hoE '^func Fuzz[A-Za-z0-9_]+' $$dir/*_test.go | sed 's/^func //' | sort -u | while read -r name; do \
	    echo "fuzz $$dir $$name"; $(GO) test $$dir -run '^$$' -fuzz "^$$name\$$" -fuzztime $(FUZZTIME); done; done

bench: ## benchmarks, in a form that benchstat reads
	$(GO) test -run '^$$' -bench . -count 1 ./graph/... ./seeds/... ./http/... ./cmd/...

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
