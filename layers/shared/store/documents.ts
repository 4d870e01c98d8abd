/** A document's bytes and what the store knows of them. */
export type StoredDocument = { bytes: Uint8Array /** sha256, hex */; hash: string; size: number };

/**
 * Reads documents by a message's `file_path`: `s3://bucket/key` of an allowed bucket, or a key under the documents
 * prefix. Everything else is refused with a permanent TaskError: `document_path_refused`, `document_not_found`,
 * `document_too_large`.
 */
export type DocumentStore = { read(filePath: string, signal?: AbortSignal): Promise<StoredDocument> };
