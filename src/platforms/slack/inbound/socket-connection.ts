import { SocketModeReceiver } from '@slack/bolt';
import type { DeliveryError } from '../../../errors.js';
import { within } from '../../../people/deadline.js';
import { deliveryError } from '../errors.js';
import { silentLogger } from '../web-client.js';
import type { InboundLog } from './ports.js';

/** Slack calls us over a socket that we open: docs.slack.dev/apis/events-api/using-socket-mode */
export interface SocketConnection {
  receiver: SocketModeReceiver;
  /**
   * Connects, or goes on trying: a start while Slack is away is a start.
   * @throws DeliveryError, final, when Slack refuses the token
   */
  start(): Promise<void>;
  stop(): Promise<void>;
  isConnected(): boolean;
}

export interface SocketConnectionOptions {
  appToken: string;
  apiUrl: string;
  log: InboundLog;
  /** After the first failure; twice as long after each, up to a minute. */
  retryMs?: number;
}

const START_MS = 5_000;
const GOODBYE_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;
const CALL_TIMEOUT_MS = 10_000;

/**
 * Keeps a socket open. Slack closes each after some hours, so connecting again is the ordinary course of things. The
 * client's own way of doing so lets a failure go unhandled, which would end the process: so it is done here.
 */
export function socketConnection({
  appToken,
  apiUrl,
  log,
  retryMs = 1_000,
}: SocketConnectionOptions): SocketConnection {
  const receiver = new SocketModeReceiver({
    appToken,
    logger: silentLogger,
    autoReconnectEnabled: false,
    installerOptions: {
      clientOptions: {
        slackApiUrl: apiUrl,
        retryConfig: { retries: 0 },
        rejectRateLimitedCalls: true,
        timeout: CALL_TIMEOUT_MS,
      },
    },
    // An event that could not be stored is left unacknowledged, and Slack sends it again.
    processEventErrorHandler: async ({ error }) => {
      log.warn({ err: error }, 'a request from Slack failed');
      return false;
    },
  });
  const { client } = receiver;
  let connected = false;
  let isStopped = true;
  let failures = 0;
  let timer: NodeJS.Timeout | undefined;

  client.on('connected', () => {
    connected = true;
    failures = 0;
  });
  client.on('disconnected', () => {
    connected = false;
    againLater();
  });

  function againLater(): void {
    if (isStopped || timer) return;
    const wait = failures === 0 ? 0 : Math.min(LONGEST_WAIT_MS, retryMs * 2 ** (failures - 1));
    timer = setTimeout(() => {
      timer = undefined;
      connect().catch((error: unknown) => log.error({ err: error }, 'Slack refuses the socket'));
    }, wait);
  }

  /** Rejects only with what trying again will hardly change; it is tried again all the same. */
  async function connect(): Promise<void> {
    try {
      await client.start();
    } catch (cause) {
      failures += 1;
      againLater();
      const error: DeliveryError = deliveryError(cause ?? new Error('closed before it was open'));
      if (error.outcome === 'final') throw error;
      log.warn({ err: error, failures }, 'no socket to Slack yet');
    }
  }

  async function stop(): Promise<void> {
    isStopped = true;
    clearTimeout(timer);
    timer = undefined;
    if (connected) await within(client.disconnect(), GOODBYE_MS);
  }

  return {
    receiver,
    async start() {
      isStopped = false;
      const first = connect();
      first.catch(() => {});
      try {
        await within(first, START_MS);
      } catch (error) {
        await stop();
        throw error;
      }
    },
    stop,
    isConnected: () => connected,
  };
}
