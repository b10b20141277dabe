import type { Message } from '@quorum/debate'
import { countTokens as cl100k } from 'gpt-tokenizer/encoding/cl100k_base'
import { countTokens as o200k } from 'gpt-tokenizer/encoding/o200k_base'
import { describe, expect, test } from 'vitest'
import { cpuTime } from '../testing/cpu-time.ts'
import { tokenBound } from './bound.ts'
import { counterFor } from './counter.ts'
import { exactTokens } from './exact.ts'

/** The first article of the Universal Declaration of Human Rights, or what it is like in such a text. */
const texts: Readonly<Record<string, string>> = {
  English:
    'All human beings are born free and equal in dignity and rights. They are endowed with reason and conscience and should act towards one another in a spirit of brotherhood. However, microservices introduce operational overhead that a five-person team cannot absorb; the counterargument underestimates re-architecting costs.',
  German:
    'Alle Menschen sind frei und gleich an Würde und Rechten geboren. Sie sind mit Vernunft und Gewissen begabt und sollen einander im Geist der Brüderlichkeit begegnen. Die Geschwindigkeitsbegrenzung auf Autobahnen würde die Wettbewerbsfähigkeit kaum beeinträchtigen.',
  French:
    "Tous les êtres humains naissent libres et égaux en dignité et en droits. Ils sont doués de raison et de conscience et doivent agir les uns envers les autres dans un esprit de fraternité. L'expérience n'a pas été reproduite malgré les précautions.",
  Spanish:
    'Todos los seres humanos nacen libres e iguales en dignidad y derechos y, dotados como están de razón y conciencia, deben comportarse fraternalmente los unos con los otros. La contraargumentación resulta insuficiente.',
  Italian:
    'Tutti gli esseri umani nascono liberi ed eguali in dignità e diritti. Essi sono dotati di ragione e di coscienza e devono agire gli uni verso gli altri in spirito di fratellanza.',
  Portuguese:
    'Todos os seres humanos nascem livres e iguais em dignidade e em direitos. Dotados de razão e de consciência, devem agir uns para com os outros em espírito de fraternidade.',
  Dutch:
    'Alle mensen worden vrij en gelijk in waardigheid en rechten geboren. Zij zijn begiftigd met verstand en geweten, en behoren zich jegens elkander in een geest van broederschap te gedragen.',
  Polish:
    'Wszyscy ludzie rodzą się wolni i równi pod względem swej godności i swych praw. Są oni obdarzeni rozumem i sumieniem i powinni postępować wobec innych w duchu braterstwa.',
  Czech:
    'Všichni lidé rodí se svobodní a sobě rovní co do důstojnosti a práv. Jsou nadáni rozumem a svědomím a mají spolu jednat v duchu bratrství.',
  Finnish:
    'Kaikki ihmiset syntyvät vapaina ja tasavertaisina arvoltaan ja oikeuksiltaan. Heille on annettu järki ja omatunto, ja heidän on toimittava toisiaan kohtaan veljeyden hengessä.',
  Hungarian:
    'Minden emberi lény szabadon születik és egyenlő méltósága és joga van. Az emberek, ésszel és lelkiismerettel bírván, egymással szemben testvéri szellemben kell hogy viseltessenek.',
  Turkish:
    'Bütün insanlar hür, haysiyet ve haklar bakımından eşit doğarlar. Akıl ve vicdana sahiptirler ve birbirlerine karşı kardeşlik zihniyeti ile hareket etmelidirler.',
  Vietnamese:
    'Tất cả mọi người sinh ra đều được tự do và bình đẳng về nhân phẩm và quyền. Mọi con người đều được tạo hóa ban cho lý trí và lương tâm và cần phải đối xử với nhau trong tình bằng hữu.',
  Russian:
    'Все люди рождаются свободными и равными в своем достоинстве и правах. Они наделены разумом и совестью и должны поступать в отношении друг друга в духе братства.',
  Ukrainian:
    'Всі люди народжуються вільними і рівними у своїй гідності та правах. Вони наділені розумом і совістю і повинні діяти у відношенні один до одного в дусі братерства.',
  Greek:
    'Όλοι οι άνθρωποι γεννιούνται ελεύθεροι και ίσοι στην αξιοπρέπεια και τα δικαιώματα. Είναι προικισμένοι με λογική και συνείδηση, και οφείλουν να συμπεριφέρονται μεταξύ τους με πνεύμα αδελφοσύνης.',
  Hebrew:
    'כל בני האדם נולדו בני חורין ושווים בערכם ובזכויותיהם. כולם חוננו בתבונה ובמצפון, לפיכך חובה עליהם לנהוג איש ברעהו ברוח של אחווה.',
  Arabic: 'يولد جميع الناس أحرارا متساوين في الكرامة والحقوق، وقد وهبوا عقلا وضميرا وعليهم أن يعامل بعضهم بعضا بروح الإخاء.',
  Persian:
    'تمام افراد بشر آزاد به دنیا می‌آیند و از لحاظ حیثیت و حقوق با هم برابرند. همه دارای عقل و وجدان هستند و باید نسبت به یکدیگر با روح برادری رفتار کنند.',
  Hindi:
    'सभी मनुष्यों को गौरव और अधिकारों के मामले में जन्मजात स्वतन्त्रता और समानता प्राप्त है। उन्हें बुद्धि और अन्तरात्मा की देन प्राप्त है और परस्पर उन्हें भाईचारे के भाव से बर्ताव करना चाहिए।',
  Bengali:
    'সমস্ত মানুষ স্বাধীনভাবে সমান মর্যাদা এবং অধিকার নিয়ে জন্মগ্রহণ করে। তাঁদের বিবেক এবং বুদ্ধি আছে; সুতরাং সকলেরই একে অপরের প্রতি ভ্রাতৃত্বসুলভ মনোভাব নিয়ে আচরণ করা উচিত।',
  Tamil: 'மனிதப் பிறிவியினர் சகலரும் சுதந்திரமாகவே பிறக்கின்றனர்; அவர்கள் மதிப்பிலும், உரிமைகளிலும் சமமானவர்கள்.',
  Thai: 'มนุษย์ทั้งหลายเกิดมามีอิสระและเสมอภาคกันในเกียรติศักดิ์และสิทธิ ต่างมีเหตุผลและมโนธรรม และควรปฏิบัติต่อกันด้วยเจตนารมณ์แห่งภราดรภาพ',
  Chinese: '人人生而自由,在尊严和权利上一律平等。他们赋有理性和良心,并应以兄弟关系的精神相对待。微服务架构会带来额外的运维负担。',
  'traditional Chinese': '人人生而自由,在尊嚴和權利上一律平等。他們賦有理性和良心,並應以兄弟關係的精神互相對待。',
  Japanese:
    'すべての人間は、生まれながらにして自由であり、かつ、尊厳と権利とについて平等である。人間は、理性と良心とを授けられており、互いに同胞の精神をもって行動しなければならない。',
  Korean:
    '모든 인간은 태어날 때부터 자유로우며 그 존엄과 권리에 있어 동등하다. 인간은 천부적으로 이성과 양심을 부여받았으며 서로 형제애의 정신으로 행동하여야 한다.',
  Georgian: 'ყველა ადამიანი იბადება თავისუფალი და თანასწორი თავისი ღირსებითა და უფლებებით.',
  Amharic: 'የሰው ልጅ ሁሉ ሲወለድ ነጻና በክብርና በመብትም እኩልነት ያለው ነው።',
  emoji: 'Great 👍🏽 work 🎉🎉 team 👨‍👩‍👧‍👦! 🇩🇪 ❤️ ✅ ❌ 🤖',
  Python:
    'def fib(n: int) -> int:\n    """Return the n-th number."""\n    a, b = 0, 1\n    for _ in range(n):\n        a, b = b, a + b\n    return a\n\nif __name__ == "__main__":\n    print([fib(i) for i in range(10)])\n',
  formulas:
    'We have $\\sum_{i=1}^{n} i = \\frac{n(n+1)}{2}$, so $x^2 + y^2 = z^2$; \\boxed{42}. E.g. 3.14159265358979, 1,234,567.89, 1e-9.',
  'a table': '| a | b | c |\n|---|---|---|\n| 1 | 2.5 | -3 |\n| 44 | 55 | 66 |\n',
  'log lines':
    '2026-11-23T15:56:04Z,192.168.0.1,GET,/api/v1/debates?cursor=abc,200,1234\n2026-11-23T15:56:04Z,192.168.0.1,GET,/api/v1/debates?cursor=abc,200,1234\n2026-11-23T15:56:04Z,192.168.0.1,GET,/api/v1/debates?cursor=abc,200,1234\n2026-11-23T15:56:04Z,192.168.0.1,GET,/api/v1/debates?cursor=abc,200,1234\n2026-11-23T15:56:04Z,192.168.0.1,GET,/api/v1/debates?cursor=abc,200,1234\n',
  'a hash': 'sha512-9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  base64: 'TWFuIGlzIGRpc3Rpbmd1aXNoZWQsIG5vdCBvbmx5IGJ5IGhpcyByZWFzb24sIGJ1dCBieSB0aGlzIHNpbmd1bGFyIHBhc3Npb24gZnJvbSBvdGhlciBhbmltYWxz',
  'an address': 'https://www.example.com/path/to/some-page_with.stuff?q=Quorum%20debate&x=1#frag-ment',
}
const message = (text: string, role: Message['role'] = 'user'): Message => ({ role, content: [{ type: 'text', text }] })

