"""Queue documents for Prompt Service Workers and fetch the answers. Needs boto3, nothing else: copy this file.

Messages and results are plain JSON; their schemas are in ../schemas. Ids may hold letters, digits, "_", "-", "."
and ":".
"""

import hashlib
import json
import os
import re
import time
import uuid

import boto3
from botocore.exceptions import ClientError

STAGES = ("extraction", "chunking", "autogen", "evaluation")
INLINE_LIMIT = 200 * 1024  # bytes of a message body; SQS allows 1 MiB
IDENTIFIER = re.compile(r"^[A-Za-z0-9_-][A-Za-z0-9._:-]{0,127}")
SUCCESS = re.compile(rb'\s*{\s*"status"\s*:\s*"success"')


def connect(service):
    """A client from the environment: boto3 never looks at AWS_REGION, and before 1.28 not at AWS_ENDPOINT_URL."""
    endpoint = os.environ.get(f"AWS_ENDPOINT_URL_{service.upper()}") or os.environ.get("AWS_ENDPOINT_URL")
    return boto3.client(service, region_name=os.environ.get("AWS_REGION"), endpoint_url=endpoint)


class RunFailed(Exception):
    """The run ended with an error; `result` has code, error, stage, retryable and attempts."""

    def __init__(self, run_id, result):
        super().__init__(f"run {run_id} failed in {result['stage']} ({result['code']}): {result['error']}")
        self.result = result


