import type { StageName } from '#shared/contract/identifiers.ts';
import type { RunStatus } from '../../client/index.ts';

export type ProgressView = { update(status: RunStatus): void; end(): void };

const BAR = 24;

/** Shows how far a run is: a bar that moves on a terminal, one line a change elsewhere. */
export function showProgress(stream: NodeJS.WriteStream): ProgressView {
  return stream.isTTY ? movingBar(stream) : plainLines(stream);
}

function plainLines(stream: NodeJS.WriteStream): ProgressView {
  const finished = finishedStages((stage) => stream.write(`${stage}: done\n`));
  let last = '';
  return {
    update(status) {
      finished(status);
      const line = describe(status);
      if (line !== '' && line !== last) stream.write(`${line}\n`);
      last = line;
    },
    end() {},
  };
}

function movingBar(stream: NodeJS.WriteStream): ProgressView {
  const clear = () => stream.write('\r\u001b[K');
  const finished = finishedStages((stage) => {
    clear();
    stream.write(`✓ ${stage}\n`);
  });
  return {
    update(status) {
      finished(status);
      clear();
      stream.write(status.state === 'queued' ? 'queued' : `${bar(status)}${describe(status)}`);
    },
    end: clear,
  };
}

/** Reports each stage once when it is over; a fast stage may be over before it was ever seen at work. */
function finishedStages(report: (stage: StageName) => void): (status: RunStatus) => void {
  const reported = new Set<StageName>();
  return ({ pipeline = [], stage, state }) => {
    const at = state === 'succeeded' ? pipeline.length : stage ? pipeline.indexOf(stage) : 0;
    for (const over of pipeline.slice(0, at)) {
      if (!reported.has(over)) report(over);
      reported.add(over);
    }
  };
}

function describe({ state, stage, attempt = 1, progress }: RunStatus): string {
  if (state !== 'running' || !stage) return '';
  const count = progress ? `: ${progress.done} of ${progress.total} ${progress.unit}` : '';
  return `${stage}${count}${attempt > 1 ? ` (try ${attempt})` : ''}`;
}

function bar({ progress }: RunStatus): string {
  if (!progress || progress.total <= 0) return '';
  const filled = Math.min(BAR, Math.round((progress.done / progress.total) * BAR));
  return `${'█'.repeat(filled)}${'░'.repeat(BAR - filled)} `;
}
