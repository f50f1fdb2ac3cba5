/** By whom a score was what it was, kept beside it: from the next step upstream to the gravest. */
export interface StoredPath {
  /** The gravest one's own risk at that time. */
  readonly ownPoint: number;
  readonly steps: readonly {
    readonly supplierId: string;
    readonly supplierName: string;
    readonly siteId: string | null;
    readonly siteName: string | null;
    readonly linkId: string | null;
  }[];
}