class PromptWorkers:
    """One bucket and its queues. `queue_urls` maps a stage to its queue's URL; `extraction` is enough."""

    def __init__(self, bucket, queue_urls, s3=None, sqs=None, documents_prefix="documents/"):
        self.bucket = bucket
        self.queue_urls = queue_urls
        self.s3 = s3 or connect("s3")
        self.sqs = sqs or connect("sqs")
        self.documents_prefix = documents_prefix

    @classmethod
    def discover(cls, stage, ssm=None, **clients):
        """Finds a deployed stack (`stage` is "dev", "prod" ...) by what it publishes in SSM."""
        root = f"/prompt-workers/{stage}"
        pages = (ssm or connect("ssm")).get_paginator("get_parameters_by_path")
        found = {
            parameter["Name"]: parameter["Value"]
            for page in pages.paginate(Path=root, Recursive=True)
            for parameter in page["Parameters"]
        }
        if f"{root}/bucket" not in found:
            raise LookupError(f"no SSM parameter {root}/bucket: is stage {stage!r} deployed here?")
        queue_urls = {name: found[f"{root}/queues/{name}/url"] for name in STAGES}
        return cls(found[f"{root}/bucket"], queue_urls, **clients)

    def submit(self, tool_settings, outputs, file=None, run_id=None, organization_id="default", **fields):
        """Queues a run and returns its id. Give `file` (a local path, uploaded here) or `file_path` (in the bucket)."""
        run_id = run_id or str(uuid.uuid4())
        organization_id = organization_id or "default"
        prefix = self._prefix(run_id, organization_id)
        if file is not None:
            name = os.path.basename(file)
            key = f"{self.documents_prefix}{prefix}{re.sub(r'[^A-Za-z0-9._-]+', '_', name)}"
            self.s3.upload_file(file, self.bucket, key)
            fields = {"file_name": name, **fields, "file_path": key}
        message = {
            "run_id": run_id,
            "organization_id": organization_id,
            "tool_settings": tool_settings,
            "outputs": outputs,
            **fields,
        }
        stage = (fields.get("pipeline") or ["extraction"])[0]
        self.sqs.send_message(
            QueueUrl=self.queue_urls[stage],
            MessageBody=self._body(message),
            MessageGroupId=organization_id,  # fair turns between organisations, also on standard queues
        )
        return run_id

    def _body(self, message):
        """ASCII JSON; a payload over the limit goes to the bucket and only its key travels (claim check)."""
        body = json.dumps(message, allow_nan=False)  # ensure_ascii is Python's default
        if len(body) <= INLINE_LIMIT:
            return body
        digest = hashlib.sha256(body.encode()).hexdigest()
        key = f"payloads/{self._prefix(message['run_id'], message['organization_id'])}{digest}.json"
        self.s3.put_object(Bucket=self.bucket, Key=key, Body=body.encode(), ContentType="application/json")
        envelope = {name: message[name] for name in ("run_id", "organization_id", "pipeline") if name in message}
        return json.dumps({**envelope, "payload_ref": key})

    def result(self, run_id, stage, organization_id="default"):
        """A stage's result, its error result, or None while there is neither."""
        return self._read(run_id, organization_id, f"{stage}.json")

    def status(self, run_id, organization_id="default"):
        """`queued`, `running`, `succeeded` or `failed`, with the stage at work and its progress."""
        manifest = self._read(run_id, organization_id, "run.json")
        for stage in (manifest or {"pipeline": STAGES})["pipeline"]:
            head = self._get(run_id, organization_id, f"{stage}.json", Range="bytes=0-255")
            if head is None:
                if manifest is None:
                    continue
                progress = self._read(run_id, organization_id, f"{stage}/progress.json")
                return {"state": "running", "stage": stage, "progress": progress}
            # A success begins with its status: its text, which may be long, need not be fetched to see it.
            if SUCCESS.match(head):
                continue
            result = self.result(run_id, stage, organization_id)
            if result["status"] == "error":
                return {"state": "failed", "stage": stage, "error": result}
        return {"state": "succeeded" if manifest else "queued"}

    def wait(self, run_id, organization_id="default", timeout=3600, on_progress=None):
        """Returns {stage: result} of a run that succeeded; raises RunFailed or TimeoutError."""
        deadline = time.monotonic() + timeout
        pause = 0.2
        while True:
            status = self.status(run_id, organization_id)
            if on_progress:
                on_progress(status)
            if status["state"] == "failed":
                raise RunFailed(run_id, status["error"])
            if status["state"] == "succeeded":
                results = {stage: self.result(run_id, stage, organization_id) for stage in STAGES}
                return {stage: result for stage, result in results.items() if result is not None}
            if time.monotonic() > deadline:
                raise TimeoutError(f"run {run_id} is still {status['state']} after {timeout} s")
            time.sleep(pause)
            pause = min(pause * 1.5, 5)

    def _read(self, run_id, organization_id, name):
        text = self._get(run_id, organization_id, name)
        return None if text is None else json.loads(text)

    def _get(self, run_id, organization_id, name, **options):
        key = f"runs/{self._prefix(run_id, organization_id)}{name}"
        try:
            return self.s3.get_object(Bucket=self.bucket, Key=key, **options)["Body"].read()
        except ClientError as error:
            if error.response["Error"]["Code"] in ("NoSuchKey", "404"):
                return None
            raise

    @staticmethod
    def _prefix(run_id, organization_id):
        organization_id = organization_id or "default"
        for value in (run_id, organization_id):
            if not isinstance(value, str) or not IDENTIFIER.fullmatch(value):
                raise ValueError(f"not an id: {value!r}")
        return f"{organization_id}/{run_id}/"


def dead_letters(sqs, dead_letter_url):
    """Looks at up to ten dead letters: why each was given up, and its body. They come back after half a minute."""
    reply = sqs.receive_message(
        QueueUrl=dead_letter_url, MaxNumberOfMessages=10, VisibilityTimeout=30, MessageAttributeNames=["All"]
    )
    return [
        {
            "body": message["Body"],
            **{name: value["StringValue"] for name, value in message.get("MessageAttributes", {}).items()},
        }
        for message in reply.get("Messages", [])
    ]


def cited_text(extracted_text, citation):
    """The cited place. Offsets count UTF-16 units, as JavaScript strings do; Python's count code points."""
    units = extracted_text.encode("utf-16-le")
    return units[2 * citation["start"] : 2 * citation["end"]].decode("utf-16-le")
