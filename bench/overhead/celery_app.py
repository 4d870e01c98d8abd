"""The peer of bench/overhead: the seed's Celery settings with a task that does nothing.

Run by celery-peer.ts; PREFETCH and BROKER come from the environment.
"""

import os
import time

from celery import Celery

app = Celery("bench")
app.conf.update(
    broker_url=os.environ["BROKER"],
    result_backend=os.environ["BROKER"],
    accept_content=["json"],
    task_serializer="json",
    task_acks_late=True,
    worker_prefetch_multiplier=int(os.environ["PREFETCH"]),
    task_soft_time_limit=1800,
    task_time_limit=2400,
    task_default_queue="prompt_evaluation",
    broker_connection_retry_on_startup=True,
)


@app.task(name="noop")
def noop(payload):
    """Says when it ran; the payload is what a backend would send."""
    return time.time()
