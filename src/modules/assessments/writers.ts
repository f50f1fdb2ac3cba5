/** Everyone whom answers name: who wrote them, and for whom. */
export const writersOf = (
  rows: readonly { readonly answered_by: string | null; readonly on_behalf_of: string | null }[],
): readonly (string | null)[] => rows.flatMap(({ answered_by: by, on_behalf_of: contact }) => [by, contact]);
