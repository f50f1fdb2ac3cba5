import { ApiProperty } from '@nestjs/swagger';
import { IsInt, IsString, Matches, Min } from 'class-validator';

export class AdoptMethodDto {
  @ApiProperty({ format: 'date', description: 'Today, or a later day within a year: the method is in force from its first hour in UTC.' })
  @IsString()
  @Matches(/^\d{4}-\d{2}-\d{2}$/, { message: 'on must be a date such as 2026-11-23' })
  on: string;

  @ApiProperty({ type: 'integer', minimum: 1, description: 'The version that was read.' })
  @IsInt()
  @Min(1)
  version: number;
}

export class CancelAdoptionDto {
  @ApiProperty({ type: 'integer', minimum: 1, description: 'The version that was read.' })
  @IsInt()
  @Min(1)
  version: number;
}
