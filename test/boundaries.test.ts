import { describe, expect, test } from 'vitest';
import { type Import, importsOf, sourceFiles, specifiers } from './boundaries/imports.js';
import { cycles, unitOf, violation } from './boundaries/rules.js';

const files = sourceFiles();
const imports = importsOf(files);

describe('the import rule', () => {
  test('sees the files and their imports', () => {
    expect(files.length).toBeGreaterThan(100);
    expect(imports.length).toBeGreaterThan(files.length);
    // A file is imported by another, or it is where something starts.
    const imported = new Set(imports.map(({ to }) => to));
    expect(files.filter((file) => imported.has(file)).length).toBeGreaterThan(files.length * 0.8);
  });

  test('every file stands in a layer', () => {
    expect(files.filter((file) => unitOf(file) === undefined)).toEqual([]);
  });

  test('no file imports what it may not know', () => {
    expect(imports.flatMap((one) => violation(one) ?? [])).toEqual([]);
  });

  test('no files import each other in a ring', () => {
    expect(cycles(imports)).toEqual([]);
  });
});

describe('the rule can fail', () => {
  const file = (from: string, to: string, typeOnly = false): Import => ({ from, to, kind: 'file', typeOnly });
  const pack = (from: string, to: string): Import => ({ from, to, kind: 'package', typeOnly: false });

  test.each([
    ['a base that knows a later one', file('src/referral/decide.ts', 'src/program/program.ts')],
    ['the messages knowing referrals', file('src/messages/card.ts', 'src/referral/states.ts', true)],
    ['a base that knows a capability', file('src/people/may.ts', 'src/intake/fields.ts')],
    ['two capabilities', file('src/intake/submit-referral.ts', 'src/routing/rules.ts')],
    ['two capabilities, by types only', file('src/updates/help.ts', 'src/handoff/parts.ts', true)],
    ['a capability that knows an edge', file('src/routing/rules.ts', 'src/store/referrals.ts')],
    ['a capability that knows the outbox’s types', file('src/routing/rules.ts', 'src/outbox/ports.ts', true)],
    [
      'the fake that knows the adapter',
      file('src/playground/slack/limits.ts', 'src/platforms/slack/limits.ts'),
    ],
    ['the adapter that knows the fake', file('src/platforms/slack/send.ts', 'src/playground/slack/sign.ts')],
    ['one platform that knows the other', file('src/platforms/slack/send.ts', 'src/platforms/teams/send.ts')],
    ['the store running the outbox’s code', file('src/store/outbox.ts', 'src/outbox/deliver.ts')],
    ['the outbox that knows the store', file('src/outbox/relay.ts', 'src/store/outbox.ts', true)],
    ['the command line that knows the store', file('src/cli/run-cli.ts', 'src/store/connect.ts')],
    ['an edge that knows where it is assembled', file('src/http/server.ts', 'src/assemble.ts')],
    ['anybody that knows main', file('src/assemble.ts', 'src/main.ts')],
    ['a job that knows the database', file('jobs/index.ts', 'src/store/connect.ts')],
    ['a folder nobody has placed', file('src/helpers/text.ts', 'src/errors.ts')],
    ['a use of a folder nobody has placed', file('src/assemble.ts', 'src/helpers/text.ts')],
    ['the driver outside the store', pack('src/outbox/relay.ts', 'mongodb')],
    ['mongoose in a capability', pack('src/intake/submit-referral.ts', 'mongoose')],
    ['the driver in assemble', pack('src/assemble.ts', 'mongodb')],
    ['Slack’s client outside its adapter', pack('src/playground/slack/fake.ts', '@slack/web-api')],
    ['Teams’ library in the Slack adapter', pack('src/platforms/slack/send.ts', 'botbuilder')],
    ['agenda in main', pack('src/main.ts', 'agenda')],
    ['agenda’s backend in the store', pack('src/store/connect.ts', '@agendajs/mongo-backend')],
  ])('%s', (_what, one) => {
    expect(violation(one)).toEqual(expect.stringContaining(one.from.includes('helpers') ? one.from : one.to));
  });

  test.each([
    ['a capability on the bases', file('src/intake/submit-referral.ts', 'src/people/may.ts')],
    ['an edge on a capability', file('src/store/referrals.ts', 'src/referral/ports.ts')],
    ['the store on the outbox’s types', file('src/store/outbox.ts', 'src/outbox/ports.ts', true)],
    ['config on its own parts', file('src/config.ts', 'src/config/variables.ts')],
    ['the command line’s start on the store', file('src/cli.ts', 'src/store/connect.ts')],
    ['assemble on the catalogue', file('src/assemble.ts', 'src/catalogue.ts')],
    ['the driver in the store', pack('src/store/mongod/control.ts', 'mongodb')],
    ['agenda in a job', pack('jobs/define-job.ts', 'agenda')],
    ['a package that has no rule', pack('src/intake/checks.ts', 'tldts')],
  ])('but allows %s', (_what, one) => {
    expect(violation(one)).toBeUndefined();
  });

  test('rings are found, of types too, however long', () => {
    const ring = [file('a', 'b'), file('b', 'c', true), file('c', 'd'), file('d', 'b'), file('x', 'a')];
    expect(cycles(ring)).toEqual(['b -> c -> d -> b']);
    expect(cycles([file('a', 'a')])).toEqual(['a -> a']);
    expect(cycles(ring.slice(0, 3))).toEqual([]);
  });

  test('every way to import is seen, and what only looks like one is not', () => {
    const source = `
      import { a } from './a.js';
      import type { B } from './b.js';
      import c, {
        type C,
        d as e,
      } from "./c.js";
      import * as all from './all.js';
      import './effect.js';
      export { f } from './f.js';
      export * from './star.js';
      export type { G } from './g.js';
      const late = await import('./late.js');
      type Inner = import('./inner.js').Inner;
      // import './comment.js';
      /* import './block.js'; */
      export const text = "from './text.js'";
      const other = 'x';
      export function from(x = './default.js') {}
    `;
    expect(specifiers(source)).toEqual([
      { name: './a.js', typeOnly: false },
      { name: './b.js', typeOnly: true },
      { name: './c.js', typeOnly: false },
      { name: './all.js', typeOnly: false },
      { name: './effect.js', typeOnly: false },
      { name: './f.js', typeOnly: false },
      { name: './star.js', typeOnly: false },
      { name: './g.js', typeOnly: true },
      { name: './late.js', typeOnly: false },
      { name: './inner.js', typeOnly: false },
    ]);
  });

  test('imports are resolved to files and packages', () => {
    const sources: Record<string, string> = {
      'src/a/one.ts': `import '../b/two.js';\nimport 'node:fs';\nimport { x } from '@slack/web-api/dist/x';\nimport './page.css';`,
      'src/b/two.tsx': `import { z } from 'zod/v4';`,
    };
    expect(importsOf(Object.keys(sources), (path) => sources[path] ?? '')).toEqual([
      { from: 'src/a/one.ts', to: 'src/b/two.tsx', kind: 'file', typeOnly: false },
      { from: 'src/a/one.ts', to: '@slack/web-api', kind: 'package', typeOnly: false },
      { from: 'src/b/two.tsx', to: 'zod', kind: 'package', typeOnly: false },
    ]);
  });
});
