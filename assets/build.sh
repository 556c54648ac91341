#!/usr/bin/env bash
# Compiles src/huoli.scss to static/huoli.css. Needed only when the look changes: the compiled sheet is committed.
# Needs Node 20 and npm; installs the pinned govuk-frontend and sass into assets/node_modules (not committed).
set -euo pipefail
cd "$(dirname "$0")"
[ -d node_modules/govuk-frontend ] || npm ci --ignore-scripts --no-audit --no-fund
npx --no-install sass --load-path=node_modules --no-source-map --style=compressed --quiet-deps src/huoli.scss static/huoli.css
for refused in '@font-face' 'url(' 'GDS Transport' 'crown'; do
  if grep -qF "$refused" static/huoli.css; then
    echo "static/huoli.css holds “$refused”, which no page of Huoli may use" >&2
    exit 1
  fi
done
printf 'static/huoli.css: %s bytes, %s with gzip\n' "$(wc -c <static/huoli.css)" "$(gzip -9c static/huoli.css | wc -c)"
