import { literalOf } from './numbers.ts';
import type { Token } from './tokens.ts';

/** The absolute value as a fraction: `# ?/?` with the best denominator of so many digits, `# ?/8` with that one. */
export function formatFraction(value: number, tokens: readonly Token[]): string {
  const slash = tokens.findIndex(({ kind }) => kind === 'slash');
  const groups = digitGroups(tokens.slice(0, slash));
  const below = tokens.slice(slash + 1);
  const fixed = Number(
    /^\d+/.exec(below.map((token) => (token.kind === 'digit' ? token.text : literalOf(token))).join(''))?.[0],
  );
  const size = Math.abs(value);
  const whole = groups > 1 ? Math.floor(size) : 0;
  const most = 10 ** Math.min(3, below.filter(({ kind }) => kind === 'digit').length) - 1;
  const [numerator, denominator] =
    fixed > 0 ? [Math.round((size - whole) * fixed), fixed] : closest(size - whole, most);
  if (groups > 1 && numerator === denominator) return String(whole + 1);
  if (numerator === 0) return String(whole);
  return groups > 1 && whole > 0 ? `${whole} ${numerator}/${denominator}` : `${numerator}/${denominator}`;
}

/** How many numbers stand before the slash: two when a whole part is shown on its own. */
const digitGroups = (tokens: readonly Token[]): number =>
  tokens.filter((token, index) => token.kind === 'digit' && tokens[index - 1]?.kind !== 'digit').length;

function closest(value: number, most: number): [number, number] {
  let best: [number, number] = [Math.round(value), 1];
  for (let denominator = 2; denominator <= Math.max(most, 1); denominator++) {
    const numerator = Math.round(value * denominator);
    if (Math.abs(value - numerator / denominator) < Math.abs(value - best[0] / best[1]) - 1e-12)
      best = [numerator, denominator];
  }
  return best;
}
