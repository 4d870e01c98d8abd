import * as z from 'zod';
import type { RetrievalStrategy } from '../../contract/tool-settings.ts';
import type { Query, Strategy } from '../query.ts';
import { hasSemanticVectors } from '../vector-arm.ts';
import { askModel, modelOf, withoutModel } from './ask-model.ts';
import { automerging } from './automerging.ts';
import { keywordTable } from './keyword-table.ts';
import { recursive } from './recursive.ts';
import { simple } from './simple.ts';

type Route = {
  description: string;
  ran: RetrievalStrategy;
  strategy: Strategy;
  applies(query: Query): boolean;
};

const always = () => true;

/** Arms that really differ: in what they match, and in how much they return. */
const ROUTES: Record<string, Route> = {
  meaning: {
    description: 'the question is put in other words than the document may use',
    ran: 'simple',
    strategy: simple,
    applies: hasSemanticVectors,
  },
  keywords: {
    description: 'the question names exact terms, numbers, names or identifiers that the document repeats',
    ran: 'keyword_table',
    strategy: keywordTable,
    applies: always,
  },
  detail: {
    description: 'a single fact in one sentence or table row answers the question',
    ran: 'recursive',
    strategy: recursive,
    applies: always,
  },
  section: {
    description: 'the answer needs a whole section: a list, a procedure, a summary, a comparison',
    ran: 'automerging',
    strategy: automerging,
    applies: always,
  },
};

/** Router: the model chooses the one arm that suits the question, and that arm searches. */
export const router: Strategy = async (query) => {
  const model = await modelOf(query);
  if (!model) return withoutModel(query, 'router', 'the embedded reader cannot choose');
  const routes = Object.entries(ROUTES).filter(([, route]) => route.applies(query));
  const names = routes.map(([name]) => name);
  const answer = await askModel(model, query, {
    prompt: `Choose how to search a document for the answer to the question.\n\n${routes
      .map(([name, { description }]) => `${name}: ${description}`)
      .join('\n')}\n\nQuestion:\n${query.question}`,
    schema: {
      type: 'object',
      properties: { route: { type: 'string', enum: names } },
      required: ['route'],
      additionalProperties: false,
    },
    answer: z.object({ route: z.enum(names) }),
  });
  const route = answer && ROUTES[answer.route];
  if (!route) return withoutModel(query, 'router', 'the model did not choose a route');
  return { ...(await route.strategy(query)), ran: route.ran };
};
