import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { problemsForSlack } from './slack-types.js';

const manifest = JSON.parse(readFileSync('manifests/slack.json', 'utf8'));
/** Slack's own description of a manifest, as its client library states it: names of events and scopes, and limits. */
const described = readFileSync('node_modules/@slack/web-api/dist/types/request/manifest.d.ts', 'utf8');

test('it holds to Slack’s own type', async () => {
  expect(await problemsForSlack(manifest)).toBe('');
});

test('every event and scope is one that Slack knows', () => {
  const { bot, bot_optional } = manifest.oauth_config.scopes;
  for (const name of [...manifest.settings.event_subscriptions.bot_events, ...bot])
    expect(described).toContain(`'${name}'`);
  // docs.slack.dev/authentication/installing-with-oauth: optional scopes must also be listed among the others.
  expect(bot).toEqual(expect.arrayContaining(bot_optional));
});

test('it asks for no more than it needs: no history, no posting where it was not invited', () => {
  const { bot } = manifest.oauth_config.scopes;
  expect(bot.filter((scope: string) => /:history$|^chat:write\.public$/.test(scope))).toEqual([]);
});

test('each event comes with a scope that brings it', () => {
  const scopes: Record<string, string | undefined> = {
    channel: 'channels:read',
    group: 'groups:read',
    member: 'channels:read',
  };
  const { bot } = manifest.oauth_config.scopes;
  for (const event of manifest.settings.event_subscriptions.bot_events as string[]) {
    const needed = event === 'app_mention' ? 'app_mentions:read' : scopes[event.split('_')[0] ?? ''];
    if (needed) expect(bot).toContain(needed);
  }
});

test('the doors are there, all at the one address, within Slack’s limits', () => {
  const { features, settings, display_information: shown } = manifest;
  expect(features.slash_commands.map(({ command }: { command: string }) => command)).toEqual([
    '/refer',
    '/referrals',
  ]);
  expect(features.shortcuts).toEqual([
    expect.objectContaining({ type: 'message', callback_id: 'refer_from_message' }),
  ]);
  expect(features.app_home.home_tab_enabled).toBe(true);
  expect(settings.interactivity.is_enabled).toBe(true);
  const addresses = JSON.stringify(manifest).match(/https:[^"]+/g);
  expect(new Set(addresses)).toEqual(new Set(['https://YOUR-HOST.example.com/slack/events']));
  expect(shown.name.length).toBeLessThanOrEqual(35);
  expect(shown.description.length).toBeLessThanOrEqual(140);
  expect(shown.long_description.length).toBeGreaterThanOrEqual(174);
  expect(features.bot_user.display_name).toMatch(/^[a-z0-9._-]{1,80}$/);
});
