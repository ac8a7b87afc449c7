import { createHash, randomBytes } from 'node:crypto';
import type { PersonRef } from '../messages/address.js';
import type { PendingMessage } from '../messages/pending.js';
import type { ExportRequest } from './read-request.js';

/**
 * Leave to download one export for a while: who asked for what, and when it was fetched. It is kept as the record of that. The
 * link holds the token, the record only its hash, so that nobody who reads records can download.
 */
export interface ExportTicket {
  /** Hash of the token. */
  id: string;
  programId: string;
  /** Of the form: sent twice, it is one ticket. */
  submissionKey: string;
  request: ExportRequest;
  by: PersonRef;
  /** Whoever is a program manager no more downloads nothing. */
  managerId: string;
  at: Date;
  expiresAt: Date;
  downloads: Date[];
  pending: PendingMessage[];
  updatedAt: Date;
}

/** The tickets. Every method fails with StoreUnavailable when the database does not answer. */
export interface TicketStore {
  /** False: this form has one already, and nothing was written. */
  add(ticket: ExportTicket): Promise<boolean>;
  byId(id: string): Promise<ExportTicket | undefined>;
  downloaded(id: string, at: Date): Promise<void>;
}

export const TICKET_MS = 3_600_000;

/** 256 random bits: cannot be guessed. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

export function ticketId(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
