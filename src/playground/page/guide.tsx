import type { PagePerson, PageState } from '../page-api.js';
import { CloseIcon } from './icons.js';
import { homePlace, journeyPeople } from './seat.js';

interface Step {
  person: PagePerson;
  words: string;
}

function firstName(person: PagePerson): string {
  return person.name.split(' ')[0] ?? person.name;
}

/** What a newcomer could try, told with the people this workspace happens to have. */
export function guideSteps(state: PageState): Step[] {
  const find = (part: string) => journeyPeople(state.people).find((person) => person.part === part);
  const [partner, rep, manager] = [find('partner'), find('rep'), find('program manager')];
  const steps: Step[] = [];
  if (partner) {
    const from = `${firstName(partner)} of ${partner.workspace.name}`;
    steps.push({
      person: partner,
      words: `As ${from}, press “Refer a lead” on the pinned card and send the form. A status card appears in the channel.`,
    });
  }
  if (rep) {
    steps.push({
      person: rep,
      words: `As ${firstName(rep)}, press Claim on the new card, then open its thread.`,
    });
    steps.push({
      person: rep,
      words: 'Take it on with the buttons of the handoff: Accept, Meeting booked, Meeting held, Won.',
    });
  }
  if (partner) {
    steps.push({
      person: partner,
      words: `Watch ${firstName(partner)}’s status card and its thread follow each step.`,
    });
  }
  if (manager) {
    const command = state.commands.length > 0 ? 'type /referrals, or mention' : 'mention';
    steps.push({
      person: manager,
      words: `As ${firstName(manager)}, ${command} @${state.bot.name} and read what needs you.`,
    });
  }
  return steps;
}

interface GuideProps {
  state: PageState;
  onShow(person: string): void;
  onClose(): void;
}

/** The help card of the first visit. */
export function Guide({ state, onShow, onClose }: GuideProps) {
  return (
    <aside className="guide" aria-labelledby="guide-title">
      <header>
        <h2 id="guide-title">Try a referral, start to finish</h2>
        <button type="button" className="icon-button" aria-label="Close the guide" onClick={onClose}>
          <CloseIcon />
        </button>
      </header>
      <p className="quiet">
        The bot is real; the Slack around it is simulated on this machine. You play everybody. Nothing leaves
        your machine.
      </p>
      <ol>
        {guideSteps(state).map(({ person, words }, index) => (
          <li key={words} data-part={person.part}>
            <span className="column-step">{index + 1}</span>
            <span>
              {words}{' '}
              <button
                type="button"
                className="text-button"
                data-show={person.id}
                onClick={() => onShow(person.id)}
              >
                Show me
              </button>
            </span>
          </li>
        ))}
      </ol>
      <p className="quiet">
        Names in the column heads switch persons; channel names lead to other channels and to {state.bot.name}
        ’s {homePlace}.
      </p>
    </aside>
  );
}
