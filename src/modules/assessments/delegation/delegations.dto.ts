import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsEmail, IsString, Matches, MaxLength } from 'class-validator';
import { NAME_MAX, NAME_PATTERN } from '../../../domain/people/people.js';
import { LANGUAGE } from '../../../domain/suppliers/import-row.js';

export class NewDelegationDto {
  /** Where the colleague's own link goes. An address that is known at your company is the same person. */
  @IsEmail()
  @MaxLength(254)
  email: string;

  @IsString()
  @MaxLength(NAME_MAX)
  @Matches(NAME_PATTERN, { message: 'name must be a name on one line' })
  name: string;

  /** In which to write to them, BCP 47. */
  @ApiProperty({ example: 'ru' })
  @IsString()
  @MaxLength(35)
  @Matches(LANGUAGE, { message: 'language must be a code such as en or ru' })
  language: string;

  /** Ids of the chapters that are handed over. */
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  chapters: string[];
}

export class DelegationView {
  id: string;

  contactId: string;

  /** null once the person is erased. */
  name: string | null;

  /** null once the person is erased. */
  email: string | null;

  /** Ids of the chapters. */
  chapters: string[];

  /** The contact who handed them over. */
  delegatedBy: string | null;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty({ format: 'date-time' })
  expiresAt: string;

  @ApiProperty({ format: 'date-time', nullable: true, type: String })
  revokedAt: string | null;
}

export class DelegationsPage {
  items: DelegationView[];

  /** Hand it back as `after` to read the following page; null on the last. */
  next: string | null;
}
