import { useMutation } from '@tanstack/react-query'
import { Failure } from '../parts/failure.tsx'
import { client } from '../server/client.ts'
import { useWords } from '../words/speaking.tsx'
import type { Composing } from './ask.tsx'
import './files.css'

/** Texts that the question comes with; each is uploaded as it is added. */
export function Files({ asked, change }: Composing) {
  const { ask: words } = useWords()
  const { mutate, isPending, error } = useMutation({
    mutationFn: (files: readonly File[]) =>
      Promise.all(files.map(async (file) => client.upload(file.name.slice(0, 200), new Uint8Array(await file.arrayBuffer())))),
    onSuccess: (added) => change({ files: [...asked.files, ...added] }),
  })
  return (
    <div className="files">
      <label className="button button-quiet files-add">
        <input
          type="file"
          multiple
          accept="text/*,application/pdf,.pdf,.md,.csv,.json,.yaml,.yml,.log,.ts,.js,.py"
          disabled={isPending}
          onChange={({ target }) => {
            mutate([...(target.files ?? [])])
            target.value = ''
          }}
        />
        <span aria-hidden="true">+</span> {words.files}
      </label>
      {asked.files.length === 0 && <span className="soft small">{words.filesMeans}</span>}
      <ul>
        {asked.files.map(({ name, hash }) => (
          <li key={hash}>
            {name}
            <button
              type="button"
              aria-label={words.remove(name)}
              onClick={() => change({ files: asked.files.filter((file) => file.hash !== hash) })}
            >
              ✕
            </button>
          </li>
        ))}
      </ul>
      {error && <Failure error={error} />}
    </div>
  )
}
