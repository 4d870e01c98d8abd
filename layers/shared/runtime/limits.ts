import { ENVIRONMENTS, type WorkerEnvironment } from '../environment.ts';
import type { StageLimits } from '../stage.ts';

const DEFAULTS = { ...ENVIRONMENTS.autogen.shape, ...ENVIRONMENTS.extraction.shape };
type Limited = Partial<WorkerEnvironment<'extraction'> & WorkerEnvironment<'autogen'>>;
type LimitName =
  | 'MAX_PAGES'
  | 'EXTRACTION_TIMEOUT_MS'
  | 'PAGE_TIMEOUT_MS'
  | 'ENGINE_MEMORY_MB'
  | 'MAX_PAGE_PIXELS'
  | 'MAX_EXPANDED_BYTES'
  | 'MAX_ARCHIVE_DEPTH'
  | 'PROMPT_CONCURRENCY';

/** What a stage has to keep to. Variables that only another function has take their defaults. */
export function limitsOf(environment: Limited): StageLimits {
  const limit = (name: LimitName): number => environment[name] ?? DEFAULTS[name].parse(undefined);
  return {
    maxPages: limit('MAX_PAGES'),
    extractionTimeoutMs: limit('EXTRACTION_TIMEOUT_MS'),
    pageTimeoutMs: limit('PAGE_TIMEOUT_MS'),
    engineMemoryMb: limit('ENGINE_MEMORY_MB'),
    maxPagePixels: limit('MAX_PAGE_PIXELS'),
    maxExpandedBytes: limit('MAX_EXPANDED_BYTES'),
    maxArchiveDepth: limit('MAX_ARCHIVE_DEPTH'),
    promptConcurrency: limit('PROMPT_CONCURRENCY'),
  };
}
