import { readFileSync } from 'node:fs';
import schema from '@microsoft/app-manifest/build/json-schemas/teams/v1.25/MicrosoftTeams.schema.json' with {
  type: 'json',
};
import Draft04 from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { gatherInteractions } from '../../src/assemble/interactions.js';
import { teamsManifest, teamsPackage } from '../../src/cli/manifest-teams.js';
import type { Activity } from '../../src/platforms/teams/inbound/activity.js';
import { parseExtension, parseMessage } from '../../src/platforms/teams/inbound/parse-command.js';
import { readPng } from './png.js';

const APP_ID = '7c3a9b1e-52d4-4f6a-8e0b-1d2c3b4a5f60';

const template = readFileSync('manifests/teams/manifest.json', 'utf8');
const built = teamsManifest(template, {
  appId: APP_ID,
  baseUrl: new URL('https://desk.example.org:8443'),
  version: '2.3.4',
});
const icons = {
  'color.png': readFileSync('manifests/teams/color.png'),
  'outline.png': readFileSync('manifests/teams/outline.png'),
};

/** The parts that the tests look into. */
interface Shape {
  id: string;
  version: string;
  name: { short: string };
  icons: Record<string, string>;
  developer: Record<string, string>;
  bots: {
    botId: string;
    scopes: string[];
    commandLists: { scopes: string[]; commands: { title: string; description: string }[] }[];
  }[];
  composeExtensions: {
    botId: string;
    commands: { id: string; title: string; type: string; context: string[]; fetchTask: boolean }[];
  }[];
  validDomains: string[];
  supportsChannelFeatures: string;
}
const manifest = built as unknown as Shape;

// In node and in the types the two packages differ in how they export.
const Ajv = Draft04 as unknown as typeof Draft04.default;
const formats = addFormats as unknown as typeof addFormats.default;
const ajv = new Ajv({ strict: false, allErrors: true });
formats(ajv);
const validate = ajv.compile(schema);

describe('the published schema of version 1.25', () => {
  test.each([
    ['the template', JSON.parse(template)],
    ['what the command makes of it', built],
  ])('%s holds to it', (_what, value) => {
    validate(value);
    expect(validate.errors ?? []).toEqual([]);
    expect(value.manifestVersion).toBe('1.25');
  });

  test.each([
    ['a name that is too long', { name: { short: 'x'.repeat(31) } }],
    ['an id that is none', { id: 'referral-desk' }],
    ['a key nobody knows', { bot: {} }],
  ])('the check can fail: %s', (_what, change) => {
    expect(validate({ ...built, ...change })).toBe(false);
  });
});

const { commands } = gatherInteractions({} as Parameters<typeof gatherInteractions>[0]);
const handled = new Set(commands.flatMap(({ names }) => names));

/** The command that answers when this is said to the bot; `help` for what nobody knows. */
function commandSaid(text: string): string {
  const [from, recipient, conversation] = [{ id: '29:rep' }, { id: '28:bot' }, { id: 'a:1' }];
  const activity = { type: 'message', from, recipient, conversation, text } as unknown as Activity;
  return parseMessage(activity, 'key', (name) => handled.has(name)).name;
}

