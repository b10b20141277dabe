import { useState } from 'react'
import { Button } from '../../parts/button.tsx'
import { later } from '../../parts/later.tsx'
import { useWords } from '../../words/speaking.tsx'

const Share = later(() => import('./share.tsx'))
const Export = later(() => import('./export.tsx'))

/** Ways to pass a debate on: a link, or a file. */
export function Passing() {
  const { around } = useWords()
  const [open, setOpen] = useState<'share' | 'export' | null>(null)
  const close = () => setOpen(null)
  return (
    <>
      <Button onClick={() => setOpen('share')}>{around.share.open}</Button>
      <Button onClick={() => setOpen('export')}>{around.export.open}</Button>
      {open === 'share' && <Share close={close} />}
      {open === 'export' && <Export close={close} />}
    </>
  )
}
