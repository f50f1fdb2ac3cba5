import { ApiProperty } from '@nestjs/swagger';
import { Matches } from 'class-validator';

export const MANUAL_ID = /^[a-z][a-z0-9_-]{0,59}$/;
export const MANUAL_VERSION = /^(0|[1-9]\d{0,4})\.(0|[1-9]\d{0,4})\.(0|[1-9]\d{0,4})$/;

export const LANGUAGE = /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$/;

/** Names one version of one manual. */
export class ManualNameDto {
  @ApiProperty({ example: 'heuni' })
  @Matches(MANUAL_ID, { message: 'id must be lower-case letters, digits, _ and -, beginning with a letter' })
  id: string;

  @ApiProperty({ example: '1.1.0' })
  @Matches(MANUAL_VERSION, { message: 'version must be three numbers such as 1.2.0' })
  version: string;
}

export class ManualNameView {
  id: string;
  version: string;
}

export class ProblemView {
  /** Where: `chapters/1/questions/3/visible`. */
  path: string;

  /** Stable. */
  code: string;

  /** For people. */
  message: string;
}
