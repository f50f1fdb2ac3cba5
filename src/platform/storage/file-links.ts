import { createHmac, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DomainError } from '../../domain/shared/domain-error.js';
import { Clock } from '../clock/clock.js';
import { SETTINGS, type Settings } from '../config/tokens.js';
import { purposeKey } from '../vault/sealing.js';

const MINUTES = 5;
const ID_BYTES = 16;
const TIME_BYTES = 6;
const HEAD = 2 * ID_BYTES + TIME_BYTES;
const MAC_BYTES = 32;

/** The one document that an address opens. */
export interface LinkedFile {
  readonly tenantId: string;
  readonly documentId: string;
}

/** Addresses under which one document can be had for five minutes, by whoever holds them: signed, so that none can be made up or stretched. */
@Injectable()
export class FileLinks {
  private readonly key: Buffer;

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly clock: Clock,
  ) {
    this.key = purposeKey(settings.masterKey, 'file-links');
  }

  issue({ tenantId, documentId }: LinkedFile): { readonly url: string; readonly expiresAt: string } {
    const expires = this.clock.now().getTime() + MINUTES * 60_000;
    const head = Buffer.alloc(HEAD);
    head.set(bytesOf(tenantId), 0);
    head.set(bytesOf(documentId), ID_BYTES);
    head.writeUIntBE(expires, 2 * ID_BYTES, TIME_BYTES);
    const token = Buffer.concat([head, this.sign(head)]).toString('base64url');
    return { url: `${this.settings.publicUrl}/api/v1/files/${token}`, expiresAt: new Date(expires).toISOString() };
  }

  /** @throws DomainError FILE_LINK_INVALID, FILE_LINK_EXPIRED */
  read(token: string): LinkedFile {
    const bytes = Buffer.from(token, 'base64url');
    const head = bytes.subarray(0, HEAD);
    if (
      bytes.length !== HEAD + MAC_BYTES ||
      bytes.toString('base64url') !== token ||
      !timingSafeEqual(bytes.subarray(HEAD), this.sign(head))
    )
      throw new DomainError('FILE_LINK_INVALID', 'not_found', 'There is no file at this address.');
    if (head.readUIntBE(2 * ID_BYTES, TIME_BYTES) <= this.clock.now().getTime())
      throw new DomainError('FILE_LINK_EXPIRED', 'gone', 'This address opened the file for five minutes only; ask for a new one.');
    return { tenantId: idOf(head.subarray(0, ID_BYTES)), documentId: idOf(head.subarray(ID_BYTES, 2 * ID_BYTES)) };
  }

  private sign(head: Buffer): Buffer {
    return createHmac('sha256', this.key).update(head).digest();
  }
}

const bytesOf = (id: string): Buffer => Buffer.from(id.replaceAll('-', ''), 'hex');

const idOf = (bytes: Buffer): string => bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
