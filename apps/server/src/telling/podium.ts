/** What one speaker says: all of it once `over` is there, else what came so far. */
type Speech = { readonly turnId: string; attempt: number; text: string; told: number; over: string | null }

/** A place where many speak at the same time and are heard one after the other. What it answers is what there is to tell now, `''` for nothing. */
export type Podium = {
  /** More of a turn's words, from an offset on. A new attempt starts from nothing, and what an old one still says is left out. */
  speak(turnId: string, attempt: number, offset: number, text: string): string
  /** The turn is over; `text` is all of it, null where what came stands. `outcome` is told below. */
  end(turnId: string, attempt: number, text: string | null, outcome: string): string
  /** The turn that is being told. */
  speaker(): string | null
}

/**
 * Who has the floor is told word by word, the others are told once it is free, those who have finished first. Nothing told is taken back:
 * what is said otherwise than told is told anew. `heading` stands over a turn.
 */
export function podium(heading: (turnId: string) => string): Podium {
  const speeches = new Map<string, Speech>()
  let floor: Speech | null = null

  function speechOf(turnId: string, attempt: number): Speech {
    const known = speeches.get(turnId) ?? { turnId, attempt, text: '', told: 0, over: null }
    speeches.set(turnId, known)
    return known
  }

  function tell(): string {
    let text = ''
    for (;;) {
      if (!floor) {
        floor = next()
        if (!floor) return text
        text += heading(floor.turnId)
      }
      text += floor.text.slice(floor.told)
      floor.told = floor.text.length
      if (floor.over === null) return text
      text += `${floor.text && floor.over ? '\n\n' : ''}${floor.over}\n\n`
      speeches.delete(floor.turnId)
      floor = null
    }
  }

  function next(): Speech | null {
    const waiting = [...speeches.values()]
    return waiting.find(({ over }) => over !== null) ?? waiting.find(({ text }) => text !== '') ?? null
  }

  /** Goes on with what is told already where the text begins with that, and else begins anew. */
  function say(speech: Speech, attempt: number, text: string): string {
    const goesOn = text.startsWith(speech.text.slice(0, speech.told))
    if (!goesOn) speech.told = 0
    speech.attempt = attempt
    speech.text = text
    return `${goesOn ? '' : '\n\n*(again)*\n\n'}${tell()}`
  }

  return {
    speak(turnId, attempt, offset, text) {
      const speech = speechOf(turnId, attempt)
      if (attempt < speech.attempt) return ''
      const before = attempt === speech.attempt ? speech.text : ''
      return say(speech, attempt, before.slice(0, offset) + text)
    },
    end(turnId, attempt, text, outcome) {
      const speech = speechOf(turnId, attempt)
      speech.over = outcome
      return text === null ? tell() : say(speech, attempt, text)
    },
    speaker: () => floor?.turnId ?? null,
  }
}
