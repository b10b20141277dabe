import { useEffect, useState } from 'react'
import { later } from '../../parts/later.tsx'
import { keyAlone } from './single-keys.ts'

const Sheet = later(() => import('./sheet.tsx'))
const Palette = later(() => import('./palette.tsx'))

/** Keys that do the same everywhere: `?` says which there are, Ctrl-K goes somewhere. What they open is loaded then. */
export function Keyboard() {
  const [open, setOpen] = useState<'sheet' | 'palette' | null>(null)
  useEffect(() => {
    const struck = (event: KeyboardEvent) => {
      const goes = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k'
      if (!goes && keyAlone(event) !== '?') return
      event.preventDefault()
      setOpen(goes ? 'palette' : 'sheet')
    }
    window.addEventListener('keydown', struck)
    return () => window.removeEventListener('keydown', struck)
  }, [])
  const close = () => setOpen(null)
  return (
    <>
      {open === 'sheet' && <Sheet close={close} />}
      {open === 'palette' && <Palette close={close} />}
    </>
  )
}
