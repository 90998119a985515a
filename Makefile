# Two commands do everything, set-up included: `make demo` and `make test`.
.PHONY: demo test check docs format build bench soak preview clean

# Seconds after which the demo ends by itself; empty: at Ctrl-C.
DURATION ?=

node_modules/.installed: package.json package-lock.json
	npm ci
	@touch $@

demo: node_modules/.installed
	@DURATION=$(DURATION) npm run --silent demo

test: node_modules/.installed
	@npm run --silent check
	@npm run --silent test

check docs format build bench soak preview: node_modules/.installed
	@npm run --silent $@

clean:
	rm -rf dist node_modules
