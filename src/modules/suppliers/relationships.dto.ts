import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsInt, IsNumber, IsOptional, IsString, IsUUID, Matches, Max, MaxLength, Min } from 'class-validator';

export class PutRelationshipDto {
  /** What we buy, in words. */
  @IsOptional()
  @IsString()
  @MaxLength(500)
  buys?: string | null;

  @IsOptional()
  @IsNumber({ allowNaN: false, allowInfinity: false })
  @Min(0)
  @Max(1e15)
  yearlySpend?: number | null;

  /** ISO 4217; needed where a yearly spend is given. */
  @ApiPropertyOptional({ example: 'EUR', nullable: true, type: String })
  @IsOptional()
  @IsString()
  @Matches(/^[A-Z]{3}$/, { message: 'currency must be a code of three letters such as EUR' })
  currency?: string | null;

  /** 1: we buy from it; 2: it supplies those; and so on. */
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 9, nullable: true })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(9)
  tier?: number | null;

  /** The person of our firm who answers for the supplier. */
  @IsOptional()
  @IsUUID()
  ownerId?: string | null;

  /** Our own number for the supplier; no two have the same. */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  reference?: string | null;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @MaxLength(60, { each: true })
  @Matches(/\S/, { each: true, message: 'a tag must not be blank' })
  tags?: string[] | null;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    description: 'The version that was read; left out where there is no relationship yet.',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  version?: number;
}

export class RelationshipView {
  buys: string | null;
  yearlySpend: number | null;
  currency: string | null;

  @ApiProperty({ type: 'integer', nullable: true })
  tier: number | null;

  ownerId: string | null;
  reference: string | null;
  tags: string[];

  @ApiProperty({ type: 'integer' })
  version: number;
}
