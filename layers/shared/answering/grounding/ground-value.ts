import { groundJson } from './ground-json.ts';
import { groundScalar } from './ground-scalar.ts';
import type { TextIndex } from './text-index.ts';
import type { Grounding, GroundingRequest } from './types.ts';

/** Aligns a value with the text it came from, by its quote first, then by the value itself. */
export function groundValue(request: GroundingRequest, index: TextIndex): Grounding {
  const { value, type } = request;
  if (value === null || value === undefined) return { places: [], grounded: null };
  if (type === 'json') return groundJson(request, index);
  const place = groundScalar(request, index);
  return place ? { places: [{ ...place, path: [] }], grounded: true } : { places: [], grounded: false };
}
