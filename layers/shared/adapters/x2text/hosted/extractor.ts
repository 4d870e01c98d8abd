/** Names a hosted extractor in errors; none of it is secret. `service`: the vendor's name for people. */
export type Extractor = { id: string; provider: string; service: string };

export const named = ({ id, service }: Extractor): string => `Adapter "${id}" (${service})`;
