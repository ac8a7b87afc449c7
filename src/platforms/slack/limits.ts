/**
 * What Slack accepts, as its documentation publishes it. Lengths in characters, durations in milliseconds.
 * Everything this adapter sends is measured against this table.
 */
export const LIMITS = {
  /** docs.slack.dev/reference/block-kit/blocks */
  blocksPerMessage: 50,
  /** docs.slack.dev/reference/views */
  blocksPerView: 100,
  viewTitle: 24,
  viewSubmit: 24,
  privateMetadata: 3_000,
  /** docs.slack.dev/reference/block-kit/blocks/section-block */
  sectionText: 3_000,
  sectionFields: 10,
  sectionFieldText: 2_000,
  /** docs.slack.dev/reference/block-kit/blocks/header-block */
  headerText: 150,
  /** docs.slack.dev/reference/block-kit/blocks/image-block */
  imageUrl: 3_000,
  imageAltText: 2_000,
  /** docs.slack.dev/reference/block-kit/blocks/input-block */
  inputLabel: 2_000,
  inputHint: 2_000,
  /** docs.slack.dev/reference/block-kit/block-elements/button-element */
  buttonText: 75,
  buttonValue: 2_000,
  buttonUrl: 3_000,
  /** docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element */
  typedText: 3_000,
  placeholder: 150,
  /** docs.slack.dev/reference/block-kit/block-elements/select-menu-element */
  selectOptions: 100,
  /** docs.slack.dev/reference/block-kit/block-elements/radio-button-group-element, …/checkboxes-element */
  choiceOptions: 10,
  /** docs.slack.dev/reference/block-kit/composition-objects/option-object */
  optionText: 75,
  optionValue: 150,
  /** docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object */
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
  /** action_id, block_id, callback_id: docs.slack.dev/reference/block-kit/blocks */
  identifier: 255,
  /** docs.slack.dev/reference/methods/chat.update refuses longer text; chat.postMessage would cut at 40,000. */
  messageText: 4_000,
  /** All blocks of a message as JSON. Not in the documentation; seen at 13,172 to 13,297: bolt-js#2509. */
  messageBlocksJson: 13_000,
} as const;

/** Not Slack's limit but a habit: more buttons in one row wrap badly on a phone. */
export const BUTTONS_A_ROW = 5;
