import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['.ci/**/*.test.ts', 'packages/**/*.test.ts', 'apps/**/*.test.ts'],
    testTimeout: 20_000,
    maxWorkers: 2,
  },
})
