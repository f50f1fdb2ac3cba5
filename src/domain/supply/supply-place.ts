/** A supplier, or one of its sites; without a site, which of them is not known. */
export interface SupplyPlace {
  readonly supplierId: string;
  readonly siteId: string | null;
}
