import type { FastifyInstance, FastifyReply } from 'fastify';

const page = (title: string, text: string): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><h1>${title}</h1>${text}</html>`;

const RESPOND = page(
  'Your questionnaire',
  `<p>The part of this address after # is your key to one questionnaire. Keep it to yourself; opening this page does not use it up.</p>
<p>Answers are given through the <a href="/api/docs">API</a>: send the key as a bearer token to <code>/api/v1/respond</code>. No account is needed.</p>
<h2>If the link does not open</h2>
<p>A link that is not complete is refused: copy the whole address from the letter, up to its last character. A link that has expired, or was replaced by
a newer one, can be renewed: send <code>{"token": "…"}</code> with the key to <code>POST /api/v1/respond/new-link</code>, and a new letter goes to the
address at which you were written to, at most once an hour. A link that was withdrawn stays closed; ask the company that sent it.</p>
<p lang="ru">Если ссылка не открывается: скопируйте адрес из письма целиком. Истёкшую или заменённую ссылку можно обновить: новое письмо придёт на тот же
адрес, не чаще раза в час. Отозванная ссылка закрыта насовсем; обратитесь к компании, которая её прислала.</p>
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
