import { QueryClientProvider } from '@tanstack/react-query'
import { useEffect } from 'react'
import { Route, Switch } from 'wouter'
import { KeyGate } from '../server/key-gate.tsx'
import { queryClient } from '../server/query-client.ts'
import type { Words } from '../words/en.ts'
import type { Language } from '../words/language.ts'
import { Speaker, useWords } from '../words/speaking.tsx'
import { Announcer } from './announce.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { Header } from './header.tsx'
import { Keyboard } from './keyboard/keyboard.tsx'
import { NotFound } from './not-found.tsx'
import { loadRooms, routes } from './routes.tsx'
import { StatusLine } from './status-line.tsx'
import './app.css'

export function App({ first }: { first: { language: Language; words: Words } }) {
  return (
    <QueryClientProvider client={queryClient}>
      <Speaker first={first}>
        <Shell />
      </Speaker>
    </QueryClientProvider>
  )
}

function Shell() {
  const words = useWords()
  useEffect(loadRooms, [])
  return (
    <>
      <a className="skip" href="#main">
        {words.shell.skip}
      </a>
      <Header />
      <StatusLine />
      <main id="main" tabIndex={-1}>
        <ErrorBoundary>
          <KeyGate>
            <Switch>
              {routes.map(({ path, Room }) => (
                <Route key={path} path={path}>
                  {(params) => <Room {...params} />}
                </Route>
              ))}
              <Route>
                <NotFound />
              </Route>
            </Switch>
          </KeyGate>
        </ErrorBoundary>
      </main>
      <Keyboard />
      <Announcer />
    </>
  )
}
