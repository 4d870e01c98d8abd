/** Names and abbreviations of the months, 1 to 12, in the languages whose dates are read without a library. */
const LANGUAGES: readonly string[][] = [
  'january,jan february,feb march,mar april,apr may june,jun july,jul august,aug september,sept,sep october,oct november,nov december,dec',
  'januar,jänner,jän februar märz,mär,maerz april mai juni juli august september oktober,okt november dezember,dez',
  'janvier,janv février,fevrier,févr,fevr mars avril,avr mai juin juillet,juil août,aout septembre octobre novembre décembre,decembre,déc',
  'enero,ene febrero marzo abril,abr mayo junio julio agosto,ago septiembre,setiembre octubre noviembre diciembre,dic',
  'gennaio,gen febbraio marzo aprile maggio,mag giugno,giu luglio,lug agosto settembre,set ottobre,ott novembre dicembre',
  'janeiro fevereiro,fev março,marco abril maio junho julho agosto setembro outubro,out novembro dezembro',
  'januari februari maart,mrt april mei juni juli augustus september oktober november december',
].map((language) => language.split(' '));

/** Month number by lower-case name. */
export const MONTHS: ReadonlyMap<string, number> = new Map(
  LANGUAGES.flatMap((language) =>
    language.flatMap((names, index) => names.split(',').map((name): [string, number] => [name, index + 1])),
  ),
);

/** A pattern that matches any month name; longest names first, so that "march" is not read as "mar". */
export const MONTH_PATTERN = [...MONTHS.keys()].sort((a, b) => b.length - a.length).join('|');
