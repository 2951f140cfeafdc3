import { view } from '../reading/views';
import type { Domain } from './domain';

const imageForSharpScreens = /^\d(?:\.\d)?x\.(?:avif|gif|jpe?g|png|svg|webp)$/;

/** What has the form of an address and is none: `git@github.com:team/repo`, `icon@2x.png`. */
export function isNoAddress(local: string, { name, next }: Domain): boolean {
  if (imageForSharpScreens.test(name)) return true;
  return local === 'git' && (next === colon || next === view.slash);
}

const colon = 0x3a;
