/**
 * What Slack allows, as its documentation says it. The simulated workspace has its own table on purpose:
 * were it shared with the adapter, adapter and fake would agree on the same mistake.
 * Lengths are in characters, durations in milliseconds.
 */
export const LIMITS = {
  // https://docs.slack.dev/reference/block-kit/blocks
  messageBlocks: 50,
  viewBlocks: 100,
  sectionText: 3_000,
  sectionFields: 10,
  sectionFieldText: 2_000,
  headerText: 150,
  contextElements: 10,
  actionsElements: 25,
  inputLabel: 2_000,
  inputHint: 2_000,
  imageTitle: 2_000,
  altText: 2_000,
  markdownText: 12_000,
  identifier: 255,
  url: 3_000,
  // https://docs.slack.dev/reference/block-kit/block-elements
  buttonText: 75,
  buttonValue: 2_000,
  accessibilityLabel: 75,
  placeholder: 150,
  selectOptions: 100,
  choiceOptions: 10,
  overflowOptionsMin: 2,
  overflowOptionsMax: 5,
  plainTextInput: 3_000,
  // https://docs.slack.dev/reference/block-kit/composition-objects
  optionText: 75,
  optionValue: 150,
  optionDescription: 75,
  optionGroupLabel: 75,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
  // https://docs.slack.dev/reference/views
  viewTitle: 24,
  privateMetadata: 3_000,
  viewBytes: 250_000,
  // https://docs.slack.dev/reference/methods/views.push: at most three views on top of each other
  viewStack: 3,
  // https://docs.slack.dev/reference/methods/chat.postMessage: longer text is cut
  postedText: 40_000,
  // https://docs.slack.dev/reference/methods/chat.update: longer text is refused with msg_too_long
  updatedText: 4_000,
  // Not documented; seen in https://github.com/slackapi/bolt-js/issues/2509 (13,172 to 13,297 characters)
  messageBlocksCharacters: 13_200,
  // https://docs.slack.dev/interactivity/handling-user-interaction
  acknowledgeMs: 3_000,
  triggerMs: 3_000,
  responseUrlUses: 5,
  responseUrlMs: 30 * 60_000,
  // https://docs.slack.dev/reference/methods/conversations.members and conversations.list
  pageSize: 1_000,
  defaultPageSize: 100,
} as const;
