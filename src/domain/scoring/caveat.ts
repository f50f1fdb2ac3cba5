/** Printed beside every score, so that nobody reads an index as a verdict (methodology, section 3.4). */
export const CAVEAT =
  'A country index measures a state and a goods listing measures a trade; neither is proof about a supplier. Read each score with its range, its confidence and the editions it was computed from.';
