/** Branded UUIDv7 ids: a site's id cannot be passed where a supplier's is meant. */
export type Id<Name extends string> = string & { readonly __id: Name };

export type TenantId = Id<'tenant'>;
export type PersonId = Id<'person'>;
export type SupplierId = Id<'supplier'>;
export type SiteId = Id<'site'>;
export type ContactId = Id<'contact'>;
export type AssessmentId = Id<'assessment'>;
export type EvidenceId = Id<'evidence'>;
export type ScoreId = Id<'score'>;
export type FindingId = Id<'finding'>;
export type ActionId = Id<'action'>;
