import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsEmail, IsIn, IsInt, IsOptional, IsString, IsTimeZone, Matches, MaxLength, Min, ValidateIf } from 'class-validator';
import { NAME_MAX, NAME_PATTERN } from '../../domain/people/people.js';
import { LANGUAGE } from '../../domain/suppliers/import-row.js';
import { PageQuery } from '../../platform/http/page.dto.js';
import { whenSent } from './suppliers.dto.js';

const ROLES = ['main', 'delegate'] as const;
const STATUSES = ['active', 'archived', 'erased'] as const;

export class NewContactDto {
  @IsString()
  @MaxLength(NAME_MAX)
  @Matches(NAME_PATTERN, { message: 'name must be a name on one line' })
  name: string;

  /** Where links to assessments go. */
  @IsEmail()
  @MaxLength(254)
  email: string;

  /** In which to write to them, BCP 47; where the manual is not in this language, its base language is used. */
  @ApiProperty({ example: 'ru' })
  @IsString()
  @MaxLength(35)
  @Matches(LANGUAGE, { message: 'language must be a code such as en or ru' })
  language: string;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    example: 'Asia/Ashgabat',
    description: 'IANA time zone in whose mornings to write to them; null or left out: the one of the site that is asked about.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(60)
  @IsTimeZone({ message: 'timeZone must be an IANA time zone such as Asia/Ashgabat' })
  timeZone?: string | null;
}

export class ChangeContactDto {
  @ValidateIf(whenSent)
  @IsString()
  @MaxLength(NAME_MAX)
  @Matches(NAME_PATTERN, { message: 'name must be a name on one line' })
  name?: string;

  @ValidateIf(whenSent)
  @IsEmail()
  @MaxLength(254)
  email?: string;

  @ValidateIf(whenSent)
  @IsString()
  @MaxLength(35)
  @Matches(LANGUAGE, { message: 'language must be a code such as en or ru' })
  language?: string;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    example: 'Asia/Ashgabat',
    description: 'IANA time zone in whose mornings to write to them; null or left out: the one of the site that is asked about.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(60)
  @IsTimeZone({ message: 'timeZone must be an IANA time zone such as Asia/Ashgabat' })
  timeZone?: string | null;

  @ApiPropertyOptional({ enum: ROLES, description: '`main`: is asked whole questionnaires from now on.' })
  @ValidateIf(whenSent)
  @IsIn(ROLES)
  role?: (typeof ROLES)[number];

  @ApiProperty({ type: 'integer', minimum: 1, description: 'The version that was read.' })
  @IsInt()
  @Min(1)
  version: number;
}

export class ContactsQuery extends PageQuery {
  @ApiPropertyOptional({ enum: STATUSES })
  @IsOptional()
  @IsIn(STATUSES)
  status?: string;
}

export class ContactView {
  id: string;
  supplierId: string;

  /** null once the contact is erased. */
  name: string | null;

  /** Shown to admins and officers; null to auditors, and once the contact is erased. */
  email: string | null;

  language: string;

  @ApiProperty({ type: String, nullable: true, description: 'null: the one of the site that is asked about.' })
  timeZone: string | null;

  @ApiProperty({ enum: STATUSES })
  status: string;

  @ApiProperty({ enum: ROLES, description: '`delegate`: got a part from a colleague; is never asked the whole.' })
  role: string;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty({ type: 'integer', description: 'Send it back with a change, so that two people cannot overwrite each other.' })
  version: number;
}

export class ContactsPage {
  items: ContactView[];

  /** Hand it back as `after` to read the following page; null on the last. */
  next: string | null;
}
