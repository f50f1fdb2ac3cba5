import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { type Archive, asUnreadable } from './archive.js';
import { spreadsheetRefusal } from './refusals.js';

/** An element as it opens; names without their prefix, which every program chooses for itself. */
export interface OpenTag {
  readonly name: string;
  /** The attribute of this name, with or without a prefix. */
  readonly get: (attribute: string) => string | undefined;
}

export interface XmlHandlers {
  readonly open: (tag: OpenTag) => void;
  readonly close?: (name: string) => void;
  readonly text?: (text: string) => void;
}

type Parser = SaxesParser<{ xmlns: false; position: false }>;

const MAX_DEPTH = 100;

/** Spreadsheet programs write a dozen. An element with a million would need more memory at once than a thread can be stopped at. */
const MAX_ATTRIBUTES = 200;

const tooLarge = (name: string, message: string): Error => spreadsheetRefusal('SPREADSHEET_TOO_LARGE', name, message);

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

const asOpenTag = ({ name, attributes }: SaxesTagPlain): OpenTag => ({
  name: local(name),
  get: (attribute) => attributes[attribute] ?? Object.entries(attributes).find(([key]) => key.endsWith(`:${attribute}`))?.[1],
});

const parserFor = (name: string, handlers: XmlHandlers, mostElements: number): Parser => {
  const parser = new SaxesParser<{ xmlns: false; position: false }>({ xmlns: false, position: false });
  let depth = 0;
  let attributes = 0;
  let elements = 0;
  const fail = (error: Error): never => {
    throw asUnreadable(name, error);
  };
  parser.on('error', fail);
  parser.on('doctype', () => {
    throw spreadsheetRefusal('SPREADSHEET_ENTITIES', name, 'It declares a document type or entities, which no spreadsheet program does.');
  });
  parser.on('attribute', () => {
    attributes += 1;
    if (attributes > MAX_ATTRIBUTES) throw tooLarge(name, `An element has more than ${MAX_ATTRIBUTES} attributes.`);
  });
  parser.on('opentag', (tag) => {
    attributes = 0;
    elements += 1;
    if (elements > mostElements) throw tooLarge(name, `It has more than ${mostElements} elements.`);
    depth += 1;
    if (depth > MAX_DEPTH) throw spreadsheetRefusal('SPREADSHEET_UNREADABLE', name, 'It is nested too deep.');
    handlers.open(asOpenTag(tag));
  });
  parser.on('closetag', (tag) => {
    depth -= 1;
    handlers.close?.(local(tag.name));
  });
  const { text } = handlers;
  if (text) {
    parser.on('text', text);
    parser.on('cdata', text);
  }
  return parser;
};

/** Reads a file inside the archive piece by piece: nothing is resolved, expanded or fetched, and only UTF-8 is accepted. */
export const readXml = async (archive: Archive, name: string, handlers: XmlHandlers, mostElements = Infinity): Promise<void> => {
  try {
    const parser = parserFor(name, handlers, mostElements);
    const decoder = new TextDecoder('utf-8', { fatal: true });
    for await (const chunk of await archive.open(name)) parser.write(decoder.decode(chunk as Buffer, { stream: true }));
    parser.write(decoder.decode());
    parser.close();
  } catch (error) {
    throw asUnreadable(name, error);
  }
};
