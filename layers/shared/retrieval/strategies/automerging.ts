import { byScore, type Hit, origins } from '../hits.ts';
import type { Parent } from '../parents.ts';
import type { Strategy } from '../query.ts';
import { rankedByBoth } from './both-arms.ts';

/** A parent stands in for its chunks when at least this part of them is hit, and at least two. */
const ENOUGH = 0.5;
const LEAST_CHILDREN = 2;

/**
 * Auto-merging: twice as many chunks as asked for are searched; where at least half of a parent's chunks (two or
 * more) are among them, the whole parent is returned in their place, with the best one's score.
 */
export const automerging: Strategy = async (query) => {
  const { hits, warnings } = await rankedByBoth(query, 2 * query.topK);
  const merged = mergeIntoParents(hits, query.index.parents());
  return { hits: merged.sort(byScore).slice(0, query.topK), warnings };
};

export function mergeIntoParents(hits: readonly Hit[], parents: readonly Parent[]): Hit[] {
  const merged: Hit[] = [];
  for (const { first, last } of parents) {
    const children = hits.filter((hit) => hit.first >= first && hit.last <= last);
    const isEnough = children.length >= LEAST_CHILDREN && children.length >= ENOUGH * (last - first + 1);
    if (isEnough) {
      const score = Math.max(...children.map((hit) => hit.score));
      const whole: Hit = { first, last, score, arms: ['parent'] };
      merged.push({ ...whole, ...origins([...children, whole]) });
    } else merged.push(...children);
  }
  return merged;
}
