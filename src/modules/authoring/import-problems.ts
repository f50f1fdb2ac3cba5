import type { PlacedProblem } from '../../domain/spreadsheet/workbook.js';
import type { ManualFormat, ManualName } from '../../platform/manual-files/manual-file.js';
import { MANUAL_ID, MANUAL_VERSION } from './manual-name.dto.js';
import type { ManualImportFields } from './manual-imports.dto.js';

/** Why no draft can have this name, whatever is in the file. */
export const nameProblems = ({ id, version }: ManualName): readonly PlacedProblem[] => [
  ...(MANUAL_ID.test(id)
    ? []
    : [
        {
          place: 'id',
          code: 'NAME_INVALID',
          message: 'The id must be up to 60 lower-case letters, digits, _ and -, beginning with a letter.',
        },
      ]),
  ...(version === null || MANUAL_VERSION.test(version)
    ? []
    : [{ place: 'version', code: 'NAME_INVALID', message: 'The version must be three numbers such as 1.2.0.' }]),
];

/** A field that a file answers itself would be left out of account. */
export const fieldProblems = (format: ManualFormat, fields: ManualImportFields): readonly PlacedProblem[] =>
  format === 'saq-xlsx' || format === 'unknown'
    ? []
    : (['title', 'language'] as const)
        .filter((field) => fields[field] !== undefined)
        .map((field) => ({ place: field, code: 'FIELD_NOT_USED', message: `The file says its own ${field}; leave the field out.` }));
