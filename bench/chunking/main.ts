import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { asLoaded } from '#shared/retrieval/loaded-index.ts';
