/** Outcomes other than the set expects, and why they are right or as good as can be. */
export const EXPLAINED: Record<string, string> = {};
