import { describe, expect, it } from '@jest/globals';
import { checkTemplate, type Template } from './check-template.js';

const rules = { placeholders: ['buyer', 'site', 'due', 'link'], needsLink: true, ownHost: 'plumbline.test:8443' };
const good: Template = { subject: '{buyer} asks about {site}', paragraphs: ['Dear partner, please answer by {due}.', '{link}'] };
const codes = (differences: Partial<Template>) =>
  checkTemplate({ ...good, ...differences }, rules).map(({ path, code }) => `${path} ${code}`);
const inParagraph = (text: string) => codes({ paragraphs: [text, '{link}'] });

describe('a tenant’s own letter', () => {
  it('is taken where it is plain text that leads to its link', () => {
    expect(codes({})).toEqual([]);
    expect(inParagraph('Write “none” where e.g. nobody lives on site; see chapters 1.2 and 3.5. براہِ کرم')).toEqual([]);
    expect(inParagraph('More at https://plumbline.test:8443/help')).toEqual([]);
  });

  it.each([
    ['Hello <b>you</b>', 'HTML_REFUSED'],
    ['<img src=x>', 'HTML_REFUSED'],
    ['a &amp; b', 'HTML_REFUSED'],
    ['See https://evil.example/pixel.gif', 'ADDRESS_REFUSED'],
    ['See HTTPS://plumbline.test:8443@evil.example/', 'ADDRESS_REFUSED'],
    ['See www.evil.example', 'ADDRESS_REFUSED'],
    ['See evil.example/now', 'ADDRESS_REFUSED'],
    ['javascript:alert(1)', 'ADDRESS_REFUSED'],
    ['Write to someone@evil.example', 'ADDRESS_REFUSED'],
    ['Dear {recipient.name}', 'PLACEHOLDER_UNKNOWN'],
    ['Dear {name}', 'PLACEHOLDER_UNKNOWN'],
    ['Dear {buyer', 'PLACEHOLDER_BROKEN'],
    ['one\ntwo', 'TEXT_NOT_PLAIN'],
    ['one\u202etwo', 'TEXT_NOT_PLAIN'],
    [' ', 'TEXT_EMPTY'],
    ['x'.repeat(1_001), 'TEXT_TOO_LONG'],
  ])('is refused where a paragraph says %j: %s', (text, code) => {
    expect(inParagraph(text)).toContain(`paragraphs.0 ${code}`);
  });

  it('carries its link once, and not in the subject', () => {
    expect(codes({ paragraphs: ['No way in.'] })).toEqual(['paragraphs LINK_MISSING']);
    expect(codes({ paragraphs: ['{link}', '{link}'] })).toEqual(['paragraphs LINK_REPEATED']);
    expect(codes({ subject: 'Here: {link}' })).toEqual(['subject LINK_IN_SUBJECT']);
  });

  it('is refused where it is empty or endless', () => {
    expect(codes({ subject: '' })).toEqual(['subject TEXT_EMPTY']);
    expect(codes({ subject: 'x'.repeat(151) })).toEqual(['subject TEXT_TOO_LONG']);
    expect(codes({ paragraphs: [] })).toEqual(['paragraphs TEXT_EMPTY', 'paragraphs LINK_MISSING']);
    expect(codes({ paragraphs: Array.from({ length: 13 }, (_, i) => (i === 0 ? '{link}' : 'x')) })).toEqual(['paragraphs TEXT_TOO_LONG']);
    expect(codes({ paragraphs: ['{link}', ...Array.from({ length: 6 }, () => 'x'.repeat(900))] })).toEqual(['paragraphs TEXT_TOO_LONG']);
  });
});
