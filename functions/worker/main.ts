import { awsClients } from '#shared/runtime/clients.ts';
import { powertoolsTelemetry } from '#shared/telemetry/powertools-telemetry.ts';
import { parseWorkerProcess, type WorkerProcessEnvironment } from './environment.ts';
import { keepHeartbeat } from './heartbeat-file.ts';
import { startWorkers } from './start-workers.ts';

/**
 * The workers as a long-running process, for containers (ECS, Kubernetes, on-premises): long-polls the queues of
 * `WORKER_STAGES` until SIGTERM or SIGINT, then finishes what is at work or gives it back. Exit codes: 0 stopped,
 * 1 could not start (e.g. the enterprise layer is not the one that was deployed), 2 wrong environment.
 */
const environment = readEnvironment();
const starting = startWorkers(environment, awsClients(), (stage) =>
  powertoolsTelemetry(stage, { level: environment.logLevel, emf: environment.emf }),
);
starting.then(
  (workers) => {
    if (environment.heartbeatFile) keepHeartbeat(environment.heartbeatFile, workers);
  },
  (error: Error) => end(1, error.message),
);

let stopping = false;
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    if (stopping) process.exit(0); // asked twice: whoever asks does not want to wait
    stopping = true;
    void starting.then((workers) => workers.stop()).then(() => process.exit(0));
  });
}

function readEnvironment(): WorkerProcessEnvironment {
  try {
    return parseWorkerProcess(process.env);
  } catch (error) {
    return end(2, (error as Error).message);
  }
}

function end(exitCode: number, message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(exitCode);
}
