import { canonicalJson } from '../ledger/canonical-json.js';
import { sha256Hex } from '../ledger/sha256.js';

/** SHA-256, hex, of content as canonical JSON: the same content has the same hash however its file was laid out. */
export const contentHash = (content: unknown): string => sha256Hex(canonicalJson(content));
