import { type SendProblem, TRAP_FIELD } from '../../attribution/landing.js';
import type { LandingPage } from '../../attribution/landing-page.js';
import type { FieldErrors, FormField, FormValues } from '../../messages/form.js';
import { type Html, html } from '../html.js';
import type { Page } from '../page.js';

export const TOKEN_FIELD = 'form_token';

export interface ShownForm {
  page: LandingPage;
  token: string;
  values?: FormValues;
  errors?: FieldErrors;
  /** What is wrong with all of it, in a sentence. */
  problem?: string;
  /** The trap is shown, so that a person whose browser filled it in can empty it. */
  showTrap?: boolean;
}

export const PROBLEMS: Record<SendProblem, string> = {
  too_fast: 'That was very quick. Please look over what is written here, and send it again.',
  too_old: 'This page was open for a long time. Nothing is lost: please send it again.',
  trap: 'One more field was filled in, perhaps by your browser: "Fax". Please empty it, and send again.',
};

/** The form with everything that was typed, and what is wrong first and at each field. */
export function formPage(status: number, shown: ShownForm): Page {
  const { page, errors = {}, problem } = shown;
  const isWrong = problem !== undefined || Object.keys(errors).length > 0;
  return {
    status,
    title: `${isWrong ? 'Please check: ' : ''}${page.title}`,
    programName: page.programName,
    privacyUrl: page.privacyUrl,
    body: html`<h1>${page.title}</h1>
${isWrong ? summary(shown) : ''}
<p>${page.intro}</p>
${page.partnerName !== undefined && html`<p class="soft">You have this link from ${page.partnerName}.</p>`}
<form method="post" novalidate>
<input type="hidden" name="${TOKEN_FIELD}" value="${shown.token}">
${page.fields.map((field) => fieldOf(field, shown))}
${trap(shown)}
<button type="submit">Send</button>
</form>`,
  };
}

function summary({ page, errors = {}, problem }: ShownForm): Html {
  const wrong = page.fields.filter(({ key }) => errors[key] !== undefined);
  return html`<div class="summary" role="alert" tabindex="-1" autofocus aria-labelledby="summary">
<h2 id="summary">${wrong.length > 0 ? 'Please check what you wrote' : 'Not sent yet'}</h2>
${problem !== undefined && html`<p>${problem}</p>`}
${
  wrong.length > 0 &&
  html`<ul>${wrong.map(({ key, label }) => html`<li><a href="#${key}">${label}</a>: ${errors[key]}</li>`)}</ul>`
}
</div>`;
}

function trap({ values, showTrap = false }: ShownForm): Html {
  const typed = text(values?.[TRAP_FIELD]);
  const input = html`<label for="${TRAP_FIELD}">Fax: please leave this empty</label>
<input id="${TRAP_FIELD}" name="${TRAP_FIELD}" value="${typed}" autocomplete="off"${!showTrap && html` tabindex="-1"`}>`;
  return showTrap
    ? html`<div class="field wrong">${input}</div>`
    : html`<div class="trap" aria-hidden="true">${input}</div>`;
}

function fieldOf(field: FormField, { values = {}, errors = {} }: ShownForm): Html {
  const { key, help } = field;
  const error = errors[key];
  const typed = text(values[key] ?? initialOf(field));
  const described = [help && `${key}-help`, error && `${key}-error`].filter(Boolean).join(' ');
  const marks = html`${described && html` aria-describedby="${described}"`}${error && html` aria-invalid="true"`}`;
  const words = html`${help && html`<p class="help" id="${key}-help">${help}</p>`}${
    error && html`<p class="error" id="${key}-error">${error}</p>`
  }`;
  const name = error ? 'field wrong' : 'field';
  const label = html`${field.label}${!field.required && html` <span class="optional">(optional)</span>`}`;
  if (field.kind === 'checkbox') {
    return html`<fieldset class="${name}"><legend>${label}</legend>${words}
<div class="choice"><input type="checkbox" id="${key}" name="${key}" value="true"${typed === 'true' && html` checked`}${needed(field)}${marks}>
<label for="${key}">${field.statement}</label></div></fieldset>`;
  }
  if (field.kind === 'radio') {
    return html`<fieldset class="${name}"${described && html` aria-describedby="${described}"`}><legend>${label}</legend>${words}
${field.options.map(
  ({ value, label: option }, at) => html`<div class="choice">
<input type="radio" id="${at === 0 ? key : `${key}-${at}`}" name="${key}" value="${value}"${value === typed && html` checked`}>
<label for="${at === 0 ? key : `${key}-${at}`}">${option}</label></div>`,
)}</fieldset>`;
  }
  return html`<div class="${name}"><label for="${key}">${label}</label>${words}
${control(field, typed, html`${needed(field)}${marks}`)}</div>`;
}

function control(field: FormField, typed: string, marks: Html): Html {
  const named = html`id="${field.key}" name="${field.key}"${
    field.autocomplete && html` autocomplete="${field.autocomplete}"`
  }${marks}`;
  if (field.kind === 'select') {
    return html`<select ${named}>
<option value="">${field.required ? 'Please choose' : 'No answer'}</option>
${field.options.map(
  ({ value, label }) => html`<option value="${value}"${value === typed && html` selected`}>${label}</option>`,
)}</select>`;
  }
  // The first line break after the tag is not part of the text (HTML, 13.1.2.6), so one stands there for it.
  if (field.kind === 'long_text') {
    return html`<textarea ${named} rows="4">
${typed}</textarea>`;
  }
  return html`<input ${named} type="${TYPES[field.key] ?? 'text'}" value="${typed}">`;
}

/** A website is no `url`: that asks for https:// in front. The keyboard of a telephone follows the type. */
const TYPES: Record<string, string> = { contact_email: 'email', contact_phone: 'tel' };

function needed({ required }: FormField): Html | undefined {
  return required ? html` aria-required="true"` : undefined;
}

function initialOf(field: FormField): string | undefined {
  return 'initial' in field && typeof field.initial === 'string' ? field.initial : undefined;
}

function text(value: FormValues[string]): string {
  return typeof value === 'string' ? value : '';
}
