import { join } from 'node:path'
import { expect, it } from 'vitest'
import { configFolder, dataFolder } from './folders.ts'

it('keeps data where each platform does', () => {
  const at = (platform: NodeJS.Platform, env = {}) => dataFolder({ platform, env, home: '/home/ann' })
  expect(at('linux')).toBe(join('/home/ann', '.local', 'share', 'quorum'))
  expect(at('darwin')).toBe(join('/home/ann', 'Library', 'Application Support', 'quorum'))
  expect(at('win32', { LOCALAPPDATA: '/local' })).toBe(join('/local', 'quorum'))
  expect(at('linux', { XDG_DATA_HOME: '/xdg' })).toBe(join('/xdg', 'quorum'))
})

it('looks for the user’s configuration where each platform keeps it', () => {
  const at = (platform: NodeJS.Platform, env = {}) => configFolder({ platform, env, home: '/home/ann' })
  expect(at('linux')).toBe(join('/home/ann', '.config', 'quorum'))
  expect(at('win32', { APPDATA: '/roaming' })).toBe(join('/roaming', 'quorum'))
  expect(at('linux', { XDG_CONFIG_HOME: '/xdg' })).toBe(join('/xdg', 'quorum'))
})
