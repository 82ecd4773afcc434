import type { ChildProcess } from 'node:child_process';

export function schemaOf(address: string): Promise<string>;
export function freePort(): Promise<number>;
export function ready(address: string, child: ChildProcess): Promise<void>;
