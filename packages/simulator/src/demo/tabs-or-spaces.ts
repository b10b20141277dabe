import type { DemoMotion } from './demo-motion.ts'

export const tabsOrSpaces: DemoMotion = {
  question: 'Tabs or spaces?',
  answer: 'choice',
  options: ['Tabs', 'Spaces'],
  sides: [
    {
      answer: 'Spaces',
      thesis: 'code should look the same wherever it is read, and only a space has the same width everywhere',
      openings: {
        analyst:
          'Source code is read in terminals, diffs, mails, reviews and search results, and most of those places ignore your editor settings. A space is one column in all of them. A tab is two, four or eight, depending on where it lands. Given that reading is most of what happens to code, I choose the character whose meaning does not change.',
        practitioner:
          'Spaces, and a formatter on save, and then let us never have this meeting again. Every code base I joined that used tabs in fact used tabs and spaces, because somebody always aligns something. One stray mix and the diff is a crime scene. I like my crimes elsewhere.',
        diplomat:
          'I know that this is dear to people, so let me say first that both work. What tips it for me is the guest: someone reading a snippet in a browser, or a newcomer with no settings at all. With spaces they see what the author saw. It is a small courtesy and costs the rest of us nothing, since the editor does the typing.',
        sceptic:
          'Most arguments here are taste, so I looked for a number. A survey once found that those who use spaces earn more, which proves only that surveys find things. The duller fact is that large style guides for Python, JavaScript, Ruby and Rust settled on spaces, and switching away from a convention needs a benefit that I have not been shown.',
      },
      rebuttals: {
        analyst:
          'The case for tabs separates meaning from display, which is a good principle. It holds only if tabs are used for indentation and never for alignment, and no team that I know of has kept that up by hand. If a tool must enforce it, the same tool can change the width of spaces.',
        practitioner:
          'Yes, everyone could set their own width. And then someone pastes a log into the chat at width eight and it wraps twice. I have read that log at three in the morning. Spaces.',
        diplomat:
          'There is one argument for tabs that is not about taste: readers with low vision need other widths. I would not want to brush it aside. Editors can now show any indentation at any width. I would ask for that everywhere rather than change what is in the file.',
        sceptic:
          'Some bring up file size. After compression the difference is close to nothing. If bytes are the argument, the argument is over, and I would rather hear of a reader who was helped.',
      },
      persuaded: [
        {
          argument:
            'I liked that a tab lets everyone choose. But most of my reading happens where nobody lets me choose: in reviews, in diffs, in search. The promise of tabs holds in the one place where I needed it least. I change to spaces.',
          reason: 'I assumed that readers control the width of a tab, and in most places where code is read they do not.',
        },
        {
          argument:
            'My argument assumed that tabs would be used for levels and never for alignment. Have I ever seen that kept up? I have not. A rule that needs everyone to be careful for ever is not a rule I can recommend. Spaces.',
          reason: 'I assumed a discipline in mixing tabs and alignment that no team I know has kept.',
        },
      ],
      strengths: 'It starts from all the places in which code is read.',
      errors: 'It passes quickly over readers who need another width.',
      synthesis:
        'Spaces, by a formatter, and without ceremony. The panel found one argument on each side that was not taste: a space looks the same in every place where code is read, and a tab lets each reader choose. The first prevailed because most of those places offer no choice. The second should not be forgotten: where a reader needs another width, the tools owe it to them.',
    },
    {
      answer: 'Tabs',
      thesis: 'indentation is meaning and its width is display, so the reader rather than the author should set it',
      openings: {
        analyst:
          'A tab says “one level deeper” and nothing else. How wide a level looks is a question of display, and display belongs to the reader, as font and colour do. Spaces write one person’s preference into every line of the file. We would not accept a document format that hard-codes the font size of whoever typed it first.',
        practitioner:
          'One key, one byte, one level. I press it once and I delete it once. With spaces I have watched people press an arrow key sixteen times to get out of a block, in front of a customer. Go picked tabs, built it into the formatter, and nobody who writes Go has argued about it since.',
        diplomat:
          'What settled it for me was a colleague with low vision who works at a very large type size. With four spaces a nested function leaves the screen; with tabs she sets the width to one and gets on with her day. The rest of us lose nothing by it. When a choice costs us nothing and lets someone in, I think that we should make it.',
        sceptic:
          'I asked what would be lost by tabs if everyone used a formatter. Consistency? The formatter sees to it. Alignment? It can use spaces after the indent. What is left is that web pages show tabs eight wide, and that is one line of style. I find no remaining reason to write my settings into your file.',
      },
      rebuttals: {
        analyst:
          'I am told that a space means the same everywhere. It does, and that is the fault: it means a column, whereas the author meant a level. Fixing how it looks is not the same as preserving what was meant.',
        practitioner:
          '“Somebody always mixes them.” Somebody always mixes two and four spaces as well, and that one you cannot even see. Run the formatter. Then the only question left is which key I like, and I like the one with the arrow on it.',
        diplomat:
          'Some editors can show spaces at any width, with effort, for those who know to ask. I would rather not make access a matter of finding the right plugin when the plain file could provide it.',
        sceptic:
          'Yes, most of the large style guides say spaces. They settled on it when editors were bad at tabs. A convention is evidence of what was convenient at the time it was written, and of little else.',
      },
      persuaded: [
        {
          argument:
            'I argued for uniform looks. Then I thought of readers with low vision, who need a width of one and whom a uniform look shuts out. I had no answer that did not amount to their finding a plugin. That is a real cost against a cosmetic one. I change to tabs.',
          reason: 'I valued a uniform look and did not count what it costs readers who need another width.',
        },
        {
          argument:
            'With a formatter in place, nearly all of my complaints about mixing go away for both sides. What is left is the principle, and there I think the tab has it: the level belongs to the author, the width to the reader.',
          reason: 'The mess I blamed on tabs comes from working without a formatter.',
        },
      ],
      strengths: 'It separates what the author means from what the reader sees.',
      errors: 'It supposes that the reader can set the width, which many tools do not allow.',
      synthesis:
        'Tabs, with a formatter that keeps them to indentation. What carried the panel was not typing or bytes but a reader: someone who needs another width can have it with tabs and cannot, without effort, with spaces. The other side is right that many tools still show a tab as eight columns. That is a reason to mend the tools.',
    },
  ],
  agreements: ['A formatter matters more than the choice.', 'Mixing the two is worse than either.'],
  disagreements: ['Whether width belongs to the author or to the reader.', 'How much reading happens where the width cannot be set.'],
  insights: ['For readers with low vision the choice is one of access rather than of taste.'],
  blindSpots: ['The conventions of the language at hand usually decide before any argument begins.'],
}
