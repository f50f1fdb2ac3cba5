import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { readConfig } from '../src/platform/config/config.js';

/** No Docker engine is needed to hold what a deployment promises: the files say it. */

interface Service {
  readonly image: string;
  readonly user?: string;
  readonly command?: readonly string[];
  readonly restart?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly cap_drop?: readonly string[];
  readonly read_only?: boolean;
  readonly healthcheck?: { readonly test?: readonly string[]; readonly disable?: boolean };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
}

interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

const composeText = readFileSync('docker-compose.yml', 'utf8');
const compose = parse(composeText, { merge: true }) as Compose;
const services = Object.entries(compose.services);
const ours = services.filter(([name]) => ['migrate', 'api', 'worker'].includes(name));
const dockerfile = readFileSync('Dockerfile', 'utf8');
const instructions = dockerfile.split('\n').filter((line) => /^[A-Z]+ /.test(line));
const PINNED = /^[a-z0-9/]+:\d+\.\d+(\.\d+)?(-[a-z]+)*$/;

describe('docker-compose.yml', () => {
  it('starts postgres, redis, api and worker, and migrates first', () => {
    expect(services.map(([name]) => name).sort()).toEqual(['api', 'migrate', 'postgres', 'redis', 'worker']);
    for (const name of ['api', 'worker']) {
      expect(compose.services[name]?.depends_on?.['migrate']?.condition).toBe('service_completed_successfully');
      expect(compose.services[name]?.depends_on?.['redis']?.condition).toBe('service_healthy');
    }
    expect(compose.services['migrate']?.depends_on?.['postgres']?.condition).toBe('service_healthy');
  });

  it.each(services)('gives %s a pinned image and a user other than root', (_name, service) => {
    expect(service.image).toMatch(PINNED);
    expect(service.user).toMatch(/^(postgres|redis|node)$/);
  });

  it.each(services.filter(([, { restart }]) => restart !== 'no'))('checks the health of %s', (_name, { healthcheck }) => {
    expect(healthcheck?.test?.length).toBeGreaterThan(1);
  });

  it.each(ours)('gives %s no more rights than it needs', (_name, service) => {
    expect(service.read_only).toBe(true);
    expect(service.cap_drop).toEqual(['ALL']);
  });

  it('has no default for any secret, and names none in plain', () => {
    const defaults = [...composeText.matchAll(/\$\{(\w+):?-/g)].map((match) => match[1]);
    expect(defaults.filter((name) => /KEY|PASSWORD|SECRET|TOKEN/.test(name ?? ''))).toEqual([]);
    const secrets = services
      .flatMap(([, { environment = {} }]) => Object.entries(environment))
      .filter(([name]) => /KEY|PASSWORD|AUTH/.test(name));
    for (const [, value] of secrets) expect(value).toMatch(/^\$\{\w+:\?.+\}$/);
  });

  it('gives the owner of the schema to migrate alone', () => {
    const holders = services.filter(([, { environment = {} }]) => JSON.stringify(environment).includes('OWNER_PASSWORD'));
    expect(holders.map(([name]) => name).sort()).toEqual(['migrate', 'postgres']);
  });

  it('opens the API to this machine alone, and neither database nor queue to any', () => {
    expect(services.filter(([, { ports }]) => ports !== undefined).map(([name]) => name)).toEqual(['api']);
    expect(compose.services['api']?.ports?.every((port) => port.startsWith('127.0.0.1:'))).toBe(true);
  });

  it('keeps the data of every service in a named volume that is there', () => {
    const named = services.flatMap(([, { volumes = [] }]) => volumes.map((volume) => volume.split(':')[0] ?? ''));
    expect(Object.keys(compose.volumes).sort()).toEqual([...new Set(named)].sort());
  });

  it.each(ours)('sets %s up with a configuration that the product accepts', (_name, { environment = {} }) => {
    const filled = Object.entries(environment).map(([name, value]) => [
      name,
      name === 'MASTER_KEY'
        ? Buffer.alloc(32, 1).toString('base64')
        : value.replaceAll(/\$\{\w+:-([^}]*)\}/g, '$1').replaceAll(/\$\{\w+:\?[^}]*\}/g, 'secret'),
    ]);
    expect(readConfig(Object.fromEntries(filled) as Record<string, string>)).toMatchObject({ host: '0.0.0.0', dataDir: '/data' });
  });
});

describe('Dockerfile', () => {
  it('builds in stages on one pinned Node 24', () => {
    const bases = instructions.filter((line) => line.startsWith('FROM ')).map((line) => line.split(' ')[1] ?? '');
    expect(bases.length).toBeGreaterThan(1);
    expect(new Set(bases).size).toBe(1);
    expect(bases[0]).toMatch(/^node:24\.\d+\.\d+-/);
  });

  it('does not run as root', () => {
    const last = instructions.slice(instructions.findLastIndex((line) => line.startsWith('FROM ')));
    expect(last.filter((line) => line.startsWith('USER '))).toEqual(['USER node']);
    expect(last.findIndex((line) => line.startsWith('USER '))).toBeLessThan(last.findIndex((line) => line.startsWith('ENTRYPOINT ')));
  });

  it('copies only what is there and is let in', () => {
    const letIn = readFileSync('.dockerignore', 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1));
    const copied = instructions
      .filter((line) => line.startsWith('COPY ') && !line.includes('--from='))
      .flatMap((line) => line.split(' ').slice(1, -1));
    for (const path of copied) {
      expect(existsSync(path)).toBe(true);
      expect(letIn).toContain(path.split('/')[0]);
    }
  });
});
