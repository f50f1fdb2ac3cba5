import { ApiProperty } from '@nestjs/swagger';
import { IsEmail, IsString, Matches, MaxLength, MinLength } from 'class-validator';
import { NAME_MAX, NAME_PATTERN, PASSWORD_MAX, PASSWORD_MIN } from '../../domain/people/people.js';

/** The slug as the database takes it. */
const SLUG = /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/;

/** A new organisation and its first admin. */
export class SignUpDto {
  /** Name of the organisation. */
  @IsString()
  @MaxLength(NAME_MAX)
  @Matches(NAME_PATTERN, { message: 'name must be a name on one line' })
  name: string;

  /** Short name that its people sign in with: 3 to 63 small letters, digits and hyphens. */
  @IsString()
  @Matches(SLUG, { message: 'slug must be 3 to 63 small letters, digits and hyphens, with no hyphen at either end' })
  slug: string;

  /** Name of the first admin. */
  @IsString()
  @MaxLength(NAME_MAX)
  @Matches(NAME_PATTERN, { message: 'adminName must be a name on one line' })
  adminName: string;

  /** E-mail address that the first admin signs in with. */
  @IsEmail()
  @MaxLength(254)
  email: string;

  /** At least 12 characters. */
  @IsString()
  @MinLength(PASSWORD_MIN)
  @MaxLength(PASSWORD_MAX)
  password: string;
}

export class TenantView {
  id: string;

  /** Short name that its people sign in with. */
  slug: string;

  name: string;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;
}

export class SignUpView {
  tenant: TenantView;

  /** Id of the first admin, who may sign in now. */
  adminId: string;
}
