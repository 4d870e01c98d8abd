/**
 * Words of instructions: prompts say what to do with the answer and where it stands ("Extract … as mentioned in the
 * document, return null if not found"), and no passage is better for having these words too. One list for all
 * languages, because prompts are often in another one than the document.
 */
const BOILERPLATE: ReadonlySet<string> = new Set(
  [
    'give given list describe explain summarize summarise provide provided identify find extract tell show state stated',
    'report reported reports reporting document documents section mention mentioned disclose disclosed according based',
    'please answer question information detail details detailed following respectively all any each every many much some most recent',
    'latest form filing filings discuss discussed discussion present presented reveal revealed note include included',
    'including return respond output format exact exactly exists found otherwise ensure null json field string',
    'gib nenne nennen liste beschreibe beschreiben erkläre erklären ermittle extrahiere zeige dokument bericht abschnitt',
    'genannt angegeben erwähnt laut gemäß bitte antwort antworte frage angabe angaben jeweils alle aller viele viel letzten',
    'aktuellen neuesten ausgabe gefunden sonst falls',
    'donne donnez liste décris décrivez explique expliquez extrais extraire indique indiqué mentionné document rapport',
    'selon veuillez réponse répondre',
    'describa explique extraiga indique indicado mencionado documento informe según responda respuesta favor',
    'descrivi spiega estrai indica indicato documento rapporto secondo rispondi risposta',
    'descreva explique extraia indique mencionado documento relatório segundo responda resposta',
    'beschrijf noem geef vermeld document rapport volgens antwoord',
  ]
    .join(' ')
    .split(' '),
);

export const isBoilerplate = (word: string): boolean => BOILERPLATE.has(word);
