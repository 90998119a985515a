# The exporter and the simulator: docker build --build-arg REVISION="$(git rev-parse HEAD)" --tag tikscope .
#
# node:24-slim is Debian with the newest Node.js 24; a rebuild with --pull takes its security fixes.

# No install scripts: the one there is (of the package `node`) fetches a second Node.js, for machines with an older one.
FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json ./
COPY exporter exporter
COPY simulator simulator
RUN npm run build

FROM node:24-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts

FROM node:24-slim
ARG REVISION=unknown
LABEL org.opencontainers.image.title="tikscope" \
      org.opencontainers.image.description="Prometheus exporter for fleets of MikroTik RouterOS devices" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.revision="$REVISION"
WORKDIR /app
COPY --from=dependencies /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY package.json LICENSE ./
COPY bin bin
COPY deploy/image/healthcheck.js ./
# A new volume takes over whose it is.
RUN install -d -o 65532 -g 65532 -m 700 /var/lib/tikscope
# The heap takes at most 60 % of the container's memory limit; Node.js' default young generation alone would take 100 MiB.
ENV NODE_ENV=production \
    NODE_OPTIONS="--max-old-space-size-percentage=60 --max-semi-space-size=2" \
    TIKSCOPE_REVISION="$REVISION"
# By number, so that a runtime can see that it is not root.
USER 65532:65532
EXPOSE 9436
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 CMD ["node", "healthcheck.js"]
ENTRYPOINT ["node", "bin/tikscope.js"]
CMD ["--config.file=/etc/tikscope/tikscope.yml", "--web.listen-address=:9436", "--state.directory=/var/lib/tikscope"]
