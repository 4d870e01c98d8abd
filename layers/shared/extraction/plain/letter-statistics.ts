/** Letters beyond ASCII in the order of how often a language writes them; scripts of their own with their whole alphabet. */
export type Language = { letters: string; encodings: readonly string[] };

const WESTERN = ['windows-1252', 'macintosh', 'cp850', 'cp437'];
const CENTRAL = ['windows-1250', 'iso-8859-2'];
const BALTIC = ['windows-1257', 'iso-8859-13', 'iso-8859-4'];
const CYRILLIC = ['windows-1251', 'koi8-r', 'iso-8859-5', 'ibm866', 'x-mac-cyrillic'];
const UKRAINIAN = ['windows-1251', 'koi8-u', 'iso-8859-5', 'x-mac-cyrillic'];

/** Those whose texts come in 8-bit encodings; the likelier encoding of each first. */
export const LANGUAGES: readonly Language[] = [
  { letters: 'äüöß', encodings: WESTERN },
  { letters: 'éèàêçùâôîûœëï', encodings: WESTERN },
  { letters: 'óíáéñúü¿¡', encodings: WESTERN },
  { letters: 'ãçáéíõóêâúàô', encodings: WESTERN },
  { letters: 'èàòùìé', encodings: WESTERN },
  { letters: 'éëïóèüö', encodings: WESTERN },
  { letters: 'åäöé', encodings: WESTERN },
  { letters: 'åøæé', encodings: WESTERN },
  { letters: 'áíðöþæóúéý', encodings: [...WESTERN, 'iso-8859-10'] },
  { letters: 'łęóążśćńź', encodings: CENTRAL },
  { letters: 'áíéěřýčžšůúóňťď', encodings: CENTRAL },
  { letters: 'áíéýčžšúľťôňďäó', encodings: CENTRAL },
  { letters: 'áéöíőóüúű', encodings: CENTRAL },
  { letters: 'čšžćđ', encodings: CENTRAL },
  { letters: 'ăîșțâşţ', encodings: ['iso-8859-16', 'windows-1250', 'iso-8859-2'] },
  { letters: 'ışüğçöİâ', encodings: ['windows-1254'] },
  { letters: 'āīēšūķļņžģč', encodings: BALTIC },
  { letters: 'ėįšųūžčąę', encodings: BALTIC },
  { letters: 'äõüöšž', encodings: BALTIC },
  { letters: 'оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё', encodings: CYRILLIC },
  { letters: 'оаниевтрслкмдупязьігбчйїхцюжєшщфґ', encodings: UKRAINIAN },
  { letters: 'αοιετσνηυρπκμλςωάίέόήδγύχθφβξώζψϊΐ', encodings: ['windows-1253', 'iso-8859-7'] },
  { letters: 'יוהלאתשמברדנםחקפעצןגכטסזךץף', encodings: ['windows-1255', 'iso-8859-8'] },
  { letters: 'الينموترهبسعدفكقحجشصطخأةءىضذغثزظئؤإآ', encodings: ['windows-1256', 'iso-8859-6'] },
  { letters: 'ากนรอลงมตสดทวยคเบปหแพชขจไใโถผซ่้ี็ัิุู์ื', encodings: ['windows-874'] },
  {
    letters: 'àảãáạăằắâầấậèẻéẹêềếệìíòóọôồốộơờớợùúụưừứựđ\u0300\u0301\u0303\u0309\u0323',
    encodings: ['windows-1258'],
  },
];

/** Characters of Chinese that every text has. */
export const COMMON_HAN = new Set(
  '的一是不了在人有我他这这個个們们中来來上大为為和国國地到以说說时時要就出会會可也你对對生能而子那得于於着著下自之年过過发發后後作里用道行所然家种種事成方多经經么去法学學如都同现現当當没沒动動面起看定天分还還进進好小部其些主样樣理心她本前开開但因只从從想实實日军者意无無力它与與长長把机機十民第公此已工使情明性知全三又关關点點正业業外将將两兩高间間由问問很最重并物手应應战戰向头頭文体體政美相见見被利什二等产產或新己制身果加西斯月话話合回特代内內信表化老给給世位次度门門任常先海通教儿兒原东東声聲提立及比员員解水名真论論处處走义義各入几口认認条條平系气氣题題活尔尔更别別打女变變四神总總何电電数數安少报報才结結反受目太量再感建务務做接必场場件计計管期市直德资資命山金指克许許统統区區保至队隊形社便空决決治展马馬科司五基眼书書非则則听聽白却界达達光放强強即像难難且权權思王象完设設式色路记記南品住告类類求据據程北边邊死张張该該交规規万萬取拉格望觉覺术術领領共确確传傳师師观觀清今切院让讓识識候带帶导導争爭运運',
);

/** Syllables of Korean that every text has. */
export const COMMON_HANGUL = new Set(
  '이다는의가을에고하를은지한기사로도리어자대시나인서정만아그들수부있일전해제장과주보성게구공스상라면여유것우국와용동세신조비원당회건물금액계식산',
);
