/** The record of what went over the wire, both directions, numbered together. */
export interface ApiRequest {
  number: number;
  at: string;
  method: string;
  /** Arguments as the method sees them: `blocks`, `view` and the like parsed from their JSON. */
  args: Record<string, unknown>;
  /** HTTP status; absent when the connection was cut on purpose. */
  status?: number;
  response: unknown;
  ms: number;
}

export interface Delivery {
  number: number;
  at: string;
  /** 'block_actions', 'view_submission', 'event app_mention', '/refer', … */
  what: string;
  /** The body as an object: the `payload` of an interaction, the fields of a command, the JSON of an event. */
  payload: Record<string, unknown>;
  /** The raw body that was signed. */
  body: string;
  headers: Record<string, string>;
  /** HTTP status; absent when the bot did not answer in time or the connection failed. */
  status?: number;
  response: unknown;
  ms: number;
  failure?: 'http_timeout' | 'connection_failed';
  /** The bot answered with `x-slack-no-retry: 1`: do not send this event again. */
  refusesRetry?: boolean;
}

export interface Traffic {
  /** What the bot asked of the Web API, oldest first. */
  requests: ApiRequest[];
  /** What was sent to the bot, oldest first. */
  deliveries: Delivery[];
  nextNumber(): number;
  addRequest(request: ApiRequest): void;
  addDelivery(delivery: Delivery): void;
}

/** @param keep how many entries of each direction are kept; older ones are dropped. */
export function createTraffic(keep: number): Traffic {
  const requests: ApiRequest[] = [];
  const deliveries: Delivery[] = [];
  let number = 0;
  const add = <T>(list: T[], entry: T) => {
    list.push(entry);
    if (list.length > keep) list.splice(0, list.length - keep);
  };
  return {
    requests,
    deliveries,
    nextNumber() {
      number += 1;
      return number;
    },
    addRequest: (request) => add(requests, request),
    addDelivery: (delivery) => add(deliveries, delivery),
  };
}
