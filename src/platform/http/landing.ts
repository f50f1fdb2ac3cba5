import type { FastifyInstance, FastifyReply } from 'fastify';

const page = (title: string, text: string): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><h1>${title}</h1>${text}</html>`;

const RESPOND = page(
  'Your questionnaire',
  `<p>The part of this address after # is your key to one questionnaire. Keep it to yourself; opening this page does not use it up.</p>
<p>Answers are given through the <a href="/api/docs">API</a>: send the key as a bearer token to <code>/api/v1/respond</code>. No account is needed.</p>
<p>If you are afraid to answer, or somebody is in danger, do not write it here: call the police or the labour inspectorate of your country.</p>`,
);

const JOIN = page(
  'Your invitation',
  '<p>The part of this address after # is your invitation. Accept it through the <a href="/api/docs">API</a>, at <code>/api/v1/people/invitations/accept</code>, with a password of your own.</p>',
);

/** Where the addresses in mails and the bare address lead a browser. The token is in the fragment, which a browser never sends. */
export function serveLandingPages(fastify: FastifyInstance): void {
  const show = (html: string) => (_: unknown, reply: FastifyReply) =>
    reply.type('text/html; charset=utf-8').header('cache-control', 'no-store').send(html);
  fastify.get('/', (_, reply) => reply.redirect('/api/docs'));
  fastify.get('/respond', show(RESPOND));
  fastify.get('/join', show(JOIN));
}
