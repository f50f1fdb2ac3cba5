import { type DynamicModule, Global, Module, type OnApplicationShutdown, type OnModuleDestroy } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { AccessTokens } from './auth/access-tokens.js';
import { Clock } from './clock/clock.js';
import { SETTINGS, type Settings } from './config/tokens.js';
import { createDataSource } from './db/data-source.js';
import { TenantDb } from './db/tenant-db.js';
import { LogModule } from './log/log.module.js';
import { Mailer } from './mail/mailer.js';
import { Outbox } from './outbox/outbox.js';
import { Relay } from './outbox/relay.js';
import type { Job } from './queue/define-job.js';
import { JobRunner, JOBS } from './queue/job-runner.js';
import { QueueHub } from './queue/queue-hub.js';
import { FileLinks } from './storage/file-links.js';
import { FileStore } from './storage/file-store.js';
import { IncomingFiles } from './storage/incoming-files.js';
import { LocalFolderStore } from './storage/local-folder-store.js';
import { SweepWorker } from './sweep/sweep.worker.js';
import { Vault } from './vault/vault.js';

const SHARED = [TenantDb, Vault, AccessTokens, Outbox, Relay, QueueHub, JobRunner, FileLinks, IncomingFiles, Mailer, SweepWorker];

/** Everything the modules stand on: database, queue, vault, clock, files, mail. */
@Global()
@Module({})
export class PlatformModule implements OnModuleDestroy, OnApplicationShutdown {
  constructor(
    private readonly dataSource: DataSource,
    private readonly relay: Relay,
    private readonly hub: QueueHub,
  ) {}

  static with(options: { settings: Settings; clock: Clock; jobs: readonly Job[] }): DynamicModule {
    return {
      module: PlatformModule,
      imports: [LogModule, DiscoveryModule],
      providers: [
        { provide: SETTINGS, useValue: options.settings },
        { provide: Clock, useValue: options.clock },
        { provide: JOBS, useValue: options.jobs },
        { provide: DataSource, useFactory: () => createDataSource(options.settings.databaseUrl).initialize() },
        { provide: FileStore, useClass: LocalFolderStore },
        ...SHARED,
      ],
      exports: [SETTINGS, Clock, DataSource, LogModule, FileStore, ...SHARED],
    };
  }

  /** First nothing new is relayed, then running jobs finish, then requests end, and last the database is left. */
  async onModuleDestroy(): Promise<void> {
    await this.relay.stop();
    await this.hub.close();
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }
}
