import type { ExportReads } from '../export/ports.js';
import type { KnownLists } from '../known/import-ports.js';
import type { CompanyMatching } from '../known/ports.js';
import type { Card } from '../messages/card.js';
import type { Form } from '../messages/form.js';
import type { ApplyProgramDeps } from '../program/apply-program.js';
import type { ProgramStore } from '../program/ports.js';
import type { Program } from '../program/program.js';
import type { TermsAcceptances } from '../program/terms.js';
import type { ReviewReads } from '../review/ports.js';
import type { RewardStore } from '../rewards/ports.js';
import type { BigFile, TextSink } from './big-files.js';
import type { DoctorWorld, ServerFacts, TeamsChannelPlace } from './doctor/ports.js';
import type { ScheduleRecords, Scheduler } from './schedule/ports.js';

/** What the commands need of the world around them. Built in src/cli.ts; tests give their own. */
export interface CliWorld {
  /** The result, and nothing else. */
  out(text: string): void;
  /** A piece of a long result, when it has been taken. False: nobody reads any more. */
  outSlowly(text: string): Promise<boolean>;
  /** Everything else. */
  err(text: string): void;
  /** @throws InputError in plain words if there is no such text file */
  readText(path: string): Promise<string>;
  /** Text or bytes, whole or not at all. @throws InputError in plain words */
  writeText(path: string, text: string | Uint8Array): Promise<void>;
  /** A file of any size, to be read once. @throws InputError in plain words */
  openFile(path: string): Promise<BigFile>;
  /** A file to be written piece by piece, for its owner alone. @throws InputError in plain words */
  createText(path: string): Promise<TextSink>;
  /** Shows how far something is, in place of what it showed before; absent where nobody watches. */
  progress?: ((text: string) => void) | undefined;
  companyMatching(): Promise<CompanyMatching>;
  /** A file that comes with the product, by its path in the project. */
  productFile(path: string): Promise<Uint8Array>;
  env: NodeJS.ProcessEnv;
  /** The database that a running server uses, or started for this command. @throws StoreUnavailable */
  openStore(database: Database): Promise<OpenStore>;
  /** See ApplyProgramDeps. */
  afterApply: ApplyProgramDeps['afterApply'];
  doctor(): Promise<DoctorWorld>;
  scheduler(): Promise<Scheduler>;
  previews(): Promise<Preview[]>;
  renderers: Record<string, () => Promise<Renderer>>;
  version: string;
}

export type Database = 'desk' | 'playground';

export interface OpenStore {
  programs: ProgramStore;
  acceptances: TermsAcceptances;
  knownLists: KnownLists;
  exportReads: ExportReads;
  rewards: RewardStore;
  reviews: ReviewReads;
  /** Where it is, for a person; without a password. */
  place: string;
  /** Whether the database answers now. */
  answers(): Promise<boolean>;
  /** How many there are of each thing, by a name a person understands. */
  counts(): Promise<Record<string, number>>;
  /** What the server says about itself. */
  server(): Promise<ServerFacts>;
  /** Writes something of no meaning as everything is written, and takes it out again. */
  tryWrite(): Promise<void>;
  /** Where a Teams channel is reached; of a channel never heard of, where the tenant's others are. */
  teamsChannel(channelId: string, tenantId: string): Promise<TeamsChannelPlace | undefined>;
  /** Which time it is for what is in it: the playground's clock may be ahead. */
  now(): Promise<Date>;
  scheduleRecords(program: Program): Promise<ScheduleRecords>;
  close(): Promise<void>;
}

/** A message, form or home surface with its example data. */
export interface Preview {
  name: string;
  surface: 'message' | 'form' | 'home';
  card?: Card | undefined;
  form?: Form | undefined;
}

/** One platform's way to show them. */
export interface Renderer {
  /** What the platform calls each kind of surface. */
  surfaces: Record<Preview['surface'], string>;
  renderMessage(card: Card): unknown;
  renderForm(form: Form): unknown;
  renderHome(card: Card): unknown;
}
