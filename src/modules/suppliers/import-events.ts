import type { AuditEntry } from '../audit/audit.service.js';
import type { PlannedRow } from './import-apply.queries.js';

type Facts = Readonly<Record<string, unknown>>;

/** What the log tells of a row: each supplier, site, relationship and contact by itself. */
export function eventsOf(row: PlannedRow, importId: string): AuditEntry[] {
  const origin = { importId, line: row.line };
  const site = { subjectKind: 'site', subjectId: row.site_id };
  const supplier = { subjectKind: 'supplier', subjectId: row.supplier_id };
  const events: AuditEntry[] = [];
  if (row.makes_supplier)
    events.push({ action: 'supplier.created', ...supplier, after: { name: row.name, country: row.country, ...origin } });
  if (row.outcome === 'created') {
    events.push({
      action: 'site.created',
      ...site,
      after: { supplierId: row.supplier_id, name: row.name, country: row.country, ...told(row.site_told), ...origin },
    });
  }
  if (row.changes_site) events.push({ action: 'site.updated', ...site, ...change(row.site_before ?? {}, row.site_told, origin) });
  if (row.relationship_told !== null) {
    events.push({
      action: 'supplier.relationship_changed',
      ...supplier,
      ...change(row.relationship_before ?? {}, row.relationship_told, origin),
    });
  }
  if (row.contact_id !== null) {
    const after = { supplierId: row.supplier_id, emailHash: row.email_hash, language: row.language, ...origin };
    events.push({ action: 'contact.created', subjectKind: 'contact', subjectId: row.contact_id, after });
  }
  return events;
}

const told = (facts: Facts): Facts => Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== null));

/** Only what the file tells and what differs. */
function change(before: Facts, after: Facts, origin: Facts): { before: Facts; after: Facts } {
  const changed = Object.entries(told(after)).filter(([fact, value]) => JSON.stringify(before[fact] ?? null) !== JSON.stringify(value));
  return {
    before: Object.fromEntries(changed.map(([fact]) => [fact, before[fact] ?? null])),
    after: { ...Object.fromEntries(changed), ...origin },
  };
}
