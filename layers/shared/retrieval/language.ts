import { stemArabic } from './stem-arabic.ts';
import { stemEnglish } from './stem-english.ts';
import { stemGerman } from './stem-german.ts';
import { stemFrench, stemItalian, stemPortuguese, stemSpanish } from './stem-romance.ts';

/** How the words of a language are made into terms. */
export type Language = { code: string; stopWords: ReadonlySet<string>; stem(word: string): string };

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));
const asItIs = (word: string) => word;

/** Words that are in every text and question, so they tell nothing; also what tells the languages apart. */
const LANGUAGES: Language[] = [
  {
    code: 'en',
    stem: stemEnglish,
    stopWords: words(
      'a an the and or but if of at by for with about to from in on as is are was were be been being am do does did has have had he she it its they them their this that these those i you we our your his her what which who whom whose when where why how will would can could should may might must not no than then so such there here also into over under s t',
    ),
  },
  {
    code: 'de',
    stem: stemGerman,
    stopWords: words(
      'der die das den dem des ein eine einer eines einem einen und oder aber wenn als wie was wer wen wem wessen welche welcher welches welchem welchen wann wo warum wieso woher wohin ist sind war waren sein wird werden wurde wurden hat haben hatte hatten kann können konnte muss müssen soll sollen nicht kein keine in im an am auf aus bei beim mit nach von vom zu zum zur über unter für durch um es er sie wir ihr ich du sich auch so dass daß diese dieser dieses diesem diesen',
    ),
  },
  {
    code: 'fr',
    stem: stemFrench,
    stopWords: words(
      'le la les l un une des du de d et ou mais si que qui quoi quel quelle quels quelles quand où comment pourquoi est sont était étaient être a ont avait avoir dans en sur sous par pour avec sans au aux ce cet cette ces il elle ils elles on nous vous je tu se sa son ses leur leurs ne pas plus',
    ),
  },
  {
    code: 'es',
    stem: stemSpanish,
    stopWords: words(
      'el la los las un una unos unas de del y o pero si que qué quién quiénes cuál cuáles cuándo dónde cómo por para con sin en sobre entre a al es son era eran ser fue fueron ha han había se su sus lo le les este esta estos estas eso esa no más como',
    ),
  },
  {
    code: 'it',
    stem: stemItalian,
    stopWords: words(
      'il lo la i gli le l un uno una di del della dei delle e o ma se che chi quale quali quando dove come perché è sono era erano essere ha hanno aveva in nel nella su per con da dal dalla a al alla si non più questo questa questi queste',
    ),
  },
  {
    code: 'pt',
    stem: stemPortuguese,
    stopWords: words(
      'o os as um uma uns umas de do da dos das e ou mas se que quem qual quais quando onde como por para com sem em no na nos nas é são era eram ser foi foram há tem têm ao à não mais este esta isto seu sua',
    ),
  },
  {
    code: 'nl',
    stem: asItIs,
    stopWords: words(
      'de het een en of maar als dat die wat wie welke wanneer waar waarom hoe is zijn was waren wordt worden werd heeft hebben had kan moet niet geen in op aan bij met naar van voor door om uit over onder te er ook dit deze',
    ),
  },
  {
    code: 'ar',
    stem: stemArabic,
    stopWords: words(
      'في من على إلى الى عن مع هذا هذه ذلك تلك التي الذي الذين هو هي كان كانت يكون ما ماذا متى أين كيف كم لماذا هل أن ان إن لا لم لن قد كل بعد قبل بين أو او ثم و أي اي عند حتى كما غير',
    ),
  },
];

/** Where no language is recognised: nothing is left out, nothing stemmed. */
const UNKNOWN: Language = { code: 'unknown', stem: asItIs, stopWords: new Set() };

/** A language is guessed only when its stop words are at least this part of the words. */
const LEAST_SHARE = 0.05;

/** Guesses a text's language by its stop words; looks at the first words only. */
export function guessLanguage(someWords: readonly string[]): Language {
  let best = UNKNOWN;
  let most = Math.max(1, someWords.length * LEAST_SHARE);
  for (const language of LANGUAGES) {
    const found = someWords.reduce((sum, word) => sum + (language.stopWords.has(word) ? 1 : 0), 0);
    if (found > most) {
      best = language;
      most = found;
    }
  }
  return best;
}
