import { Controller, Get, Header, Param, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Allow } from '../../../platform/auth/allow.decorator.js';
import { DownloadsService } from './downloads.service.js';

/** Where the addresses of files lead. */
@ApiTags('Files')
@Controller('files')
export class FilesController {
  constructor(private readonly downloads: DownloadsService) {}

  /** One file, to be saved and never shown: its address is signed and opens it for five minutes. */
  @Get(':token')
  @Allow('public')
  @Header('cache-control', 'no-store')
  @Header('x-content-type-options', 'nosniff')
  @Header('content-security-policy', "sandbox; default-src 'none'")
  @ApiProduces('application/octet-stream')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async read(@Param('token') token: string): Promise<StreamableFile> {
    const { name, mediaType, size, content } = await this.downloads.open(token);
    return new StreamableFile(content, {
      type: mediaType.startsWith('text/') ? `${mediaType}; charset=utf-8` : mediaType,
      disposition: `attachment; filename*=UTF-8''${encoded(name)}`,
      length: size,
    });
  }
}

/** As RFC 8187 wants it. */
const encoded = (name: string): string =>
  encodeURIComponent(name.toWellFormed()).replaceAll(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
