import { ApiProperty } from '@nestjs/swagger';
import { ExportedAction, ExportedFinding, ExportedSite, ExportedSupplier } from './exports.dto.js';

/** An index behind the scores, with the line its licence asks to be shown. */
export class ExportedEdition {
  id: string;
  title: string;
  edition: string;

  @ApiProperty({ type: 'integer' })
  year: number;

  attribution: string;
  licence: string;
}

/** What the rows of an export are, and how to read them. */
export class ExportAbout {
  /** Id under which the audit log names this export. */
  exportId: string;

  /** `suppliers`, `sites`, `findings` or `actions`. */
  kind: string;

  tenantId: string;

  @ApiProperty({ format: 'date-time' })
  madeAt: string;

  /** What a score says, and does not say, about a supplier. */
  caveat: string;

  /** Methodology in force; each score names the one it was computed by. */
  method: string;

  /** Manual in force. */
  manual: string;

  editions: ExportedEdition[];
}

class ExportDocument {
  about: ExportAbout;

  /** How many items there are; it stands at the end, so a file without it is not whole. */
  @ApiProperty({ type: 'integer' })
  rows: number;
}

export class SuppliersExport extends ExportDocument {
  items: ExportedSupplier[];
}

export class SitesExport extends ExportDocument {
  items: ExportedSite[];
}

export class FindingsExport extends ExportDocument {
  items: ExportedFinding[];
}

export class ActionsExport extends ExportDocument {
  items: ExportedAction[];
}
