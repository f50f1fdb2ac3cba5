import type { TenantToken } from './secrets.js';

const ID_BYTES = 16;
const SECRET_BYTES = 32;
const BYTES = 2 * ID_BYTES + SECRET_BYTES;

const hexOf = (id: string): string => id.replaceAll('-', '');
const idOf = (bytes: Buffer): string => bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/** The token of a worker survey: tenant, survey and secret as bytes, since every character makes its QR code harder to read for a cheap camera. */
export const writeSurveyToken = ({ tenantId, id, secret }: TenantToken): string =>
  Buffer.concat([Buffer.from(hexOf(tenantId) + hexOf(id), 'hex'), Buffer.from(secret, 'base64url')]).toString('base64url');

/** null where the text is no such token. */
export function readSurveyToken(text: string): TenantToken | null {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.length !== BYTES || bytes.toString('base64url') !== text) return null;
  return {
    tenantId: idOf(bytes.subarray(0, ID_BYTES)),
    id: idOf(bytes.subarray(ID_BYTES, 2 * ID_BYTES)),
    secret: bytes.subarray(2 * ID_BYTES).toString('base64url'),
  };
}

/** Where workers answer, in a browser without scripts. The token stands in the path, since a form without scripts cannot read a fragment. */
export const surveyUrl = (publicUrl: string, token: TenantToken): string =>
  `${publicUrl}/api/v1/worker-survey/${writeSurveyToken(token)}/form`;
