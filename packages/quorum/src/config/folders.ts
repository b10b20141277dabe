import { homedir } from 'node:os'
import { join } from 'node:path'

export type Environment = Readonly<Record<string, string | undefined>>
export type Machine = { readonly env: Environment; readonly platform?: NodeJS.Platform; readonly home?: string }

/** Where debates are kept unless somebody says otherwise. */
export function dataFolder({ env, platform = process.platform, home = homedir() }: Machine): string {
  if (env.XDG_DATA_HOME) return join(env.XDG_DATA_HOME, 'quorum')
  if (platform === 'win32') return join(env.LOCALAPPDATA ?? join(home, 'AppData', 'Local'), 'quorum')
  return platform === 'darwin' ? join(home, 'Library', 'Application Support', 'quorum') : join(home, '.local', 'share', 'quorum')
}

/** Where the user's own configuration is looked for. */
export function configFolder({ env, platform = process.platform, home = homedir() }: Machine): string {
  if (env.XDG_CONFIG_HOME) return join(env.XDG_CONFIG_HOME, 'quorum')
  if (platform === 'win32') return join(env.APPDATA ?? join(home, 'AppData', 'Roaming'), 'quorum')
  return join(home, '.config', 'quorum')
}
