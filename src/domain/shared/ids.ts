/** Branded UUIDv7 ids: a contact's id cannot be passed where a supplier's is meant. */
export type Id<Name extends string> = string & { readonly __id: Name };

export type TenantId = Id<'tenant'>;
export type PersonId = Id<'person'>;
export type SupplierId = Id<'supplier'>;
export type ContactId = Id<'contact'>;
export type AssessmentId = Id<'assessment'>;
