"""Puts N no-op tasks on the queue, or (with `wait`) collects the results of those sent before.

    celery_send.py send N FILE    ids go to FILE
    celery_send.py wait FILE      prints {"first": s, "last": s, "count": n}
"""

import json
import sys
import time

from celery.result import AsyncResult

from celery_app import app, noop

PAYLOAD = {
    "run_id": "bench",
    "file_path": "documents/bench.txt",
    "tool_settings": {},
    "outputs": [{"name": "total", "prompt": "What is the total?"}],
}


def send(count, path):
    ids = [noop.delay(PAYLOAD).id for _ in range(count)]
    with open(path, "w") as file:
        json.dump(ids, file)


def wait(path, limit_seconds):
    with open(path) as file:
        ids = json.load(file)
    end = time.time() + limit_seconds
    times = []
    for task_id in ids:
        result = AsyncResult(task_id, app=app)
        while not result.ready():
            if time.time() > end:
                raise SystemExit(f"only {len(times)} of {len(ids)} tasks were done in {limit_seconds} s")
            time.sleep(0.02)
        times.append(result.result)
    print(json.dumps({"first": min(times), "last": max(times), "count": len(times)}))


if sys.argv[1] == "send":
    send(int(sys.argv[2]), sys.argv[3])
else:
    wait(sys.argv[2], 300)
