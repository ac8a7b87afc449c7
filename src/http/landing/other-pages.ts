import type { VisitorStatus } from '../../attribution/landing.js';
import type { FormValues } from '../../messages/form.js';
import { html } from '../html.js';
import { awayPage, type Page, plainPage, retryAfter } from '../page.js';
import { TOKEN_FIELD } from './form-page.js';

export function thanksPage(
  programName: string | undefined,
  statusLink: string,
  /** In full, to be copied. */
  statusUrl: string | undefined,
): Page {
  return {
    status: 200,
    title: 'Thank you',
    programName,
    body: html`<h1>Thank you</h1>
<p>We have what you sent, and will get in touch with you.</p>
<p>The next page shows at any time how it stands. Keep its address to yourself: whoever has it can look.</p>
<p><a class="button" href="${statusLink}">See how it stands</a></p>
${statusUrl !== undefined && html`<p class="soft">${statusUrl}</p>`}`,
  };
}

const STAGES: { stage: VisitorStatus['stage']; name: string; text: string }[] = [
  {
    stage: 'received',
    name: 'Received',
    text: 'We have what you sent. One of our people looks at it and gets in touch.',
  },
  { stage: 'in_progress', name: 'In progress', text: 'One of our people is taking care of it.' },
  {
    stage: 'closed',
    name: 'Closed',
    text: 'It is closed. If something is still open for you, please write to us again.',
  },
];

export function statusPage({ programName, stage, sentAt, timeZone }: VisitorStatus): Page {
  const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone }).format(sentAt);
  const now = STAGES.find((one) => one.stage === stage);
  return {
    status: 200,
    title: `How it stands: ${now?.name ?? ''}`,
    programName,
    body: html`<h1>How it stands</h1>
<p>${now?.text}</p>
<ol class="steps">${STAGES.map(
      (one) => html`<li${one.stage === stage && html` aria-current="step"`}>${one.name}</li>`,
    )}</ol>
<p class="soft">Sent on ${day}.</p>`,
  };
}

export function unknownPage(): Page {
  return plainPage(
    404,
    'This link does not lead anywhere',
    'Please check that it is written as you got it, or ask whoever gave it to you for a new one.',
  );
}

export function gonePage(): Page {
  return plainPage(
    410,
    'This link is not in use any more',
    'Please ask whoever gave it to you for a new one.',
  );
}

export function busyPage(retryAfterS: number): Page {
  return plainPage(429, 'Please try again a little later', busyWords(retryAfterS), retryAfter(retryAfterS));
}

/** Said over a form whose text is kept, too. */
export function busyWords(retryAfterS: number): string {
  const minutes = Math.ceil(retryAfterS / 60);
  return `There was a lot from here just now. Please try again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`;
}

export function tooLargePage(): Page {
  return plainPage(
    413,
    'That is too much text',
    'Please go back, shorten what you wrote, and send it again.',
    { connection: 'close' },
  );
}

export function notAFormPage(): Page {
  return plainPage(415, 'Please use the form', 'What was sent is not what this form sends.', {
    connection: 'close',
  });
}

export const AWAY =
  'We cannot be reached just now. Nothing you wrote is lost: please send it again in a minute.';

/** While the store is away, and where the form itself cannot be drawn: what was typed is carried along. */
export function keptPage(values: FormValues, token: string): Page {
  const kept = Object.entries(values).filter(([, value]) => typeof value === 'string' && value !== '');
  if (kept.length === 0) return awayPage();
  return {
    status: 503,
    title: 'Please send it again in a minute',
    headers: retryAfter(),
    body: html`<h1>Please send it again in a minute</h1>
<p role="alert">${AWAY}</p>
<form method="post">
<input type="hidden" name="${TOKEN_FIELD}" value="${token}">
${kept.map(([key, value]) => html`<input type="hidden" name="${key}" value="${value as string}">`)}
<button type="submit">Send again</button>
</form>`,
  };
}
