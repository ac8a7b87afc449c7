/**
 * What never stays in a log line. Keys are compared without case, `_` and `-`.
 * Two nets: by key, at any depth, and by form, in every text, for what got into a sentence or a stack.
 */

const REDACTED = '[redacted]';

/** Their values go whole, whatever they hold. */
const SECRET_KEY = /(token|secret|password|passphrase|authorization|cookie|signature|apikey|credential)s?$/;

/** Ways to reach people, their names, and everything a person typed or was shown. */
const PRIVATE_KEYS = new Set([
  ...[
    'email',
    'emails',
    'mail',
    'phone',
    'phones',
    'contact',
    'contacts',
    'prospect',
    'company',
    'companies',
  ],
  ...['contactname', 'contactemail', 'contactphone', 'contactrole', 'displayname', 'realname', 'username'],
  ...['firstname', 'lastname', 'fullname', 'domain', 'website', 'profile'],
  ...[
    'answer',
    'answers',
    'values',
    'value',
    'shown',
    'initial',
    'carried',
    'text',
    'internaltext',
    'shareabletext',
  ],
  ...['note', 'notes', 'question', 'quoted', 'query', 'wording', 'consent', 'facts', 'pending', 'events'],
  ...['body', 'rawbody', 'payload', 'view', 'state', 'blocks', 'card', 'form', 'messagetext', 'summary'],
  ...['doc', 'document', 'headers', 'rawheaders'],
]);

/** An object with one of these is about a person, so that its `name` is that person's. */
const PERSON_MARKS = ['userid', 'email', 'phone', 'accounts', 'role'];

const FORMS: [form: RegExp, instead: string][] = [
  // Slack's tokens (docs.slack.dev/authentication/tokens) and webhooks, whose address is the secret.
  [/\bx(?:ox[a-z]?|app)[-.][A-Za-z0-9._-]+/g, REDACTED],
  [/(hooks\.slack\.com\/)[^\s"']+/g, `$1${REDACTED}`],
  [/\b(bearer|basic)\s+[A-Za-z0-9._~+/=-]{6,}/gi, `$1 ${REDACTED}`],
  [/\b([a-z][a-z0-9+.-]*:\/\/)[^\s/@"']*:[^\s"']*@/gi, `$1${REDACTED}@`],
  [/\b(token|secret|password|signature|api_?key)=[^\s&"']+/gi, `$1=${REDACTED}`],
  // What the database's own messages quote.
  [/dup key: \{.*?\}/g, `dup key: ${REDACTED}`],
  [/for value "[^"]*"/g, `for value ${REDACTED}`],
  [/[\p{L}\p{N}._%+'-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu, REDACTED],
  [/\+\d[\d ().-]{6,}\d/g, REDACTED],
  [/(?<![\d.])\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?!\d)/g, REDACTED],
];

/** A function that gives back a pino line (one JSON object) without what must not stay in it. */
export function redactor(secrets: readonly string[]): (line: string) => string {
  const known = secrets.filter((secret) => secret.length > 0);
  const scrub = (text: string) => {
    const without = known.reduce((left, secret) => left.split(secret).join(REDACTED), text);
    return FORMS.reduce((left, [form, instead]) => left.replace(form, instead), without);
  };
  return (line) => {
    try {
      return `${JSON.stringify(redactValue(JSON.parse(line), scrub))}\n`;
    } catch {
      // A line that is no JSON cannot be searched by key: say only that there was one.
      return `{"level":"error","msg":"a log line that could not be read was left out"}\n`;
    }
  };
}

type Scrub = (text: string) => string;

function redactValue(value: unknown, scrub: Scrub): unknown {
  if (typeof value === 'string') return scrub(value);
  if (Array.isArray(value)) return value.map((item) => redactValue(item, scrub));
  if (value !== null && typeof value === 'object')
    return redactObject(value as Record<string, unknown>, scrub);
  return value;
}

function redactObject(object: Record<string, unknown>, scrub: Scrub): Record<string, unknown> {
  const aboutPerson = Object.keys(object).some((key) => PERSON_MARKS.includes(plain(key)));
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => {
      const hidden = isPrivate(plain(key), value) || (aboutPerson && plain(key) === 'name');
      return [scrub(key), hidden ? REDACTED : redactValue(value, scrub)];
    }),
  );
}

function isPrivate(key: string, value: unknown): boolean {
  if (value === null || value === undefined || typeof value === 'boolean') return false;
  if (SECRET_KEY.test(key)) return true;
  // A referral's state is a word of ours; a form's state is what somebody typed.
  if (key === 'state') return typeof value === 'object';
  // A count is nobody's detail; a telephone number is.
  if (typeof value === 'number') return key.endsWith('phone');
  return PRIVATE_KEYS.has(key);
}

function plain(key: string): string {
  return key.toLowerCase().replace(/[_-]/g, '');
}
