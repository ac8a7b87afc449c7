import { PLACEHOLDER_HOST } from './manifest-base-url.js';

/** What the command changes; the rest of the template goes through as it is. */
interface SlackManifest {
  features: { slash_commands: { url?: string }[] };
  settings: {
    event_subscriptions: { request_url?: string };
    interactivity: { request_url?: string; message_menu_options_url?: string };
    socket_mode_enabled: boolean;
  };
}

/**
 * `manifests/slack.json` as it can be pasted into "From a manifest". Over HTTP all of Slack's requests go to the one
 * address; in Socket Mode there is none unless given (docs.slack.dev/reference/app-manifest: every URL is optional
 * there).
 */
export function slackManifest(
  template: string,
  { baseUrl, socketMode }: { baseUrl?: URL; socketMode: boolean },
): SlackManifest {
  const address = baseUrl?.origin;
  const text = address ? template.replaceAll(`https://${PLACEHOLDER_HOST}`, address) : template;
  const manifest = JSON.parse(text) as SlackManifest;
  const { features, settings } = manifest;
  settings.socket_mode_enabled = socketMode;
  if (address) return manifest;
  for (const command of features.slash_commands) delete command.url;
  delete settings.event_subscriptions.request_url;
  delete settings.interactivity.request_url;
  delete settings.interactivity.message_menu_options_url;
  return manifest;
}
