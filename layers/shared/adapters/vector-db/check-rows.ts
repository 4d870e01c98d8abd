import { permanentError } from '../../contract/errors.ts';
import { OrganizationId } from '../../contract/identifiers.ts';
import type { VectorRow, VectorScope } from './types.ts';

/**
 * Refuses scopes that could reach beyond one document: organisation and document id become parts of object keys
 * and filters, so they are checked here once for every store. Throws `invalid_vector_scope`.
 */
export function checkScope(scope: VectorScope): void {
  const { organization, docId, dimensions } = scope;
  if (!OrganizationId.safeParse(organization).success || !OrganizationId.safeParse(docId).success) {
    throw permanentError(
      'invalid_vector_scope',
      'A vector scope needs a valid organisation and document id.',
    );
  }
  if (!Number.isInteger(dimensions) || dimensions < 1) {
    throw permanentError('invalid_vector_scope', `Vectors cannot have ${dimensions} dimensions.`);
  }
}

/** Throws `invalid_vectors` for a wrong number of dimensions, values that are no numbers, or an id used twice. */
export function checkRows(scope: VectorScope, rows: readonly VectorRow[]): void {
  const ids = new Set<string>();
  for (const { id, vector } of rows) {
    checkVector(scope, vector);
    if (ids.has(id))
      throw permanentError('invalid_vectors', `Two vectors of one document have the id "${id}".`);
    ids.add(id);
  }
}

export function checkVector(scope: VectorScope, vector: Float32Array): void {
  if (vector.length !== scope.dimensions) {
    throw permanentError(
      'invalid_vectors',
      `A vector has ${vector.length} dimensions where ${scope.dimensions} are expected; was the embedding model changed?`,
    );
  }
  if (!vector.every(Number.isFinite)) {
    throw permanentError('invalid_vectors', 'A vector holds values that are not finite numbers.');
  }
}
