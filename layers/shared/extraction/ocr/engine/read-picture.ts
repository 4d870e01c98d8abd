import type { OcrPage } from '../types.ts';
import { drawingOf } from './affine.ts';
import { letterCount, meanConfidence } from './confidence.ts';
import { draw } from './draw.ts';
import { withoutJunk } from './junk.ts';
import { addOverlooked } from './overlooked.ts';
import type { Grey } from './picture.ts';
import { probe } from './probe.ts';
import { type FoundWord, type Ground, readWords, type Tesseract } from './read-words.ts';
import { mergeReadings } from './second-look.ts';
import { type Survey, surveyPicture, type Turns } from './survey.ts';
import { toTokens } from './tokens.ts';

/**
 * Reads one picture: measures how its text lies and how large it is, draws it upright at a good size, reads it, and
 * puts the words where they stand on the picture as it was given. What reads badly is tried the other ways round.
 */
export function readPicture(
  tesseract: Tesseract,
  picture: Grey,
  { dpi, maxPixels }: { dpi: number; maxPixels: number },
): OcrPage {
  const survey = surveyPicture(picture, maxPixels);
  const read = (turns: Turns) => readTurned(tesseract, picture, survey, turns, dpi);
  let reading = read(survey.isTurned ? 1 : 0);
  if (!survey.isNoise && !isReadable(reading.words)) {
    const better = probe(reading.drawn, reading.words, (part, turns) =>
      readWords(tesseract, turned(part, turns), { mode: 'sparse', dpi: dpi * survey.scale }),
    );
    if (better !== 0) reading = read(((reading.turns + better) % 4) as Turns);
  }
  const first = withoutJunk(reading.words);
  const second = takeSecondLook(tesseract, reading.drawn, first, survey, dpi * survey.scale);
  const words = survey.isNoise
    ? second
    : addOverlooked(reading.drawn, second, (part, mode) =>
        readWords(tesseract, part, { mode, dpi: dpi * survey.scale }),
      );
  const points = 72 / dpi;
  const angle = directionOf(reading.turns, survey.skew);
  return {
    width: picture.width * points,
    height: picture.height * points,
    tokens: toTokens(words, reading.toPicture, angle, points),
    confidence: meanConfidence(words) / 100,
    turns: reading.turns,
  };
}

/**
 * Sparse text finds what stands in tables and forms; a block is better for pale or uneven print in lines, and a look
 * at each place's own brightness for words on photographs. A second reading is only worth its time where the first one
 * is unsure, or costs next to nothing; of noise, where the first one has found words in it.
 */
function takeSecondLook(
  tesseract: Tesseract,
  drawn: Grey,
  words: FoundWord[],
  survey: Survey,
  dpi: number,
): FoundWord[] {
  if (survey.isNoise) {
    if (letterCount(words) < ENOUGH_LETTERS) return words;
    const more = readWords(tesseract, drawn, { mode: 'sparse', dpi, ground: 'uneven' });
    return mergeReadings(words, withoutJunk(more));
  }
  const isSmall = drawn.width * drawn.height < SMALL_PICTURE;
  const isResized = survey.scale !== 1;
  if (!isResized && words.length > MANY_WORDS) return words;
  if (meanConfidence(words) >= (isResized ? CERTAIN_RESIZED : CERTAIN) && !isSmall) return words;
  const block = readWords(tesseract, drawn, { mode: 'block', dpi, ground: groundOf(survey) });
  return mergeReadings(words, withoutJunk(block));
}

const groundOf = ({ isNoise, isDark }: Survey): Ground => (isNoise || isDark ? 'even' : 'local');

/** Of 100; small print gains more from being read twice. */
const CERTAIN = 88;
const CERTAIN_RESIZED = 92;
/** As a block, a page full of tables takes several times as long, and gains nothing. */
const MANY_WORDS = 300;
/** Pixels. */
const SMALL_PICTURE = 500_000;

function readTurned(tesseract: Tesseract, picture: Grey, survey: Survey, turns: Turns, dpi: number) {
  const { skew, scale } = survey;
  const drawing = drawingOf(picture.width, picture.height, { turns, skew, scale });
  const drawn = draw(picture, drawing);
  const words = readWords(tesseract, drawn, {
    mode: 'sparse',
    dpi: dpi * scale,
    ground: groundOf(survey),
  });
  return { turns, drawn, words, toPicture: drawing.toPicture };
}

const turned = (picture: Grey, turns: Turns): Grey =>
  draw(picture, drawingOf(picture.width, picture.height, { turns, skew: 0, scale: 1 }));

/** Text that is read the right way round is hardly ever surer than this when wrong, or less sure when right. */
const SURE = 65;
const ENOUGH_LETTERS = 10;

const isReadable = (words: readonly FoundWord[]): boolean =>
  letterCount(words) >= ENOUGH_LETTERS && meanConfidence(words) >= SURE;

/** Radians clockwise from -π to π. */
function directionOf(turns: Turns, skew: number): number {
  const quarter = turns === 3 ? -1 : turns;
  return (quarter * Math.PI) / 2 + skew;
}
