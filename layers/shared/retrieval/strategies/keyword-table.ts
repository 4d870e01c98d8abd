import { chunkHit } from '../hits.ts';
import type { Strategy } from '../query.ts';
import { searchedWords } from '../synonyms.ts';

/**
 * Keyword table: the question's keywords are looked up in a table of the chunks' keywords, and chunks with more (and
 * rarer) of them come first, however often they say them. The table is made once, by code; no model is called.
 */
export const keywordTable: Strategy = async (query) => ({
  hits: query.index
    .lexical()
    .keywords(searchedWords(query), query.topK)
    .map(({ index: place, score }) => chunkHit(place, score, 'keywords')),
  warnings: [],
});
