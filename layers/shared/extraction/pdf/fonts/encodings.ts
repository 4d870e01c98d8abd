/**
 * Base encodings of simple fonts (ISO 32000-1, annex D) as the characters that their glyph names mean. U+0000 stands
 * where a code has no glyph.
 */
export type Encoding = string;

const NONE = '\0';
const none = (count: number): string => NONE.repeat(count);

const ASCII = Array.from({ length: 95 }, (_none, at) => String.fromCharCode(32 + at)).join('');
const LATIN_1 = Array.from({ length: 95 }, (_none, at) => String.fromCharCode(0xa1 + at)).join('');

export const BUILT_IN: Encoding = none(256);

/** Adobe's StandardEncoding. */
export const STANDARD: Encoding =
  none(32) +
  ASCII.replace("'", '’').replace('`', '‘') +
  none(34) +
  "¡¢£⁄¥ƒ§¤'“«‹›ﬁﬂ\0–†‡·\0¶•‚„”»…‰\0¿\0`´ˆ˜¯˘˙¨\0˚¸\0˝˛ˇ—" +
  none(16) +
  'Æ\0ª\0\0\0\0ŁØŒº\0\0\0\0\0æ\0\0\0ı\0\0łøœß\0\0\0\0';

/** WinAnsiEncoding; codes without a character have a bullet there, 0xa0 a blank and 0xad a hyphen. */
export const WIN_ANSI: Encoding = `${none(32)}${ASCII}•€•‚ƒ„…†‡ˆ‰Š‹Œ•Ž••‘’“”•–—˜™š›œ•žŸ ${LATIN_1.replace('\u00ad', '-')}`;

/** MacRomanEncoding with the mathematical signs of Mac OS, as PDFium has it. */
export const MAC_ROMAN: Encoding =
  `${none(32)}${ASCII}\0ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªº\u2126æø¿¡¬√ƒ≈∆«»… ` +
  'ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄¤‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\uf8ffÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ';

/** The built-in encoding of the font Symbol; pieces of large brackets mean nothing. */
export const SYMBOL: Encoding =
  none(32) +
  ' !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧ∆ΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥς\u2126ΞΨΖ[∴]⊥_\0αβχδεφγηιϕκλµνοπθρστυϖωξψζ{|}∼' +
  none(33) +
  '€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…\0\0↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇\0\0\0∏√⋅¬∧∨⇔⇐⇑⇒⇓◊\u2329' +
  '\0\0\0∑\0\0\0\0\0\0\0\0\0\0\0\u232a∫⌠\0⌡\0\0\0\0\0\0\0\0\0\0';

/** The built-in encoding of the font ZapfDingbats. */
export const DINGBATS_ENCODING: Encoding =
  none(32) +
  ' ✁✂✃✄☎✆✇✈✉☛☞✌✍✎✏✐✑✒✓✔✕✖✗✘✙✚✛✜✝✞✟✠✡✢✣✤✥✦✧★✩✪✫✬✭✮✯✰✱✲✳✴✵✶✷✸✹✺✻✼✽✾✿❀❁❂❃❄❅❆❇❈❉❊❋●❍■❏❐❑❒▲▼◆❖◗❘❙❚❛❜❝❞\0❨❩❪❫❬❭❮❯❰❱❲❳❴❵' +
  none(19) +
  '❡❢❣❤❥❦❧♣♦♥♠①②③④⑤⑥⑦⑧⑨⑩❶❷❸❹❺❻❼❽❾❿➀➁➂➃➄➅➆➇➈➉➊➋➌➍➎➏➐➑➒➓➔→↔↕➘➙➚➛➜➝➞➟➠➡➢➣➤➥➦➧➨➩➪➫➬➭➮➯\0➱➲➳➴➵➶➷➸➹➺➻➼➽➾\0';

export const codePointIn = (encoding: Encoding, code: number): number => encoding.charCodeAt(code);
