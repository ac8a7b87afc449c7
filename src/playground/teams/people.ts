import { createHash } from 'node:crypto';
import type { Tenant } from './tenant.js';
import type { SeedTenantPerson } from './tenant-seed.js';

export interface TenantPerson extends SeedTenantPerson {
  /** How activities name this person: `29:…`, another one for each bot. */
  mri: string;
  isGuest: boolean;
  /** From another tenant, in a shared channel. */
  isFederated: boolean;
}

export function personWith(tenant: Tenant, id: string): TenantPerson | undefined {
  const person = tenant.seed.people.find((each) => each.id === id);
  if (!person) return undefined;
  const isFederated = person.tenant !== tenant.seed.homeTenant;
  return {
    ...person,
    mri: mriOf(tenant, id),
    isFederated,
    isGuest: !isFederated && person.kind === 'guest',
  };
}

/** By `29:…` or by Entra object id: the connector takes both. */
export function personNamed(tenant: Tenant, name: unknown): TenantPerson | undefined {
  const found = tenant.seed.people.find(({ id }) => id === name || mriOf(tenant, id) === name);
  return found && personWith(tenant, found.id);
}

function mriOf(tenant: Tenant, id: string): string {
  const hash = createHash('sha256').update(`${tenant.seed.bot.appId}:${id}`).digest('base64url');
  return `29:1${hash}`;
}

export function botMri(tenant: Tenant): string {
  return `28:${tenant.seed.bot.appId}`;
}

export function tenantNamed(tenant: Tenant, id: string): { id: string; name: string; domain: string } {
  return tenant.seed.tenants.find((each) => each.id === id) ?? { id, name: id, domain: 'unknown.example' };
}

/** `TeamsChannelAccount`: learn.microsoft.com/microsoftteams/platform/bots/how-to/get-teams-context */
export function accountOf(tenant: Tenant, person: TenantPerson) {
  const { domain } = tenantNamed(tenant, person.tenant);
  const handle = person.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '.');
  const email = person.email ?? `${handle}@${domain}`;
  const [givenName, ...rest] = person.name.split(' ');
  return {
    id: person.mri,
    name: person.name,
    objectId: person.id,
    aadObjectId: person.id,
    givenName,
    surname: rest.join(' '),
    email,
    userPrincipalName: person.isGuest ? `${email.replace('@', '_')}#EXT#@${domain}` : email,
    tenantId: person.tenant,
    userRole: person.isGuest ? 'guest' : 'user',
  };
}
