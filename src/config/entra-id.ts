const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * An id of Microsoft Entra as it is compared: in small letters, since portals show it in either case. Ids of another
 * form (Teams' `29:…`) differ by case and stay as they are.
 */
export function entraId(id: string): string {
  return GUID.test(id) ? id.toLowerCase() : id;
}
