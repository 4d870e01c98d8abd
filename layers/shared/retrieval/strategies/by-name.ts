import type { RetrievalStrategy } from '../../contract/tool-settings.ts';
import type { Strategy } from '../query.ts';
import { automerging } from './automerging.ts';
import { fusion } from './fusion.ts';
import { hybrid } from './hybrid.ts';
import { keywordTable } from './keyword-table.ts';
import { recursive } from './recursive.ts';
import { router } from './router.ts';
import { simple } from './simple.ts';
import { subquestion } from './subquestion.ts';

/** Upstream's strategies under their names, and the default. */
export const STRATEGIES: Record<RetrievalStrategy, Strategy> = {
  simple,
  fusion,
  subquestion,
  recursive,
  router,
  keyword_table: keywordTable,
  automerging,
  hybrid,
};
