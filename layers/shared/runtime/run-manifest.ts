import { permanentError } from '../contract/errors.ts';
import { RUN_MANIFEST } from '../contract/keys.ts';
import { RunManifest } from '../contract/run.ts';
import type { RunFolder } from '../store/runs.ts';
import type { ReceivedTask } from './parts.ts';
import { contentHash } from './payloads.ts';

/**
 * Writes `run.json` when a run is first seen.
 * @throws permanent `run_id_reused` when the run id belongs to another payload: the run's results would silently be
 * those of the other one.
 */
export async function openRun(run: RunFolder, received: ReceivedTask): Promise<void> {
  if (!received.first) return;
  const { task, pipeline, warnings } = received;
  const manifest: RunManifest = {
    run_id: task.run_id,
    organization_id: task.organization_id,
    file_name: task.file_name,
    pipeline: pipeline.length > 0 ? [...pipeline] : ['extraction'],
    started_at: new Date().toISOString(),
    warnings,
    payload_sha256: payloadHash(received),
  };
  if (await run.create(RUN_MANIFEST, manifest)) return;
  const existing = await run.read(RUN_MANIFEST, RunManifest);
  const hash = existing?.payload_sha256;
  if (hash === undefined || hash === manifest.payload_sha256) return;
  throw permanentError(
    'run_id_reused',
    `Run ${task.run_id} exists already with other contents. Give every submission a run_id of its own.`,
  );
}

/** Notes that a planned stage turned out not to be needed. */
export async function shortenRun(run: RunFolder): Promise<void> {
  const existing = await run.read(RUN_MANIFEST, RunManifest);
  if (!existing) return;
  const pipeline = existing.pipeline.filter((stage) => stage !== 'chunking');
  if (pipeline.length === existing.pipeline.length) return;
  await run.write(RUN_MANIFEST, { ...existing, pipeline });
}

/** Only what decides on the answers: a repeated submission may well carry a new trace id. */
function payloadHash({ task }: ReceivedTask): string {
  const { file_path, tool_settings, outputs, extraction_settings, extracted_text } = task;
  return contentHash({ file_path, tool_settings, outputs, extraction_settings, extracted_text });
}
