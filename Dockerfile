# One image for the API and the workers; FOYER_ROLE says which it is.

FROM node:24-trixie-slim AS build
WORKDIR /foyer
# The manifests first: the packages are only installed again when one of them has changed. `npm install` keeps to
# the lockfile and leaves it alone; `npm ci` would refuse one that lacks other platforms' optional packages.
COPY package.json package-lock.json .npmrc ./
COPY apps/server/package.json apps/server/
COPY apps/console/package.json apps/console/
COPY packages/client/package.json packages/client/
COPY packages/cli/package.json packages/cli/
RUN npm install --no-save --no-audit --no-fund
COPY . .
RUN npm run build

FROM node:24-trixie-slim AS packages
WORKDIR /foyer
COPY package.json package-lock.json .npmrc ./
COPY apps/server/package.json apps/server/
COPY apps/console/package.json apps/console/
COPY packages/client/package.json packages/client/
COPY packages/cli/package.json packages/cli/
RUN npm install --no-save --no-audit --no-fund --omit=dev --workspace @foyer/server

FROM node:24-trixie-slim
WORKDIR /foyer
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4000 FOYER_ROLE=api FOYER_HOME=/var/lib/foyer \
  NODE_COMPILE_CACHE=/var/lib/foyer/compiled
COPY --from=packages /foyer ./
COPY --from=build /foyer/apps/server/dist apps/server/dist
COPY --from=build /foyer/apps/server/src/migrations apps/server/src/migrations
COPY --from=build /foyer/apps/console/dist apps/console/dist
# Keys, disk storage and what Node has compiled are written here alone; the rest of the image is read-only for the process.
RUN mkdir /var/lib/foyer && chown node:node /var/lib/foyer
VOLUME /var/lib/foyer
USER node
EXPOSE 4000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Node itself is the first process, so that SIGTERM reaches it and it can stop cleanly.
CMD ["node", "apps/server/dist/main.js"]
