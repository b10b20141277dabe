// The script of an exported page. It makes every element itself and puts words into them as text, never as markup.

const { view, scenes, speakers, standIns, citations } = JSON.parse(document.getElementById('data').textContent)
const debaters = view.seats.filter(({ role }) => role === 'debater')
const percent = (share) => `${Math.round(share * 100)} %`
const usd = (amount) => (amount === null ? 'not known' : `$${amount.toFixed(4)}`)

/** An element; strings among its children become text. */
function make(tag, className, ...children) {
  const element = document.createElement(tag)
  if (className) element.className = className
  element.append(...children.filter((child) => child !== null && child !== ''))
  return element
}

/** Somebody's words, in the direction of their script. */
function words(tag, className, text) {
  const element = make(tag, className, text)
  element.dir = 'auto'
  return element
}

function badge(name) {
  const at = debaters.findIndex((seat) => seat.name === name)
  const element = make('span', at === -1 ? 'badge plain' : 'badge', debaters[at]?.letter ?? name.slice(0, 1).toUpperCase())
  if (at !== -1) element.style.setProperty('--hue', String(Math.round((at * 360) / debaters.length + 205) % 360))
  element.title = name
  return element
}

function listed(title, items) {
  return items.length === 0 ? [] : [make('h3', '', title), make('ul', '', ...items.map((item) => words('li', '', item)))]
}

function top() {
  const { motion, status, simulated, imported, protocol } = view
  const banner =
    simulated && make('p', 'simulated', make('strong', '', 'Simulated. '), 'No model was asked: every answer was made up by a simulator.')
  return [
    make(
      'div',
      'facts',
      make('span', 'pill', status),
      ` ${protocol.name} · ${new Date(view.createdAt).toLocaleString()}${imported ? ' · imported' : ''}`,
    ),
    words('h1', '', motion.question),
    banner || '',
    motion.options.length > 0 ? words('p', 'facts', `To choose from: ${motion.options.join(' | ')}`) : '',
    ...listed(
      'Earlier in the conversation',
      motion.context.map(({ role, text }) => `${role}: ${text}`),
    ),
    motion.sources.length > 0 ? words('p', 'facts', `With the sources: ${motion.sources.map(({ name }) => name).join(', ')}`) : '',
  ]
}

function share({ answer, seats }) {
  const bar = make('div', '')
  bar.style.width = `${(100 * seats.length) / Math.max(1, debaters.length)}%`
  return make('div', 'share', words('div', '', answer), make('div', '', ...seats.map(badge)), make('div', 'bar', bar))
}

function votes({ before, after }) {
  const same = JSON.stringify(before) === JSON.stringify(after)
  const now = [make('h3', '', same ? 'Votes' : 'Votes after debate'), ...after.map(share)]
  return same || before.length === 0 ? now : [...now, make('h3', '', 'Votes before debate'), ...before.map(share)]
}

const change = ({ seat, round, from, to, because, reason }) =>
  `${seat}, round ${round}: ${from} → ${to}${because.length > 0 ? `, because of ${because.map((id) => speakers[id] ?? id).join(', ')}` : ''}${reason ? `. ${reason}` : ''}`

function verdict() {
  const said = view.verdict
  if (!said) return make('section', 'card', make('div', 'act', 'No verdict'), make('p', '', view.stopReason ?? view.status))
  const soFar = said.stopReason === 'so far'
  const { confidence, agreement, tie } = said
  return make(
    'section',
    'card',
    make('div', 'act', soFar ? 'Verdict so far' : 'Verdict'),
    words('div', said.answer.length > 140 ? 'answer long' : 'answer', said.answer),
    make(
      'div',
      'facts',
      `${percent(confidence.value)} sure (${confidence.basis}), shared by ${percent(agreement)} of the panel${tie ? ', after a tie' : ''}${soFar ? '' : ` · ${said.stopReason}`}`,
    ),
    ...votes(said.votes),
    ...listed(
      'Dissent',
      said.dissent.map(({ seat, answer, reason }) => `${seat} holds ${answer}${reason ? `: ${reason}` : ''}`),
    ),
    ...listed('Changes of mind', said.changes.map(change)),
    ...listed(
      'Citations that their sources do not bear out',
      citations.faulty.map(({ seat, fault, sentence }) => `${seat}: ${fault}: “${sentence}”`),
    ),
    ...listed('Agreed', said.agreements),
    ...listed('Disputed', said.disagreements),
    ...listed('Blind spots', said.analysis?.blindSpots ?? []),
    ...listed('Other models stood in', standIns),
    ...listed(
      'Missing',
      said.missing.map(({ seat, reason }) => `${seat}: ${reason}`),
    ),
  )
}

function panel() {
  const cells = (tag, texts) => make('tr', '', ...texts.map((text) => make(tag, '', text)))
  const rows = view.seats.map(({ name, role, model, status, reason, costUsd }) => {
    const row = cells('td', ['', role, model ?? 'a person', reason ? `${status}: ${reason}` : status, usd(costUsd)])
    row.firstChild.append(badge(name), name)
    return row
  })
  return [make('h2', '', 'Panel'), make('table', '', cells('th', ['Seat', 'Role', 'Model', 'Status', 'Cost']), ...rows)]
}

