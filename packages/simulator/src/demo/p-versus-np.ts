import type { DemoMotion } from './demo-motion.ts'

export const pVersusNp: DemoMotion = {
  question: 'Is P equal to NP?',
  answer: 'yesno',
  options: [],
  sides: [
    {
      answer: 'no',
      thesis: 'thousands of hard problems stand or fall together, and not one of them has fallen in fifty years',
      openings: {
        analyst:
          'Nobody has a proof, so this is a judgement of likelihood, and I would call it very likely no. There are thousands of NP-complete problems from unrelated fields. One polynomial algorithm for any of them would solve them all. Fifty years of people with every incentive to find one have found none, while the theory that assumes P ≠ NP keeps predicting things that turn out true.',
        practitioner:
          'I solve scheduling problems for a living. Solvers got a million times faster, and there is still a wall, and it stands in the same place no matter which side you come from. Whole industries would pay anything to see it gone. The cryptography on your phone is a standing bet on no, and nobody has collected against it.',
        diplomat:
          'One should hold this lightly, since it is open and clever people have been wrong before. Even so, almost every expert who is asked says no, and they say so knowing the reasons for doubt. Recognising a good solution and having to find one just seem to be different gifts, in mathematics as in life. I would answer no, with respect for what is not yet known.',
        sceptic:
          'I distrust consensus, so I looked for what would have to be true otherwise. If P = NP, finding a proof would be about as easy as checking it, and creativity would be a search we merely forgot to run. That is possible. But a claim of that size needs some trace of evidence in its favour, and there is none. No it is, provisionally.',
      },
      rebuttals: {
        analyst:
          'It is true that absence of an algorithm is not proof of absence. But we do not only lack algorithms: we have results, such as the hardness of approximation, where an equality would make precise thresholds collapse. They have not collapsed. Evidence short of proof is still evidence.',
        practitioner:
          'Linear programming was thought hard and turned out easy, I know. It also ran fast in practice for thirty years before the proof. Show me the NP-complete problem that runs fast on the nasty cases. I have the nasty cases on a disk if you want them.',
        diplomat:
          'Surprises do happen, and I have lowered my confidence a little for it. It does not turn the scale. The surprises that came, from primality to linear programming, concerned problems that had long looked different from the NP-complete ones.',
        sceptic:
          'The other side’s best card is that a proof of no has not been found either. True, and we know why: there are theorems about which techniques cannot work. There is no corresponding excuse for the missing algorithm. Those two silences do not weigh the same.',
      },
      persuaded: [
        {
          argument:
            'I held out for yes because history has its surprises. On reflection they were all of one kind: problems that behaved well long before anyone could prove it. The NP-complete ones have never behaved. I move to no, short of certainty.',
          reason: 'The surprises I cited were problems that were easy in practice all along, which NP-complete problems are not.',
        },
        {
          argument:
            'I had treated the two missing proofs as equal. They are not: for the lower bound we know which methods must fail and why, for the algorithm nothing stands in the way but its absence. That tips me to no.',
          reason: 'I gave the missing lower bound and the missing algorithm the same weight.',
        },
      ],
      strengths: 'It separates what is proved from what the evidence makes likely.',
      errors: 'It leans on the failure to find an algorithm, which is weak where the algorithm could be monstrous.',
      synthesis:
        'Most likely no, and nobody has proved it. Thousands of problems from unrelated fields would all become easy together, and in fifty years not one has. The panel took the counter-argument seriously, that a polynomial algorithm might exist and be useless or beyond our present mathematics. It lowers the confidence. It does not turn the answer.',
    },
    {
      answer: 'yes',
      thesis: 'polynomial does not mean practical, and our intuition about what cannot exist has a poor record',
      openings: {
        analyst:
          'Let me take the unpopular side with care. P = NP only asks that some polynomial algorithm exists. It may have exponent one hundred and be useless. What experience rules out are fast algorithms, not polynomial ones. Our lower bounds are so weak that we cannot exclude linear-size circuits for NP. The consensus is confident well beyond its theorems.',
        practitioner:
          'Every few years somebody “impossible” falls over. Primality. Linear programming. Graph isomorphism, very nearly. SAT solvers eat instances that textbooks called hopeless. I am not saying that I know how. I am saying that I have stopped betting against people with enough compute and a grudge.',
        diplomat:
          'I will speak for the minority here, since a panel that only nods is of little use. Donald Knuth, who is not given to wild claims, has said that he believes in equality, in a form that nobody may ever be able to use. I find that modest and rather beautiful, and worth keeping on the table.',
        sceptic:
          'What is the evidence for no? That people tried. How many tried what? Most of the effort went into a few families of algorithms, and the barriers tell us that we do not even know how to reason about the others. A survey of opinions is not an experiment. Forced to pick, I take the side that is priced too low.',
      },
      rebuttals: {
        analyst:
          'My critics keep pointing at practice. Practice bears on small exponents. I have yet to hear an argument that distinguishes no polynomial algorithm from none below n to the fiftieth. Without it, the evidence simply does not reach the claim.',
        practitioner:
          'Everyone has a disk full of nasty cases. So did the people who said the same of primality. Hard until Tuesday is still hard on Monday. I will stay where I am and enjoy the odds.',
        diplomat:
          'I feel the weight of the majority and I do not think it foolish. But the reasons offered are mostly about how long we have looked, and mathematics is patient. I would like to leave the minority view standing, if only to remind us what has been proved, which is neither.',
        sceptic:
          'Results like the hardness of approximation are offered as evidence. They are derived from the assumption under dispute. They show that the assumption is consistent with itself, which is nice, and no more than that.',
      },
      persuaded: [
        {
          argument:
            'I said no on the strength of practice. The distinction between fast and polynomial undoes that: nothing I have seen speaks against a monstrous exponent. If the question is taken at its word, the unpopular answer is less absurd than I thought, and I will keep it company.',
          reason: 'My evidence was about fast algorithms, and the question is about polynomial ones.',
        },
        {
          argument:
            'I asked the optimists for evidence and then noticed that I had only opinions to put against them. Nobody here could name a result that rules out an algorithm of degree fifty. I am not convinced that it exists. I have stopped being convinced that it does not, and forced to choose, I choose the side with less to explain away.',
          reason: 'I took the number of experts who say no for evidence of a kind that it is not.',
        },
      ],
      strengths: 'It insists on the difference between a fast algorithm and a polynomial one.',
      errors: 'It shows that the consensus is not proved, which nobody disputed, and offers nothing that makes equality likely.',
      synthesis:
        'The panel leans to yes, and says so with the lowest confidence it has. What carried it is a narrow point: experience speaks against fast algorithms, while the question asks for polynomial ones, of any exponent. Nothing was offered that makes such an algorithm likely, and nearly all experts hold the opposite. Take this as a minority report that happened to win the room.',
    },
  ],
  agreements: ['The question is open, and nobody on the panel claims a proof.', 'A polynomial algorithm need not be a practical one.'],
  disagreements: [
    'How much fifty years without an algorithm are worth as evidence.',
    'Whether results that assume P ≠ NP can count in its favour.',
  ],
  insights: ['The two missing proofs are not alike: only for one of them are there theorems that explain why it is missing.'],
  blindSpots: ['Nobody weighed the possibility that the question is independent of the usual axioms.'],
}
