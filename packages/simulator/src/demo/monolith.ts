import type { DemoMotion } from './demo-motion.ts'

export const monolith: DemoMotion = {
  question: 'Should a small startup choose microservices or a monolith?',
  answer: 'choice',
  options: ['Monolith', 'Microservices'],
  sides: [
    {
      answer: 'Monolith',
      thesis: 'a small team’s scarcest resource is attention, and every network boundary spends some of it',
      openings: {
        analyst:
          'Microservices buy independent deployment for independent teams. A startup with six engineers has one team, so it pays the price and leaves the goods on the counter. The price is real: partial failure, versioned contracts, distributed traces, eventual consistency. Start with one deployable, keep the modules honest, and split where a measurement asks for it.',
        practitioner:
          'I have done this three times. The two that started as one Rails app shipped. The one that started as eleven services spent its first winter on service discovery and its second looking for work. You do not know your boundaries yet. In a monolith a wrong boundary costs an afternoon. Across services it costs a quarter.',
        diplomat:
          'Services are a fine answer to a question that most young companies have not been asked yet. They help when people get in each other’s way, and at this size people share a table. I would choose the monolith, and I would draw clear modules inside it out of kindness to the colleague who may have to cut it apart in three years.',
        sceptic:
          'Where is the evidence that a small company was saved by microservices? The famous stories are of Netflix and Amazon, who moved because they already had thousands of engineers and a monolith that had made them rich. That is survivorship read backwards. For the small case, the reports that exist are mostly of teams going back.',
      },
      rebuttals: {
        analyst:
          'Splitting later is expensive, I grant that, but the comparison is incomplete. The cost of splitting later is paid only by those who grow, and they can afford it. The cost of splitting now is paid by everyone, most of whom will change product before scale matters at all.',
        practitioner:
          'People like services because each part scales by itself. I can run four copies of the whole thing behind a load balancer for the price of one engineer’s lunch. When that stops working I will have customers, and I will be glad to have the problem.',
        diplomat:
          'I take the worry about tangled code seriously; I have lived in such a house. But the discipline that keeps modules apart is the same in either design, and a team that cannot hold a line inside one repository will not hold it over HTTP. It will only be slower to notice.',
        sceptic:
          'Independent failure is claimed as a benefit. In a chain of five services that need each other, five nines become little more than four. Isolation only helps where the parts are truly independent, and early products are the least independent software there is.',
      },
      persuaded: [
        {
          argument:
            'I wanted services for the sake of clean boundaries. What got me is that we do not know the boundaries yet: I was proposing to cast in concrete what we will learn next month. One deployable with modules keeps the same idea and leaves it soft.',
          reason: 'I assumed that the right service boundaries are known at the start, and in a young product they are not.',
        },
        {
          argument:
            'I had counted the benefits of services and none of the running costs for so few people. With one team there is nobody to be independent from. I move to the monolith, with modules that could be cut later.',
          reason: 'The benefit I named is independence of teams, and a small startup has only one.',
        },
      ],
      strengths: 'It ties the choice to the number of people who have to live with it.',
      errors: 'It says little about what to do when the modules inside the monolith begin to leak into each other.',
      synthesis:
        'Choose a monolith, with modules that are kept apart on purpose. What services buy is independence between teams, and a small startup has one team and boundaries that it has yet to discover. The other side’s warning stands, though: a monolith without inner walls is hard to leave. Keep the data of each module its own, forbid reaching across, and split the first part that a measurement, not a conference talk, asks you to split.',
    },
    {
      answer: 'Microservices',
      thesis: 'boundaries that are not enforced by the system do not survive the first hard deadline',
      openings: {
        analyst:
          'The usual advice compares a well-kept monolith with badly kept services. Compare like with like. Under pressure, module walls inside one process are crossed because crossing is free, and the debt compounds quietly. A handful of services, three or four rather than thirty, makes the crossing visible while the system is small enough to get right.',
        practitioner:
          'It is not the old days. A managed platform gives me deploys, queues and tracing for a few lines of config. I run the payments bit apart so that a bad landing page release cannot take it down. That is two services and I sleep well. Everybody says “split later”. I have never seen later come.',
        diplomat:
          'I do not think this has to be a great schism. A startup often has one part that must be dependable and another that changes daily, and it is considerate to both not to tie them together. I would begin with few services along those lines and let each move at the speed that suits it.',
        sceptic:
          'We are told that nobody knows the boundaries in the beginning. Is that so? Billing, identity and notifications have been separate things in every product for twenty years. I doubt the claim that everything is unknown; it sounds like an excuse to postpone a decision that will only become dearer.',
      },
      rebuttals: {
        analyst:
          'The case for the monolith assumes that its modules will stay apart. What enforces it? Discipline, as far as I can see, and discipline is what one has before the deadline. A process boundary holds on the evening of the launch, which is when it is needed.',
        practitioner:
          'Run four copies of one big thing and a memory leak gets you four times. I would rather restart the one part that leaks. And nobody here needs thirty services. Two or three.',
        diplomat:
          'The point about a single team is fair and I have thought about it. Yet even one team works on several things, and it is a relief to release one without holding one’s breath for the rest. I still lean to a few services, with the emphasis on few.',
        sceptic:
          'The tale of the team that returned to a monolith is told often. It is usually the same two companies. If the evidence for services at this size is thin, so is the evidence against, and then the cost of reversing should decide. Merging two services is easier than parting one.',
      },
      persuaded: [
        {
          argument:
            'I defended the monolith on the strength of good habits. But what holds the walls up in the week before launch? I had nothing but hope. Two or three processes with a narrow contract are a modest price for a wall that stands by itself. I change my answer.',
          reason: 'I relied on discipline to keep modules apart, and discipline is what fails first under pressure.',
        },
        {
          argument:
            'I was arguing against thirty services when nobody had proposed more than three. Against that proposal most of my costs shrink to almost nothing on a managed platform. I would now start with a few.',
          reason: 'I counted the costs of a large fleet of services against a proposal for two or three.',
        },
      ],
      strengths: 'It asks what enforces a boundary when time is short.',
      errors: 'It assumes that the boundaries worth enforcing are known on the first day.',
      synthesis:
        'Choose services, but few: two or three along lines that have been stable in every product, such as payments beside everything else. The panel was moved less by scale than by the question of what keeps parts separate when a deadline comes, and found that good intentions do not. The monolith’s advocates are right about the cost of many services. That is the argument for stopping at three.',
    },
  ],
  agreements: ['Modules with clear borders are worth having in either design.', 'Dozens of services are too many for a small team.'],
  disagreements: ['Whether borders inside one process survive pressure.', 'Whether the right borders can be known at the start.'],
  insights: ['The cost of splitting later is paid only by those who grew.'],
  blindSpots: ['What the team already knows how to run may matter more than either design.'],
}
