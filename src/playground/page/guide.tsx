import type { PagePerson, PageState } from '../page-api.js';
import { CloseIcon } from './icons.js';
import { journeyPeople } from './seat.js';

interface Step {
  person: PagePerson;
  words: string;
}

function firstName(person: PagePerson): string {
  return person.name.split(' ')[0] ?? person.name;
}

/** What a newcomer could try, told with the people this workspace happens to have. */
function guideSteps(
  people: PagePerson[],
  elsewhere: PagePerson[],
  bot: string,
  commandsOf: (person: string) => string[],
): Step[] {
  const find = (part: string) => journeyPeople(people).find((person) => person.part === part);
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
      words: `Watch ${firstName(partner)}’s status card and its thread follow each step. An end, such as Won, reaches the partner once it can no longer be undone.`,
    });
    steps.push({
      person: partner,
      words: `Write “@${bot} rewards” as ${firstName(partner)}: what the introductions have earned, and where each reward stands.`,
    });
  }
  if (manager) {
    const commands = commandsOf(manager.id).join(' or ');
    const doors = commands ? `type ${commands} in a channel, or open the app’s home` : 'open the app’s home';
    steps.push({ person: manager, words: `As ${firstName(manager)}, read what needs you: ${doors}.` });
  }
  if (rep) {
    steps.push({
      person: rep,
      words:
        'Do nothing, and let time pass with the clock above: reminders, the next rep, the morning digest, rewards whose hold is over, the quarterly check-in.',
    });
  }
  const there = elsewhere.find((person) => person.part === 'partner');
  if (there) {
    const from = `${firstName(there)} of ${there.workspace.name}`;
    steps.push({
      person: there,
      words: `Or across platforms: ${from} is on Teams. Press “Refer a lead” there, or write “@${bot} refer”.`,
    });
  }
  return steps;
}

interface GuideProps {
  people: PagePerson[];
  /** People of the other platform. */
  elsewhere: PagePerson[];
  views: ReadonlyMap<string, PageState>;
  bot: { name: string };
  onShow(person: string): void;
  onClose(): void;
}

/** The help card of the first visit. */
export function Guide({ people, elsewhere, views, bot, onShow, onClose }: GuideProps) {
  const commandsOf = (person: string) => views.get(person)?.commands.map((one) => one.command) ?? [];
  return (
    <aside className="guide" aria-labelledby="guide-title">
      <header>
        <h2 id="guide-title">Try a referral, start to finish</h2>
        <button type="button" className="icon-button" aria-label="Close the guide" onClick={onClose}>
          <CloseIcon />
        </button>
      </header>
      <p className="quiet">
        The bot is real; the Slack{elsewhere.length > 0 ? ' and Teams' : ''} around it is simulated on this
        machine. You play everybody. Nothing leaves your machine.
      </p>
      <ol>
        {guideSteps(people, elsewhere, bot.name, commandsOf).map(({ person, words }, index) => (
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
        Names in the column heads switch persons; channel names lead to other channels, direct messages and
        {` ${bot.name}’s`} home.
      </p>
    </aside>
  );
}
