/** A number in the format General, with all of the fifteen digits that Excel keeps. */
export function general(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const exact = Number(value.toPrecision(15));
  const size = Math.abs(exact);
  if (size === 0) return '0';
  if (size >= 1e21 || size < 1e-9) return scientific(exact);
  return plain(exact);
}

function scientific(value: number): string {
  const [digits = '', exponent = '0'] = value.toExponential().split('e');
  const size = Math.abs(Number(exponent));
  return `${digits}E${exponent.startsWith('-') ? '-' : '+'}${String(size).padStart(2, '0')}`;
}

/** Without the exponent that JavaScript gives small numbers. */
function plain(value: number): string {
  const text = String(value);
  if (!text.includes('e')) return text;
  const [digits = '', exponent = '0'] = text.split('e');
  const decimals = (digits.split('.')[1]?.length ?? 0) - Number(exponent);
  return value.toFixed(Math.min(Math.max(decimals, 0), 30));
}

/**
 * The absolute value with so many decimals, rounded half up in decimal as Excel does (1.005 becomes 1.01, which
 * binary rounding does not give).
 */
export function rounded(value: number, decimals: number): string {
  const size = Math.abs(value);
  const places = Math.min(decimals, 30);
  if (size >= 1e21) return BigInt(Math.round(size)).toString() + (places > 0 ? `.${'0'.repeat(places)}` : '');
  const scaled = size * 10 ** places;
  const nearest = Math.round(scaled);
  // Far from a half, where binary and decimal rounding cannot differ; nearly every number is.
  if (scaled < 1e9 && Math.abs(Math.abs(scaled - nearest) - 0.5) > 1e-5)
    return (nearest / 10 ** places).toFixed(places);
  const exact = Number(size.toPrecision(15));
  const shifted = Number(`${exact}e${places}`);
  if (String(exact).includes('e') || !(shifted < 1e15)) return exact.toFixed(places);
  return Number(`${Math.round(shifted)}e-${places}`).toFixed(places);
}
