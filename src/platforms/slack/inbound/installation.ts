import { createHash } from 'node:crypto';
import { DeliveryError } from '../../../errors.js';
import type { Interactive } from '../interactive.js';
import type { InboundLog, Installation, InstallationStore } from './ports.js';

export interface InstallationOptions {
  token: string;
  interactive: Pick<Interactive, 'authTest'>;
  store: InstallationStore;
  log: InboundLog;
  /** Between attempts while Slack cannot be reached. */
  retryMs?: number;
}

/** Who we are in Slack: asked once, remembered for the times when Slack does not answer. */
export interface KnownInstallation {
  /** Undefined until it is known. */
  current(): Installation | undefined;
  /**
   * Resolves once Slack or the store has been asked. When neither knows, it goes on asking in the background.
   * @throws DeliveryError, final, when Slack refuses the token
   */
  start(): Promise<void>;
  stop(): void;
}

export function knownInstallation(options: InstallationOptions): KnownInstallation {
  const { token, interactive, store, log, retryMs = 5_000 } = options;
  const tokenFingerprint = createHash('sha256').update(token).digest('hex').slice(0, 16);
  let current: Installation | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;

  async function ask(): Promise<void> {
    const answer = await interactive.authTest();
    const { team_id: homeTeamId, user_id: botUserId, bot_id: botId } = answer;
    // Gateways and older answers may leave the bot's own id out; nothing here depends on it.
    if (!homeTeamId || !botUserId) {
      const what = 'Slack did not say which workspace and which bot SLACK_BOT_TOKEN belongs to.';
      throw new DeliveryError('final', 'nameless_bot', `${what} Check it and SLACK_API_URL.`);
    }
    const scopes = answer.response_metadata?.scopes ?? [];
    const homeTeamName = answer.team ? { homeTeamName: answer.team } : {};
    current = { homeTeamId, ...homeTeamName, botUserId, ...(botId ? { botId } : {}), scopes };
    const facts = { ...current, scopes: scopes.join(','), tokenFingerprint };
    await store.write('slack', facts).catch((error: unknown) => {
      log.warn({ err: error }, 'the Slack installation could not be stored');
    });
  }

  async function recall(): Promise<void> {
    const facts = await store.read('slack').catch((error: unknown): Record<string, string> => {
      log.warn({ err: error }, 'the stored Slack installation could not be read');
      return {};
    });
    // Another token may be another workspace.
    if (facts.tokenFingerprint === tokenFingerprint) current ??= installationFrom(facts);
  }

  function askAgainLater(): void {
    if (isStopped) return;
    timer = setTimeout(() => {
      ask().catch((error: unknown) => {
        log.warn({ err: error }, 'Slack still does not say who we are');
        askAgainLater();
      });
    }, retryMs).unref();
  }

  async function start(): Promise<void> {
    isStopped = false;
    try {
      await ask();
    } catch (error) {
      if (error instanceof DeliveryError && error.outcome === 'final') throw error;
      await recall();
      log.warn({ err: error, known: current !== undefined }, 'Slack does not answer at the start');
      askAgainLater();
    }
  }

  return {
    current: () => current,
    start,
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}

function installationFrom(facts: Record<string, string>): Installation | undefined {
  const { homeTeamId, homeTeamName, botUserId, botId, scopes = '' } = facts;
  if (!homeTeamId || !botUserId) return undefined;
  const named = { ...(homeTeamName ? { homeTeamName } : {}), ...(botId ? { botId } : {}) };
  return { homeTeamId, ...named, botUserId, scopes: scopes.split(',').filter(Boolean) };
}
