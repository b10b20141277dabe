import type { DemoMotion } from './demo-motion.ts'

export const hotDog: DemoMotion = {
  question: 'Is a hot dog a sandwich?',
  answer: 'yesno',
  options: [],
  sides: [
    {
      answer: 'yes',
      thesis: 'a filling held in bread and eaten by hand is a sandwich, and a hinge in the bread does not change that',
      openings: {
        analyst:
          'A sandwich is a filling served in or between bread, meant to be eaten by hand. A hot dog meets every part of that. The usual objection is that the bun is in one piece, but a submarine roll is in one piece too and nobody strikes the submarine from the list. A definition that lets one hinge in and keeps the other out is not a definition; it is a habit.',
        practitioner:
          'Go behind any counter and watch. Bread, filling, condiments, wrap it, hand it over. Same station, same knife, same bin of buns. The tax office in New York files it under sandwiches, and they have money riding on getting it right. If it is built like one, sold like one and taxed like one, I call it one.',
        diplomat:
          'I understand why people resist this: a hot dog has its own name, its own season, its own place at the ball game. But having a name of your own does not take you out of the family. A BLT is not any less a sandwich for being called a BLT. I would say yes, and add that it is a distinguished member.',
        sceptic:
          'Ask what evidence would count against it. The shape of the bun? Then an open-faced sandwich is out. The sausage? Then a bratwurst roll is out. Being called something else? Then so is a panini. Every test that excludes the hot dog also throws out something that we all accept, so the exclusion looks like taste dressed up as logic.',
      },
      rebuttals: {
        analyst:
          'The other side leans on what people say when they order. That tells us which word is handy, not what the thing is. Nobody orders “a mammal” at the zoo either. I asked for a property that all sandwiches have and a hot dog lacks, and I have been offered a feeling.',
        practitioner:
          'I hear “nobody orders it as a sandwich”. Nobody orders a burger as a sandwich, and every chain in the country lists it under sandwiches. Menu words are marketing. Look at what is in your hand.',
        diplomat:
          'There is something to the point about usage, and I would not correct anyone at a barbecue. Still, the question was what it is, not how to be polite about it. Taken that way, I have not heard a line that keeps the hot dog out without doing harm to its cousins.',
        sceptic:
          'The appeal to common usage is the strongest reply so far, so I tried it on other cases. It also says that a tomato is not a fruit. Usage is evidence of what we call things, and we are known to call things wrongly for centuries.',
      },
      persuaded: [
        {
          argument:
            'I came in trusting the ear: it sounds wrong to call it one. Then I thought of the submarine roll. It is a single piece of bread with a hinge, it is plainly a sandwich, and I cannot name the difference without mentioning the sausage. I concede.',
          reason: 'I treated the one-piece bun as decisive, and the submarine sandwich shows that it is not.',
        },
        {
          argument:
            'My case rested on what people call it. But the same test expels the burger and the panini, so I have to choose between the test and half the menu. I give up the test.',
          reason: 'The usage test that I relied on also excludes things that everyone accepts as sandwiches.',
        },
      ],
      strengths: 'It offers one definition and applies it to the awkward cases as well as the easy ones.',
      errors: 'It settles by structure a question that many people mean as one about usage.',
      synthesis:
        'By structure, yes. The panel looked for a property that every sandwich has and a hot dog lacks, and each candidate failed on a case that nobody disputes: the hinge on the submarine roll, the separate name on the BLT. What remains against it is usage, and usage is real: you will get odd looks for ordering one as a sandwich. It tells us what to say at the counter rather than what we are given there.',
    },
    {
      answer: 'no',
      thesis: 'words mean what their speakers use them for, and nobody who asks for a sandwich expects a hot dog',
      openings: {
        analyst:
          'Categories are for predicting things. If I say I will bring sandwiches and arrive with hot dogs, I have misled you, though I broke no definition in the dictionary. That gap is the evidence. “Sandwich” names what competent speakers expect under the word, and a sausage in a bun has been outside of it for a hundred years.',
        practitioner:
          'I have run a kitchen. A sandwich order goes left, a dog goes right. Different bread, different heat, different hands. Nobody ever sent one back because it should have been the other, because nobody confuses them. When an entire trade keeps two words apart, there are two things.',
        diplomat:
          'Both sides describe the same object, so this is about which grouping serves us. A broad one is tidy, but it swallows tacos, gyros and, with a little courage, a slice of cake with icing on two sides. I would keep the word where people already use it without trouble, and there the hot dog stands beside the sandwich, not inside.',
        sceptic:
          'The case for yes starts with a definition and then marvels at what it includes. Where did the definition come from? If it was drawn from what people call sandwiches, it should have been checked against hot dogs, where it fails at once. A rule that contradicts the data it was made from is a bad fit, not a discovery.',
      },
      rebuttals: {
        analyst:
          'Someone will bring up the submarine roll, which is hinged as well. Here is the answer: it is called a sandwich, widely and without irony, so the word covers it. That is the whole test. Hinges were never part of it, which is why arguing about the hinge gets the other side nowhere.',
        practitioner:
          'Yes, the New York tax office files hot dogs under sandwiches. It files burritos there, too. Is that where we take our English from now? They group whatever is sold over a counter. Ask ten cooks instead of one auditor.',
        diplomat:
          'I grant that no single feature keeps it out. Families of words are like that: games have no single feature in common either, and we know very well what is a game. The lack of a tidy line does not oblige us to erase the one we live by.',
        sceptic:
          'By usage, one may object, a tomato is a vegetable. In a kitchen it is one, and the word does its work there. The botanist has a different purpose. The other side has yet to say which purpose is served by filing hot dogs under sandwiches.',
      },
      persuaded: [
        {
          argument:
            'I argued from structure and was pleased with it. Then I asked where my definition had come from, and the honest answer is that I made it up on the way here. If promising sandwiches and bringing hot dogs would mislead you, then the word does not cover them. I change to no.',
          reason: 'I took a definition for granted that does not fit how the word is used.',
        },
        {
          argument:
            'The broad definition seemed harmless until I saw what else it lets in. If it makes sandwiches of tacos and layer cake, it has stopped telling us anything. I would rather keep a word that works than a rule that does not.',
          reason: 'My definition was so wide that it no longer told sandwiches from other food.',
        },
      ],
      strengths: 'It tests the word against what speakers expect of it.',
      errors: 'It explains how we speak and leaves open what the thing has in common with its neighbours.',
      synthesis:
        'No, as the word is used. The structural argument is neat and most of the panel enjoyed it, but its definition was drawn up by hand and then contradicts the speech it claims to describe: whoever promises sandwiches and brings hot dogs has misled somebody. The yes side is right that no single feature draws the border. It does not follow that there is none.',
    },
  ],
  agreements: ['Both are bread with a filling, eaten by hand.', 'No single physical feature separates every sandwich from every hot dog.'],
  disagreements: ['Whether a definition has to follow usage or may correct it.', 'Whether a bun in one piece matters.'],
  insights: ['A submarine roll is hinged as well, so the hinge cannot be what decides.'],
  blindSpots: ['Nobody asked whether other languages, which draw these lines elsewhere, make the question disappear.'],
}
