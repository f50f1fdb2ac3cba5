/** The shapes that an answer's value can take, for the documents of every route that carries one. */
export const ANSWER_VALUE_SHAPES = [
  { type: 'string' },
  { type: 'number' },
  { type: 'array', items: { type: 'string' } },
  { type: 'object', additionalProperties: { type: 'number' } },
];
