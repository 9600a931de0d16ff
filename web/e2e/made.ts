/** What several files of tests look at, made once: a record of three sessions, and results of studies. */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import type { TestProject } from 'vitest/node';
import { record } from './recorded';
import { studied } from './studied';

declare module 'vitest' {
  interface ProvidedContext {
    scratch: string;
  }
}

export default async function make(project: TestProject): Promise<() => Promise<void>> {
  const scratch = await mkdtemp(join(tmpdir(), 'gammafield-e2e-'));
  await studied(scratch, await record(scratch));
  project.provide('scratch', scratch);
  return () => rm(scratch, { recursive: true });
}

/** A folder of the test file's own with a copy of the results: servers write theirs beside them. */
export async function resultsFor(file: string): Promise<string> {
  const own = join(inject('scratch'), file, 'results');
  await cp(join(inject('scratch'), 'results'), own, { recursive: true, preserveTimestamps: true });
  return own;
}
