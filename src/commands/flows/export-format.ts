import type { ExportFlags, ExportFormat } from './flags.ts';

const BY_ENDING: Readonly<Record<string, ExportFormat>> = {
  html: 'html',
  htm: 'html',
  har: 'har',
  sh: 'curl',
  mmd: 'mermaid',
  mermaid: 'mermaid',
};

/** What is asked for: else what the ending of the file says, else JSON. */
export const exportFormat = ({ format, out = '' }: Pick<ExportFlags, 'format' | 'out'>): ExportFormat =>
  format ?? BY_ENDING[/\.([a-z]+)$/i.exec(out)?.[1]?.toLowerCase() ?? ''] ?? 'json';
