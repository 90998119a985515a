import tseslint from 'typescript-eslint';

/**
 * Which room may import which (docs/architecture.md). A room may always import itself;
 * everything not named here is forbidden, so a new edge is a decision made in this table.
 */
const rooms = {
  'exporter/routeros': [],
  'exporter/exposition': [],
  'exporter/config': [],
  'exporter/import': ['exporter/config'],
  'exporter/telemetry': ['exporter/exposition', 'exporter/routeros', 'exporter/config'],
  'exporter/collectors': ['exporter/exposition', 'exporter/routeros'],
  'exporter/fleet': ['exporter/routeros', 'exporter/config', 'exporter/telemetry'],
  'exporter/probe': [
    'exporter/routeros',
    'exporter/exposition',
    'exporter/config',
    'exporter/collectors',
    'exporter/fleet',
    'exporter/telemetry',
  ],
  'exporter/http': [
    'exporter/probe',
    'exporter/fleet',
    'exporter/config',
    'exporter/telemetry',
    'exporter/exposition',
    'exporter/routeros',
  ],
};

/** Files of a room that a stranger may import although the room is closed to it. */
const simulatorMayImport = ['exporter/routeros/words.ts', 'exporter/routeros/decoder.ts'];

const closed = (room, allowed) => ({
  files: [`${room}/**/*.ts`],
  ignores: ['**/*.test.ts', '**/testing/**'],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            group: Object.keys(rooms)
              .filter((other) => other !== room && !allowed.includes(other))
              .map((other) => `**/${other.split('/')[1]}/*`)
              .concat(['**/main.ts', '**/exporter.ts', '**/simulator/**']),
            message: `${room} may import only: ${allowed.join(', ') || 'nothing of the other rooms'} (docs/architecture.md).`,
          },
        ],
      },
    ],
  },
});

export default tseslint.config(
  { ignores: ['dist/**', 'node_modules/**', '**/*.js', 'dashboards/preview/page/**'] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      // Express knows an error handler by its four parameters.
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      // It takes the void of Promise.withResolvers<void>() for a mistake.
      '@typescript-eslint/no-invalid-void-type': 'off',
      'no-restricted-exports': [
        'error',
        { restrictDefaultExports: { direct: true, named: true, defaultFrom: true } },
      ],
    },
  },
  ...Object.entries(rooms).map(([room, allowed]) => closed(room, allowed)),
  {
    files: ['simulator/**/*.ts'],
    ignores: ['**/*.test.ts', '**/testing/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '/exporter/(?!routeros/(words|decoder)\\.ts$)',
              message: `The simulator shares only ${simulatorMayImport.join(' and ')} with the exporter.`,
            },
          ],
        },
      ],
    },
  },
  {
    // node:test's describe/it return promises that the runner itself awaits.
    files: ['**/*.test.ts', '**/testing/**'],
    rules: {
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', name: ['describe', 'it', 'test'], package: 'node:test' },
          ],
        },
      ],
    },
  },
);
