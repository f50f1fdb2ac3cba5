import type { Manual } from '../../domain/manual/manual.js';
import type { LibraryAction } from '../../domain/remediation/library.js';
import type { Problem } from '../../domain/shared/domain-error.js';
import { checkManualBody, type ManualBody } from '../content/check-manual-body.js';
import type { SchemaCheck } from '../content/schemas.js';

/** By what a manual from a file is checked: the same as one from YAML. */
export interface ManualChecks {
  readonly schemas: SchemaCheck;
  readonly actions: readonly Pick<LibraryAction, 'id' | 'severity'>[];
}

/** A manual as one document. */
export const bodyOf = (manual: Manual): ManualBody => JSON.parse(JSON.stringify(manual)) as ManualBody;

/** What the schemas and the manual's own rules say of a manual that came in sheets. */
export const checkReadManual = ({ schemas, actions }: ManualChecks, manual: Manual): readonly Problem[] =>
  checkManualBody(schemas, bodyOf(manual), actions).problems;
