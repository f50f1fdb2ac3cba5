import { RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type Access, ALLOW } from '../../src/platform/auth/allow.decorator.js';

export type Verb = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** A route as the controllers declare it. */
export interface Route {
  /** `GET /suppliers/:id`. */
  readonly name: string;
  readonly verb: Verb;
  /** Without the prefix. */
  readonly path: string;
  readonly allowed: readonly Access[] | undefined;
}

const clean = (...parts: readonly string[]): string =>
  `/${parts
    .flatMap((part) => part.split('/'))
    .filter((part) => part !== '')
    .join('/')}`;

/** Every route of every controller, found by walking what Nest has put together. */
export function routesOf(app: NestFastifyApplication): readonly Route[] {
  const reflector = app.get(Reflector);
  const scanner = new MetadataScanner();
  const found: Route[] = [];
  for (const { instance, metatype } of app.get(DiscoveryService, { strict: false }).getControllers()) {
    if (typeof metatype !== 'function') continue;
    const prototype = Object.getPrototypeOf(instance) as Record<string, object>;
    for (const method of scanner.getAllMethodNames(prototype)) {
      const handler = prototype[method] as () => unknown;
      const path = Reflect.getMetadata(PATH_METADATA, handler) as string | undefined;
      if (path === undefined) continue;
      const verb = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as number]?.toLowerCase() as Verb;
      const whole = clean(Reflect.getMetadata(PATH_METADATA, metatype) as string, path);
      const allowed = reflector.getAllAndOverride<readonly Access[] | undefined>(ALLOW, [handler, metatype]);
      found.push({ name: `${verb.toUpperCase()} ${whole}`, verb, path: whole, allowed });
    }
  }
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The address of a route with an id for each of its parameters, chosen by the word before it: `/suppliers/:id` wants `suppliers`. */
export function addressOf(path: string, ids: Readonly<Record<string, string>>): string {
  const parts = path.split('/');
  const filled = parts.map((part, i) => {
    if (!part.startsWith(':')) return part;
    const kind = part === ':version' ? 'versions' : (parts[i - 1] ?? '');
    const id = ids[kind];
    if (id === undefined) throw new Error(`${path}: no id of ${kind}; add one to the tenants of this test`);
    return id;
  });
  return path.startsWith('/health') ? filled.join('/') : `/api/v1${filled.join('/')}`;
}
