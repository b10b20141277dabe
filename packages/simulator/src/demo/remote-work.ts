import type { DemoMotion } from './demo-motion.ts'

export const remoteWork: DemoMotion = {
  question: 'Will remote work be the norm in 2035?',
  answer: 'yesno',
  options: [],
  sides: [
    {
      answer: 'no',
      thesis: 'most jobs need a place, and those that do not are settling on a few days a week rather than none',
      openings: {
        analyst:
          'Take “norm” to mean what most workers do on most days. About six in ten jobs cannot be done from home at all: they handle patients, parcels, pans or children. Of the rest, surveys have settled at two to three days a week since 2023. For remote work to be the norm by 2035, both figures would have to move a long way, and neither is moving.',
        practitioner:
          'I manage a warehouse and an office. The warehouse was never remote and never will be. The office is in on Tuesdays to Thursdays, and nobody is happy, and nobody is leaving. That is what a settlement looks like. It will be the same in ten years, with better chairs.',
        diplomat:
          'People want two things that pull apart: quiet and freedom at home, and the ease of knowing those they work with. A mix serves both, and most places have found one. I expect the mix to last, so remote work will be ordinary without being the norm, and I think that is a good outcome rather than a defeat.',
        sceptic:
          'Forecasts of this kind have a record. In 1980 the electronic cottage was ten years off, and in 1995 again. The one real jump came from a pandemic, and most of it has since been given back. A prediction that needs the trend of 2020 to resume should explain why it stopped.',
      },
      rebuttals: {
        analyst:
          'The argument from cost is sound for the firms it covers. But it covers perhaps a third of employment. Even if every one of those jobs went fully remote, the claim about the norm would still miss half. That is arithmetic, and enthusiasm does not change it.',
        practitioner:
          '“The young demand it.” The young are the ones who ask me for desks. They live in one room and learned nothing on calls. It is the people with a garden and twenty years of contacts who want to stay at home.',
        diplomat:
          'I agree that nobody will give Fridays back, and I am glad of it. But a Friday is not a week. What the others describe so warmly is what I would call hybrid, and once that word is allowed, I think that we are closer than it seems.',
        sceptic:
          'Better technology is usually offered as the mechanism. Video was good enough by 2015 and almost nothing happened. If technology were the thing that holds remote work back, it would not have needed a virus.',
      },
      persuaded: [
        {
          argument:
            'I was thinking of people like me, who work at a screen. Counting everyone else changes the picture: more than half of all work has a place. The norm cannot be something that most people are unable to do. I change to no.',
          reason: 'I reasoned from office work alone and left out the majority of jobs, which need a place.',
        },
        {
          argument:
            'I read the jump of 2020 as a trend. It was a step, and the level has been flat since. Without a reason for it to rise again, the honest forecast for 2035 is about what we have now.',
          reason: 'I took a single jump for a continuing trend.',
        },
      ],
      strengths: 'It says what “norm” means and counts the jobs.',
      errors: 'It treats the present mix as an equilibrium after very few years.',
      synthesis:
        'No, if the norm is what most people do on most days. Well over half of all jobs need a place, and among the others the mix of two or three days at home has held since 2023. The case for yes describes something real, that working from home has become ordinary and will not be taken back. Ordinary is not the same as usual, and the panel’s quarrel turned out to be largely about that.',
    },
    {
      answer: 'yes',
      thesis: 'offices are expensive, talent is elsewhere, and those who start companies today never learn to need one',
      openings: {
        analyst:
          'Norms change by replacement rather than by persuasion. Firms founded since 2020 are far more likely to have no office, and by 2035 they will make up much of desk-based employment. Leases run out in the meantime; each renewal is a decision that used to be automatic. For work that can be done anywhere, I expect anywhere to be the default.',
        practitioner:
          'I hire engineers. When I say “office”, I get forty applicants. When I say “anywhere”, I get nine hundred, and the best one lives next to a lake. My competitor figured that out too. There is no memo from any chief executive that beats a hiring funnel.',
        diplomat:
          'Think of who was kept out before: parents of small children, carers, people who cannot easily travel, people from places without industry. They have come in, and I do not believe that we will ask them to leave again. Habits that let more people take part tend to stay. So I would say yes, at least for the work that allows it.',
        sceptic:
          'We hear a lot about the return to the office. The badge data is less excited: occupancy in large cities has been stuck near half for years, whatever the announcements say. When stated policy and measured behaviour part ways, I go with the measurement, and it does not show people going back.',
      },
      rebuttals: {
        analyst:
          'The objection that most jobs need a place is right about all work and beside the point. Nobody asks whether surgery will be remote. Norms are relative to where a choice exists, as with cash, which we call displaced though some shops take nothing else.',
        practitioner:
          'Two to three days is what the old firms settled on, because they have the lease. Wait for the lease to end. I have seen four of them end, and nobody signed for the same floor again.',
        diplomat:
          'The worry about young people learning alone is one I share. But it is a reason to become better at teaching at a distance, and to meet now and then with purpose, not to take trains every morning in the hope that something rubs off.',
        sceptic:
          'It is true that this has been predicted before, in 1980 and in 1995. That is a reason for care, not a refutation. Those forecasts lacked the one thing that we now have, which is a full-scale trial. It ran for two years on a third of the workforce, and the output did not fall.',
      },
      persuaded: [
        {
          argument:
            'I had taken the announcements about returning at face value. The badge data says something else, and it is the better witness. Together with the firms that never had an office, I now think that the default for desk work will have tipped by 2035.',
          reason: 'I relied on stated policies where measured attendance says the opposite.',
        },
        {
          argument:
            'The point about replacement convinced me. I was asking whether existing firms would change their minds, and they need not: they will be joined, and partly replaced, by firms that never had the habit. I move to yes.',
          reason: 'I asked whether firms will change and overlooked that they are replaced by new ones.',
        },
      ],
      strengths: 'It names a mechanism, replacement and hiring, rather than a wish.',
      errors: 'It speaks of desk work and calls it work.',
      synthesis:
        'Yes, for the work that allows it, and the panel wants that clause read aloud. What decided it was a mechanism rather than a mood: leases expire, new firms begin without an office, and those who hire from everywhere hire better. The dissent is right that most jobs have a place and always will. Where there is a choice, the default is expected to have changed sides.',
    },
  ],
  agreements: ['Some days at home are here to stay.', 'Most jobs in the whole economy cannot be done remotely.'],
  disagreements: [
    'Whether “norm” is about all work or about work where there is a choice.',
    'Whether the present mix is a resting point or a stage.',
  ],
  insights: ['Norms may change because firms are replaced, without any firm changing its mind.'],
  blindSpots: ['What happens to city centres, and to taxes, was left out and could feed back into policy.'],
}
