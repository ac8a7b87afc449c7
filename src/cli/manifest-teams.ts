import { zipSync } from 'fflate';
import { InputError } from '../errors.js';
import { PLACEHOLDER_HOST } from './manifest-base-url.js';

/** Stands in the template for the app's id, so that the template itself holds to the schema. */
const PLACEHOLDER_ID = '00000000-0000-0000-0000-000000000000';

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/** The same bytes each time, whenever and wherever it is packed. */
const PACKED_AT = new Date(2026, 0, 1);

/**
 * The id under which the bot is registered, from TEAMS_APP_ID: it is the bot's and serves as the app's, too.
 * @throws InputError if it is missing or no id
 */
export function readTeamsAppId(env: NodeJS.ProcessEnv): string {
  const id = env.TEAMS_APP_ID?.trim().toLowerCase() ?? '';
  if (id === '') throw wrong('is missing');
  if (!UUID.test(id)) throw wrong('is not an id such as 1a2b3c4d-1234-5678-9abc-def012345678');
  if (id === PLACEHOLDER_ID) throw wrong('is the placeholder, not your app’s id');
  return id;
}

/** `manifests/teams/manifest.json` for one registration and one address. */
export function teamsManifest(
  template: string,
  { appId, baseUrl, version }: { appId: string; baseUrl: URL; version: string },
): Record<string, unknown> {
  const text = template
    .replaceAll(PLACEHOLDER_ID, appId)
    .replaceAll(`https://${PLACEHOLDER_HOST}`, baseUrl.origin)
    // In `validDomains` stand names alone.
    .replaceAll(PLACEHOLDER_HOST, baseUrl.hostname);
  const manifest = JSON.parse(text) as Record<string, unknown>;
  // Teams takes a changed package for an update only under a new version, in three numbers.
  return /^\d+\.\d+\.\d+$/.test(version) ? { ...manifest, version } : manifest;
}

/** The app package: a zip with the manifest and its icons at the root, as learn.microsoft.com's "Teams app package" asks. */
export function teamsPackage(manifest: string, icons: Record<'color.png' | 'outline.png', Uint8Array>) {
  return zipSync(
    { 'manifest.json': new TextEncoder().encode(manifest), ...icons },
    { level: 9, mtime: PACKED_AT },
  );
}

function wrong(problem: string): InputError {
  const remedy =
    'Set the Microsoft App ID from portal.azure.com > your Azure Bot > Configuration (it is not secret)';
  return new InputError([{ file: 'environment', path: 'TEAMS_APP_ID', problem, remedy }]);
}
