import { ApiProperty } from '@nestjs/swagger';
import { IsEmail, IsIn, IsInt, IsOptional, IsString, Matches, MaxLength, Min, MinLength } from 'class-validator';
import { NAME_MAX, NAME_PATTERN, PASSWORD_MAX, PASSWORD_MIN } from '../../domain/people/people.js';
import { PageQuery } from '../../platform/http/page.dto.js';

const ROLES = ['admin', 'officer', 'auditor'] as const;
const STATUSES = ['invited', 'active', 'disabled', 'erased'] as const;

export class PersonView {
  id: string;

  tenantId: string;

  /** null once the person is erased. */
  name: string | null;

  /** Shown to admins and to the person; null to others, and once the person is erased. */
  email: string | null;

  /** `admin`, `officer` or `auditor`. */
  role: string;

  /** `invited`, `active`, `disabled` or `erased`. */
  status: string;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty({ type: 'integer', description: 'Send it back with a change, so that two people cannot overwrite each other.' })
  version: number;
}

export class PeoplePage {
  items: PersonView[];

  /** Hand it back as `after` to read the following page; null on the last. */
  next: string | null;
}

export class PeopleQuery extends PageQuery {
  /** Only people of this status. */
  @IsOptional()
  @IsIn(STATUSES)
  status?: string;
}

export class InviteDto {
  @IsString()
  @MaxLength(NAME_MAX)
  @Matches(NAME_PATTERN, { message: 'name must be a name on one line' })
  name: string;

  /** Where the invitation goes, and what the person will sign in with. */
  @IsEmail()
  @MaxLength(254)
  email: string;

  @IsIn(ROLES)
  role: 'admin' | 'officer' | 'auditor';
}

export class InvitationView {
  /** Id of the invitation. */
  id: string;

  @ApiProperty({ format: 'date-time' })
  expiresAt: string;

  person: PersonView;
}

export class AcceptInvitationDto {
  /** The token of the invitation, from the mail. */
  @IsString()
  @MaxLength(300)
  token: string;

  /** At least 12 characters. */
  @IsString()
  @MinLength(PASSWORD_MIN)
  @MaxLength(PASSWORD_MAX)
  password: string;

  /** The person's own spelling of the name; left out, the name in the invitation stays. */
  @IsOptional()
  @IsString()
  @MaxLength(NAME_MAX)
  @Matches(NAME_PATTERN, { message: 'name must be a name on one line' })
  name?: string;
}

export class ChangeRoleDto {
  @IsIn(ROLES)
  role: 'admin' | 'officer' | 'auditor';

  @ApiProperty({ type: 'integer', minimum: 1, description: 'The version that was read.' })
  @IsInt()
  @Min(1)
  version: number;
}
