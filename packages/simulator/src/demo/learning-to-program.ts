import type { DemoMotion } from './demo-motion.ts'

export const learningToProgram: DemoMotion = {
  question: 'What is the best way to learn a programming language?',
  answer: 'open',
  options: [],
  sides: [
    {
      answer: 'Build something you need',
      thesis: 'what we struggle for in order to finish something of our own is what we keep',
      openings: {
        analyst:
          'Learning sticks when there is a question before the answer. A project of your own produces questions in the right order, at the rate at which you can use the answers, and it tells you without mercy whether you have understood. A course has to guess all three. So: pick something small that you really want to exist, and build it in the new language.',
        practitioner:
          'I learned Go because a backup script had to run on a box with nothing on it. Took me a weekend and I still remember every mistake. I took a course in Haskell. Lovely course. Ask me anything about it and I will have to look it up.',
        diplomat:
          'People learn differently, and I would not take the book from anyone who loves it. But if a friend asked me, I would first ask back what they wish existed. Wanting the result carries you through the dull parts, and there are always dull parts. Begin with something you need, and let reading follow where you get stuck.',
        sceptic:
          'The evidence on practice is unusually clear for this field: recalling and using beats reading and re-reading, again and again. Books feel more productive because they are smoother, and that smoothness is known to mislead. I would go with the method that feels worse and tests better, which is to build.',
      },
      rebuttals: {
        analyst:
          'A project leaves gaps, certainly, and they are where you had no need. A gap announces itself when the need comes. What a book fills in before there is a need is forgotten by then, so the gap is merely moved.',
        practitioner:
          'Bad habits, sure. I had them. Then somebody reviewed my code and I had fewer. You cannot review a reading list. Ship something small and let somebody take it apart.',
        diplomat:
          'I agree that it is lonely to be stuck with a first project, and that many give up there. The cure, to my mind, is a smaller project and someone to ask. A thick book is not much company either.',
        sceptic:
          'Experts like to recommend the classic texts. Experts have forgotten how they learned. When studies compare the two, at equal hours, practice wins, and I know of none that says otherwise.',
      },
      persuaded: [
        {
          argument:
            'I recommended the book because it is complete. Completeness turns out to be the wrong aim: I remember what I needed and have forgotten what I was merely shown. Let the project ask and the book answer. I change my answer.',
          reason: 'I took covering everything for learning it.',
        },
        {
          argument:
            'I defended the book for its order. But an order set by someone who has never met me answers questions I do not have yet, and by the time I have them the chapter is gone. If I count what I can still do a year later, it all came from something that I built.',
          reason: 'I judged methods by how they feel while learning rather than by what is left a year later.',
        },
      ],
      strengths: 'It explains why the order of question and answer matters.',
      errors: 'It underrates how often a first project teaches how to write the old language in new syntax.',
      synthesis:
        'Build something you need, and keep a good book within reach. The panel agreed that use is what fixes knowledge, and that a project asks its questions at the right time. The dissent adds what a project will not: that a language has ideas one would never go looking for. So choose something small, finish it, and have someone who knows the language read it before you start the next.',
    },
    {
      answer: 'Work through one good book',
      thesis: 'a language is a way of thinking, and a project will only ever ask for the parts you already know to want',
      openings: {
        analyst:
          'With a project you learn what you can already imagine. Someone who comes from Java will write Java in Clojure, finish, and never meet the ideas for which the language was made. A good book is an ordered argument by someone who knows what you do not know to ask. Work through one, exercises included, before you trust your own curriculum.',
        practitioner:
          'I have cleaned up after many a weekend project. It ran. It also leaked, raced and swallowed every error, because the author had stopped reading at the point where it compiled. Two weeks with the book would have saved me two months. Do the exercises. All of them.',
        diplomat:
          'A first project can be discouraging: a blank page, a hundred choices, nobody to say which of them matter. A book takes you by the hand and gives you small successes in an order that somebody thought about. I would start there, and go to a project soon, with rather more confidence.',
        sceptic:
          '“Learn by doing” is repeated so often that nobody asks what gets done. Mostly searching and pasting. Without a model of the language, practice rehearses errors. Show me the programmer who understood ownership, or monads, by needing them on a weekend. I have met several who understood them by chapter four.',
      },
      rebuttals: {
        analyst:
          'It is tempting to say that a gap announces itself. The gaps that matter do not. You cannot notice that a problem would have vanished under an idea that you have never met. You only notice that programming is hard.',
        practitioner:
          'Review helps, if there is somebody to review. Most beginners have a search engine. I would rather they had an author with an editor, and chapters that come in an order for a reason.',
        diplomat:
          'Even the keenest builder keeps a book within reach. I would only ask to open it first. We disagree about which comes in the evening and which in the morning, and less than it sounds.',
        sceptic:
          'The studies on practice compare re-reading with recall. A book with exercises is recall, set by someone competent. The evidence for practice is evidence for the exercises at the end of each chapter.',
      },
      persuaded: [
        {
          argument:
            'I was sure that building beats reading. But my own weekend projects all came out in the accent of my first language, and I had never noticed. A book would have shown me what I was not looking for. I change my answer.',
          reason: 'I overlooked that a project only asks for ideas that I already have.',
        },
        {
          argument:
            'I pointed to studies that favour practice, and they do. They favour recall over re-reading, though, and a book with exercises is recall. Nothing I cited speaks for a project over that, and the book at least knows what comes next. I come over.',
          reason: 'The studies I relied on compare recall with re-reading, not projects with exercises.',
        },
      ],
      strengths: 'It sees that one cannot go looking for an idea that one has never met.',
      errors: 'It counts on a patience that most readers do not have.',
      synthesis:
        'Work through one good book, doing the exercises, and then build. The argument that prevailed is that a project can only ask for what its author already knows to want, and the ideas that make a language worth learning are rarely among that. The other side is right that reading alone does not stay. The exercises are not decoration; they are the method.',
    },
  ],
  agreements: ['Reading without doing does not stay.', 'Feedback from someone who knows the language is worth more than either method.'],
  disagreements: ['Whether gaps that matter announce themselves.', 'Which of the two should come first.'],
  insights: ['The studies that favour practice also favour the exercises in a book.'],
  blindSpots: ['Whether it is the first language or the fifth was never asked, and may decide the matter.'],
}
