FROM node:24-slim AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
# What packages would install with their scripts is for a machine without Node 24, and for the embedded PostgreSQL.
RUN npm ci --ignore-scripts
COPY . .
RUN node scripts/build.mjs

FROM node:24-slim
WORKDIR /app
COPY --from=build /build/.next/standalone ./
COPY LICENSE ./
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 HOST=0.0.0.0 PORT=3000 MALLOC_ARENA_MAX=2 MALLOC_TRIM_THRESHOLD_=131072
USER 1000:1000
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 CMD ["node", "scripts/serve/is-alive.mjs"]
CMD ["node", "--max-old-space-size=512", "--max-semi-space-size=16", "--min-semi-space-size=16", "--heap-growing-percent=20", "scripts/serve/main.ts"]