describe('what an upload asks for beyond the schema', () => {
  test('no placeholder is left, and the address and the id stand everywhere', () => {
    expect(JSON.stringify(built)).not.toMatch(/your-host|00000000/i);
    expect([manifest.id, manifest.bots[0]?.botId, manifest.composeExtensions[0]?.botId]).toEqual(
      Array(3).fill(APP_ID),
    );
    const { websiteUrl, privacyUrl, termsOfUseUrl } = manifest.developer;
    for (const url of [websiteUrl, privacyUrl, termsOfUseUrl])
      expect(url).toMatch(/^https:\/\/desk\.example\.org:8443$/);
    expect(manifest.version).toBe('2.3.4');
  });

  test('valid domains are names: no scheme, port, path or wildcard', () => {
    expect(manifest.validDomains).toEqual(['desk.example.org']);
  });

  test('shared channels, and all three places to talk to the bot', () => {
    expect(manifest.supportsChannelFeatures).toBe('tier1');
    const [bot] = manifest.bots;
    expect([...(bot?.scopes ?? [])].sort()).toEqual(['groupChat', 'personal', 'team']);
    // learn.microsoft.com "Create a command menu": ten commands a list, 32 characters a title are shown.
    for (const { scopes, commands } of bot?.commandLists ?? []) {
      expect(bot?.scopes).toEqual(expect.arrayContaining(scopes));
      expect(commands.length).toBeLessThanOrEqual(10);
      for (const { title } of commands) expect(title.length).toBeLessThanOrEqual(32);
      expect(new Set(commands.map(({ title }) => title)).size).toBe(commands.length);
    }
  });

  test('every command has a handler', () => {
    const offered = manifest.bots[0]?.commandLists[0]?.commands.map(({ title }) => title) ?? [];
    expect(offered).toEqual(['refer', 'my referrals', 'status', 'find', 'setup', 'help']);
    expect(offered.map(commandSaid)).toEqual(['refer', 'referrals', 'status', 'find', 'setup', 'help']);
    for (const title of offered) expect(handled).toContain(commandSaid(title));
    const [action, ...more] = manifest.composeExtensions[0]?.commands ?? [];
    expect(more).toEqual([]);
    // The adapter has one command for every message extension.
    const extension = {
      value: { commandId: action?.id },
      conversation: { id: 'a:1' },
    } as unknown as Activity;
    expect(handled).toContain(parseExtension(extension).name);
    expect(action).toMatchObject({ title: 'Submit referral', type: 'action', fetchTask: true });
    expect(action?.context).toEqual(['compose', 'commandBox', 'message']);
  });

  test('the colour icon is 192 by 192 and opaque to its edges', () => {
    const { width, height, pixels } = readPng(icons['color.png']);
    expect([width, height]).toEqual([192, 192]);
    expect(pixels.every(([, , , opacity]) => opacity === 255)).toBe(true);
    // The product's own colour, as in the playground's logo.
    for (const corner of [0, 191, 192 * 191, 192 * 192 - 1])
      expect(pixels[corner]).toEqual([0x0d, 0x6b, 0x62, 255]);
    expect(pixels.some(([red, green, blue]) => red === 0xff && green === 0xc7 && blue === 0x66)).toBe(true);
  });

  test('the outline icon is 32 by 32, white and transparent alone', () => {
    const { width, height, pixels } = readPng(icons['outline.png']);
    expect([width, height]).toEqual([32, 32]);
    const seen = pixels.filter(([, , , opacity]) => opacity > 0);
    expect(seen.every(([red, green, blue]) => red + green + blue === 3 * 255)).toBe(true);
    expect(seen.some(([, , , opacity]) => opacity === 255)).toBe(true);
    expect(seen.length / pixels.length).toBeGreaterThan(0.1);
    expect(seen.length / pixels.length).toBeLessThan(0.5);
    for (const corner of [0, 31, 32 * 31, 32 * 32 - 1]) expect(pixels[corner]?.[3]).toBe(0);
  });

  test('the package is a zip of exactly the manifest and its icons, at the root, the same each time', () => {
    const text = JSON.stringify(built);
    const zip = teamsPackage(text, icons);
    const files = unzipSync(zip);
    expect(Object.keys(files).sort()).toEqual(['color.png', 'manifest.json', 'outline.png']);
    expect(Object.values(manifest.icons).sort()).toEqual(['color.png', 'outline.png']);
    expect(new TextDecoder().decode(files['manifest.json'])).toBe(text);
    expect(Buffer.from(files['color.png'] ?? []).equals(icons['color.png'])).toBe(true);
    expect(Buffer.from(teamsPackage(text, icons)).equals(Buffer.from(zip))).toBe(true);
  });
});
