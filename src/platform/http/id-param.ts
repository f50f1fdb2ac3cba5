import { Injectable, Param, type PipeTransform } from '@nestjs/common';
import { DomainError } from '../../domain/shared/domain-error.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

@Injectable()
class IdPipe implements PipeTransform<string, string> {
  transform(value: string): string {
    const id = value.toLowerCase();
    if (!UUID.test(id))
      throw new DomainError('ID_INVALID', 'invalid', 'The address holds something that is not an id.', [
        { path: 'id', code: 'ID_INVALID', message: 'not a UUID' },
      ]);
    return id;
  }
}

/** A path parameter that must be an id. */
export const IdParam = (name = 'id'): ParameterDecorator => Param(name, IdPipe);
