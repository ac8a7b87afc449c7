import type { ExampleData } from '../people/examples.js';
import type { PartnerContext, StaffContext } from '../program/template.js';
import { partnerView } from '../referral/partner-view.js';
import { JONAS, MAYA, NOW, PROGRAM } from './example-program.js';
import { exampleReferral } from './example-referral.js';

const [FJORD, PRIYA, REP] = [PROGRAM.partners[0], PROGRAM.programManagers[0], PROGRAM.reps[0]];

export const EXAMPLE_DATA: ExampleData = {
  program: PROGRAM,
  now: NOW,
  referral: exampleReferral,
  staff: (state = 'routed'): StaffContext => ({
    referral: exampleReferral(state),
    program: PROGRAM,
    now: NOW,
  }),
  partner: (state = 'routed', restricted = false): PartnerContext => ({
    view: partnerView(exampleReferral(state), NOW),
    programName: PROGRAM.name,
    restricted,
  }),
  actors: {
    staff: { person: JONAS, internal: true, admin: true, rep: REP, programManager: PRIYA },
    partner: { person: MAYA, internal: false, admin: false, partner: FJORD },
    stranger: { person: JONAS, internal: false, admin: false },
  },
  terms: {
    version: '2026-01',
    title: 'Partner terms',
    url: 'https://northwind.example/partner-terms',
    text: 'Introduce a company with a contact who expects to hear from us.\n\nDo not share anything confidential.',
  },
  channel: { platform: 'slack', id: 'C0PARTNER01' },
};
