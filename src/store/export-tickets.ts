import type { Db } from 'mongodb';
import type { ExportTicket, TicketStore } from '../export/ticket.js';
import { PENDING_INDEX } from './pending-source.js';
import { withoutUndefined } from './plain.js';
import { duplicateOf, withinLimit } from './within-limit.js';

type TicketDocument = Omit<ExportTicket, 'id'> & { _id: string };

export const EXPORT_TICKETS = 'export_tickets';

/** Who exported what and when, in the collection `export_tickets`; what it promises stands with TicketStore. */
export function ticketStore(db: Db): TicketStore {
  const tickets = db.collection<TicketDocument>(EXPORT_TICKETS);
  return {
    async add({ id, ...ticket }) {
      try {
        await withinLimit(() => tickets.insertOne(withoutUndefined({ ...ticket, _id: id })));
        return true;
      } catch (error) {
        if (!duplicateOf(error)) throw error;
        return false;
      }
    },

    async byId(id) {
      const found = await withinLimit(() => tickets.findOne({ _id: String(id) }));
      if (!found) return undefined;
      const { _id, ...ticket } = found;
      return { ...ticket, id: _id };
    },

    async downloaded(id, at) {
      await withinLimit(() => tickets.updateOne({ _id: String(id) }, { $push: { downloads: at } }));
    },
  };
}

export async function createTicketIndexes(db: Db): Promise<void> {
  const [pending, options] = PENDING_INDEX;
  await db.collection(EXPORT_TICKETS).createIndexes([
    { key: { programId: 1, submissionKey: 1 }, name: 'one_a_form', unique: true },
    { key: { programId: 1, at: -1 }, name: 'latest' },
    { key: pending, ...options },
  ]);
}
