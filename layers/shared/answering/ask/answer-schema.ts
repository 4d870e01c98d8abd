import type { JsonSchema } from '../../adapters/llm/types.ts';
import type { OutputType } from '../../contract/outputs.ts';

/** What each type's value is, in the model's words. */
const VALUES: Record<string, JsonSchema> = {
  text: { type: ['string', 'null'], description: 'The answer.' },
  number: {
    type: ['number', 'null'],
    description: 'The number, without unit, currency or thousands separators.',
  },
  email: { type: ['string', 'null'], description: 'The e-mail address alone.' },
  date: {
    type: ['string', 'null'],
    description:
      'The date as YYYY-MM-DD. As it is written in the context when day, month or year is not certain.',
  },
  boolean: { type: ['boolean', 'null'], description: 'true for yes, false for no.' },
  // Strict structured output wants every property named, so free JSON travels as text.
  json: { type: ['string', 'null'], description: 'The answer as JSON text: an object or an array.' },
};

/** The JSON Schema of an answer: a value of the type, or null, and where it was read. */
export function answerSchema(type: OutputType): JsonSchema {
  return {
    type: 'object',
    properties: {
      value: VALUES[type] ?? VALUES.text,
      quote: {
        type: ['string', 'null'],
        description:
          'The shortest passage of the context that shows the value, copied character by character (at most one or two lines). null when value is null.',
      },
    },
    required: ['value', 'quote'],
    additionalProperties: false,
  };
}