/** How a scene looks; `text` is what is typed out in a replay. */
function drawn(scene) {
  const text = scene.text ?? ''
  const by = scene.kind === 'person' ? scene.by : scene.seat
  switch (scene.kind) {
    case 'round':
      return { element: make('h3', '', scene.title), text: '' }
    case 'note':
      return { element: words('p', 'note', text), text: '' }
    case 'absent':
      return { element: make('p', 'note', badge(by), `${by} is absent: ${scene.reason}`), text: '' }
    default: {
      if (scene.minor) return { element: words('p', 'note', `${by} ${scene.act}: ${text}`), text: '' }
      const { answer, confidence, changed, because = [], truncated, standIn, hidden } = scene
      const stance = answer === undefined ? null : words('span', 'stance', `${answer.length > 160 ? `${answer.slice(0, 160)} …` : answer}`)
      const sure = confidence === undefined ? null : make('span', 'pill', `${percent(confidence)} sure`)
      const moved = changed
        ? make('span', 'pill', `changed its mind${because.length > 0 ? `, because of ${because.join(', ')}` : ''}`)
        : null
      const who = make(
        'span',
        '',
        badge(by),
        make('strong', '', by),
        make('span', 'act', scene.kind === 'person' ? ` says${scene.to ? ` to ${scene.to}` : ''}` : ` ${scene.act}`),
      )
      const body = words('p', '', text)
      const element = make(
        'article',
        '',
        make('header', '', who, stance, sure, moved),
        standIn ? words('p', 'note', standIn) : null,
        body,
        truncated ? make('p', 'note', 'Cut at the output cap.') : null,
        hidden ? words('p', 'note', hidden) : null,
      )
      return { element, text, body }
    }
  }
}

const drawings = scenes.map(drawn)

function player() {
  const slow = matchMedia('(prefers-reduced-motion: reduce)').matches
  const play = make('button', 'play', 'Replay')
  const slider = make('input', '')
  const speed = make('select', '', ...[1, 2, 4, 8].map((times) => make('option', '', `${times}×`)))
  const where = make('span', 'where')
  const chips = debaters.map(({ name }) => make('span', '', badge(name), name))
  const stage = make('div', 'stage', ...chips)
  let shown = scenes.length
  let typed = 0
  let timer = null

  slider.type = 'range'
  slider.max = String(scenes.length)
  slider.ariaLabel = 'Where in the debate'
  speed.ariaLabel = 'Speed'

  /** What each debater holds after so many scenes, and who speaks. */
  function set() {
    chips.forEach((chip, index) => {
      const { name } = debaters[index]
      const held = scenes.slice(0, shown).findLast((scene) => scene.own && scene.seat === name)?.answer
      chip.replaceChildren(badge(name), held === undefined ? name : held.length > 24 ? `${held.slice(0, 24)} …` : held)
      chip.className = timer !== null && scenes[shown - 1]?.seat === name ? 'speaks' : ''
    })
  }

  function show(count) {
    shown = Math.min(Math.max(0, count), scenes.length)
    drawings.forEach(({ element, text, body }, index) => {
      element.classList.toggle('later', index >= shown)
      element.classList.toggle('now', timer !== null && index === shown - 1)
      if (body && body.textContent !== text) body.textContent = text
    })
    slider.value = String(shown)
    where.textContent = `${shown} / ${scenes.length}`
    slider.ariaValueText = `${shown} of ${scenes.length}`
    typed = Number.POSITIVE_INFINITY
    set()
  }

  function pause() {
    clearTimeout(timer)
    timer = null
    play.textContent = shown === scenes.length ? 'Replay' : 'Play'
    show(shown)
  }

  /** Types on, or goes to the next scene once there is nothing left to type. */
  function tick() {
    const times = Number.parseInt(speed.value, 10)
    const { text, body } = drawings[shown - 1] ?? { text: '' }
    if (body && typed < text.length) {
      typed += slow ? text.length : 3 * times
      body.textContent = text.slice(0, typed)
      timer = setTimeout(tick, typed < text.length ? 40 : (slow ? Math.min(6000, 600 + 15 * text.length) : 900) / times)
      return
    }
    if (shown === scenes.length) return pause()
    show(shown + 1)
    const next = drawings[shown - 1]
    if (next.body) next.body.textContent = ''
    typed = 0
    next.element.scrollIntoView({ block: 'nearest' })
    timer = setTimeout(tick, (next.body ? 250 : 700) / times)
  }

  play.addEventListener('click', () => {
    if (timer !== null) return pause()
    if (shown === scenes.length) show(0)
    play.textContent = 'Pause'
    timer = setTimeout(tick, 0)
  })
  slider.addEventListener('input', () => {
    const to = Number(slider.value)
    pause()
    show(to)
    play.textContent = to === scenes.length ? 'Replay' : 'Play'
    drawings[to - 1]?.element.scrollIntoView({ block: 'nearest' })
  })
  addEventListener('beforeprint', () => {
    if (timer !== null) pause()
    show(scenes.length)
  })

  show(scenes.length)
  const bar = make('div', '', play, slider, where, speed)
  return make('nav', 'player', stage, bar)
}

function foot() {
  const { spend, protocol } = view
  const cost = spend.costUsd === null ? 'cost not known' : `${spend.assumedUsd === undefined ? '' : 'up to '}${usd(spend.costUsd)}`
  const seconds = (spend.wallMs / 1000).toFixed(1)
  return make(
    'footer',
    '',
    `Debate ${view.id} by ${protocol.name} ${protocol.version}, held with Quorum: ${spend.calls} calls, ${cost}, ${seconds} s.`,
  )
}

document
  .querySelector('main')
  .replaceChildren(
    ...top().filter(Boolean),
    verdict(),
    ...panel(),
    make('h2', '', 'Transcript'),
    ...drawings.map(({ element }) => element),
    foot(),
  )
document.body.append(player())
