import { mutate, randomFrom } from './mutate.ts';
import { SEEDS } from './seeds.ts';

export type Mutant = { name: string; fileName: string; bytes: Uint8Array };

/**
 * Spoilt copies of a small document of each kind, the same for the same seed. Of what is packed, every other one is
 * spoilt before packing: behind a checksum no reader would see it.
 */
export async function* mutants(each: number, seed: number): AsyncGenerator<Mutant> {
  for (const { fileName, inner, make } of SEEDS)
    for (let number = 0; number < each; number++) {
      const random = randomFrom(seed + number);
      const inside = inner !== undefined && number % 2 === 0;
      const bytes = inside
        ? await make(Buffer.from(mutate(Buffer.from(inner), random)).toString('latin1'))
        : mutate(await make(inner ?? ''), random);
      yield { name: `${fileName} ${seed + number}`, fileName, bytes };
    }
}
