import { HostConfig } from 'adaptivecards';

const tone = (name: string) => ({ default: `var(--${name})`, subtle: `var(--${name})` });

const foregroundColors = {
  default: { default: 'var(--ink)', subtle: 'var(--ink-2)' },
  dark: tone('ink'),
  light: tone('ink-2'),
  accent: tone('link'),
  attention: tone('danger'),
  good: tone('accent'),
  warning: tone('warn-ink'),
};

const container = (background: string) => ({ backgroundColor: `var(--${background})`, foregroundColors });

/** The page's own colours and sizes for cards; as CSS variables, so that the dark scheme comes with them. */
export function hostConfig(): HostConfig {
  return new HostConfig({
    fontFamily: 'inherit',
    hostCapabilities: {},
    spacing: { small: 5, default: 8, medium: 12, large: 18, extraLarge: 26, padding: 12 },
    separator: { lineThickness: 1, lineColor: 'var(--line)' },
    fontSizes: { small: 12.5, default: 14.5, medium: 15, large: 16.5, extraLarge: 20 },
    fontWeights: { lighter: 400, default: 400, bolder: 700 },
    containerStyles: {
      default: container('surface'),
      emphasis: container('surface-2'),
      accent: container('accent-soft'),
      good: container('accent-soft'),
      attention: container('danger-soft'),
      warning: container('warn-soft'),
    },
    actions: {
      maxActions: 6,
      spacing: 'default',
      buttonSpacing: 8,
      showCard: { actionMode: 'inline', inlineTopMargin: 8, style: 'emphasis' },
      actionsOrientation: 'horizontal',
      actionAlignment: 'left',
    },
    inputs: {
      label: {
        inputSpacing: 'small',
        requiredInputs: { color: 'default', suffix: ' *', suffixColor: 'attention', weight: 'bolder' },
        optionalInputs: { color: 'default', weight: 'bolder' },
      },
      errorMessage: { color: 'attention', size: 'small', spacing: 'small', weight: 'bolder' },
    },
    factSet: {
      title: { color: 'default', weight: 'bolder', wrap: true, maxWidth: 160 },
      value: { color: 'default', weight: 'default', wrap: true },
      spacing: 12,
    },
  });
}