describe('the cheap bound', () => {
  test.each(Object.entries(texts))('of %s is not below what two vocabularies make of it, and not far above', (_, text) => {
    const real = Math.max(cl100k(text), o200k(text))
    expect(tokenBound(text)).toBeGreaterThanOrEqual(real)
    expect(tokenBound(text)).toBeLessThan(2.5 * real + 5)
  })

  test('of code and JSON is not below either', () => {
    const code = `${tokenBound}\n${exactTokens}\n${counterFor}\n${JSON.stringify({ texts: Object.keys(texts), nested: { list: [1, 2.5, null, true] } }, null, 2)}`
    expect(tokenBound(code)).toBeGreaterThanOrEqual(Math.max(cl100k(code), o200k(code)))
  })
})

describe('the exact count', () => {
  test.each(Object.entries(texts))('of %s is that of o200k', (_, text) => {
    expect(exactTokens(text)).toBe(o200k(text))
  })

  test('of text that looks like a control token counts it as text', () => {
    expect(exactTokens('<|endoftext|>')).toBeGreaterThan(1)
  })

  test('takes time in proportion to the text, whatever it is', () => {
    for (const unit of ['a', ' ', '\n', '\u4e2d', '!', '!\u2014', 'aB', '0', '\u{1f600}', 'a\u0301', "'s"]) {
      const text = unit.repeat(300_000 / unit.length)
      const used = cpuTime(() => {
        exactTokens(text)
        tokenBound(text)
      })
      expect(used, unit).toBeLessThan(1_500)
    }
  })
})

describe('the count of a request', () => {
  const messages = [message('You are one of a panel.', 'system'), message('Tabs or spaces?')]

  test('is above the sum of its texts, exactly or not, and has a margin for vendors whose tokenizer is not known', () => {
    const text = o200k('You are one of a panel.') + o200k('Tabs or spaces?')
    for (const exact of [true, false]) {
      expect(counterFor('gpt')(messages, exact)).toBeGreaterThan(text)
      expect(counterFor('claude')(messages, exact)).toBeGreaterThan(counterFor('gpt')(messages, exact))
      expect(counterFor('heard-of-by-nobody')(messages, exact)).toBeGreaterThan(counterFor('gpt')(messages, exact))
    }
  })

  test('grows with every message, empty ones too', () => {
    expect(counterFor('gpt')([...messages, message('')], false)).toBeGreaterThan(counterFor('gpt')(messages, false))
  })

  test('is not made again for a message that was counted', () => {
    const long = message('word '.repeat(200_000))
    const count = counterFor('gpt')
    const first = count([long], true)
    const used = cpuTime(() => {
      for (let n = 0; n < 1_000; n++) expect(count([long], true)).toBe(first)
    })
    expect(used).toBeLessThan(500)
  })
})
