/** A metric's values by period; undefined where nothing was reported. */
export type Series = readonly (number | undefined)[];

/**
 * Evaluates the part of CloudWatch's metric math that our dashboard and alarms use: numbers, ids, `+ - * /`,
 * comparisons, `AND`, `OR`, `IF(condition, then[, else])` and `FILL(id, number)`. As in CloudWatch a missing value
 * makes the result missing, and so does a division by zero.
 * Throws an Error that names what is not understood.
 */
export function evaluate(expression: string, series: ReadonlyMap<string, Series>, length: number): Series {
  const tokens = expression.match(/\d+(?:\.\d+)?|[A-Za-z_]\w*|[<>=!]=|[-+*/(),<>]|\S/g) ?? [];
  let at = 0;
  const peek = () => tokens[at];
  const take = (token: string): boolean => {
    if (peek() !== token) return false;
    at++;
    return true;
  };
  const expect = (token: string): void => {
    if (!take(token)) throw new Error(`"${token}" expected, not "${peek() ?? 'the end'}", in ${expression}`);
  };
  const constant = (value: number): Series => new Array(length).fill(value);

  function levels(level: number): Series {
    if (level === OPERATORS.length) return atom();
    const operators = OPERATORS[level] ?? {};
    let left = levels(level + 1);
    for (let operator = operators[peek() ?? '']; operator; operator = operators[peek() ?? '']) {
      at++;
      left = combine(left, levels(level + 1), operator);
    }
    return left;
  }

  function atom(): Series {
    const token = tokens[at++] ?? '';
    if (token === '(') {
      const inner = levels(0);
      expect(')');
      return inner;
    }
    if (/^\d/.test(token)) return constant(Number(token));
    if (token === 'IF' || token === 'FILL') return call(token);
    const found = series.get(token);
    if (!found) throw new Error(`"${token}" is not known in ${expression}`);
    return found;
  }

  function call(name: 'IF' | 'FILL'): Series {
    expect('(');
    const args = [levels(0)];
    while (take(',')) args.push(levels(0));
    expect(')');
    const [first = [], second = [], third = []] = args;
    if (name === 'FILL') return first.map((value, i) => value ?? second[i]);
    return first.map((value, i) => (value === undefined ? undefined : value ? second[i] : third[i]));
  }

  const result = levels(0);
  if (at < tokens.length) throw new Error(`"${peek()}" is too much in ${expression}`);
  return result;
}

type Operator = (left: number, right: number) => number | undefined;

/** Weakest first. */
const OPERATORS: readonly Record<string, Operator>[] = [
  { OR: (a, b) => Number(a !== 0 || b !== 0) },
  { AND: (a, b) => Number(a !== 0 && b !== 0) },
  {
    '>': (a, b) => Number(a > b),
    '<': (a, b) => Number(a < b),
    '>=': (a, b) => Number(a >= b),
    '<=': (a, b) => Number(a <= b),
    '==': (a, b) => Number(a === b),
    '!=': (a, b) => Number(a !== b),
  },
  { '+': (a, b) => a + b, '-': (a, b) => a - b },
  { '*': (a, b) => a * b, '/': (a, b) => (b === 0 ? undefined : a / b) },
];

function combine(left: Series, right: Series, operator: Operator): Series {
  return left.map((value, i) => {
    const other = right[i];
    return value === undefined || other === undefined ? undefined : operator(value, other);
  });
}
