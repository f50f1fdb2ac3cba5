import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Actor } from '../auth/actor.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

const DEADLOCK = '40P01';
const ATTEMPTS = 4;

/** The only door to tenants' rows. */
@Injectable()
export class TenantDb {
  constructor(private readonly dataSource: DataSource) {}

  /** A transaction in which PostgreSQL itself hides other tenants' rows, and from a respondent all but one supplier's. */
  transaction<T>(actor: Actor, work: (db: EntityManager) => Promise<T>): Promise<T> {
    return this.inTurn(openingStatements(actor), work);
  }

  /** A transaction over every tenant's outbox, due dates and names, and nothing else: for the relay and the sweeps. */
  system<T>(work: (db: EntityManager) => Promise<T>): Promise<T> {
    return this.inTurn('SET LOCAL ROLE plumbline_system', work);
  }

  /** Where two transactions wait for each other PostgreSQL ends one of them; nothing of it was stored, so it is simply done again. */
  private async inTurn<T>(opening: string, work: (db: EntityManager) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.once(opening, work);
      } catch (error) {
        if (attempt >= ATTEMPTS || (error as { code?: unknown }).code !== DEADLOCK) throw error;
      }
    }
  }

  /** Begins, and says who is asking, in one message: each further one is a journey to the server that every request would pay for. */
  private async once<T>(opening: string, work: (db: EntityManager) => Promise<T>): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    try {
      await runner.query(`BEGIN; ${opening}`);
      const result = await work(runner.manager);
      await runner.query('COMMIT');
      return result;
    } catch (error) {
      // A connection that is gone cannot roll back, and need not: the server has done so.
      await runner.query('ROLLBACK').catch(() => undefined);
      throw error;
    } finally {
      await runner.release();
    }
  }
}

/** One message to the server. The ids are checked here because SET takes no parameters. */
function openingStatements(actor: Actor): string {
  const tenant = `SET LOCAL app.tenant_id = '${checked(actor.tenantId)}'`;
  if (actor.kind !== 'contact') return tenant;
  return `${tenant}; SET LOCAL app.supplier_id = '${checked(actor.supplierId)}'; SET LOCAL ROLE plumbline_respondent`;
}

function checked(id: string): string {
  if (!UUID.test(id)) throw new Error('not an id');
  return id;
}
