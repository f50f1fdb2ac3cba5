import { ApiProperty } from '@nestjs/swagger';
import { IsString, MaxLength, MinLength } from 'class-validator';
import { PASSWORD_MAX, PASSWORD_MIN } from '../../domain/people/people.js';
import { PersonView } from './people.dto.js';

export class SignInDto {
  /** Short name of the organisation. */
  @IsString()
  @MaxLength(63)
  tenant: string;

  @IsString()
  @MaxLength(254)
  email: string;

  @IsString()
  @MaxLength(PASSWORD_MAX)
  password: string;
}

export class RefreshDto {
  /** The refresh token from sign-in or from the last refresh. It can be used once. */
  @IsString()
  @MaxLength(300)
  refreshToken: string;
}

export class ChangePasswordDto {
  @IsString()
  @MaxLength(PASSWORD_MAX)
  currentPassword: string;

  /** At least 12 characters. */
  @IsString()
  @MinLength(PASSWORD_MIN)
  @MaxLength(PASSWORD_MAX)
  newPassword: string;
}

export class SessionView {
  /** Send it as `Authorization: Bearer …`. */
  accessToken: string;

  @ApiProperty({ type: 'integer', description: 'How long the access token is good for.' })
  expiresInSeconds: number;

  /** Exchange it for the next pair of tokens; a second use ends the session. */
  refreshToken: string;

  person: PersonView;
}
