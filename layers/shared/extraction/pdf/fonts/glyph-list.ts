/**
 * Glyph names and the characters they mean: the part of the Adobe Glyph List 2.0 that has one character per name, of
 * Latin, Greek and Cyrillic letters, punctuation, mathematics and signs. Written as names in the order of their code
 * points: `#` sets the code point (hexadecimal) of the next name, a name's successor has the next code point, and `=`
 * marks another name for the one before it.
 *
 * Facts from https://github.com/adobe-type-tools/agl-aglfn (glyphlist.txt), Copyright 2002-2019 Adobe, BSD-3-Clause.
 */
export const GLYPH_LIST = `
#20 space =spacehackarabic exclam quotedbl numbersign dollar percent ampersand quotesingle parenleft
parenright asterisk plus comma hyphen period slash zero one two three four five six seven eight nine colon
semicolon less equal greater question at A B C D E F G H I J K L M N O P Q R S T U V W X Y Z bracketleft
backslash bracketright asciicircum underscore grave a b c d e f g h i j k l m n o p q r s t u v w x y z
braceleft bar =verticalbar braceright asciitilde controlDEL #a0 nbspace =nonbreakingspace exclamdown cent
sterling currency yen brokenbar section dieresis copyright ordfeminine guillemotleft logicalnot sfthyphen
=softhyphen registered macron =overscore degree plusminus twosuperior threesuperior acute mu =mu1 paragraph
middot =periodcentered cedilla onesuperior ordmasculine guillemotright onequarter onehalf threequarters
questiondown Agrave Aacute Acircumflex Atilde Adieresis Aring AE Ccedilla Egrave Eacute Ecircumflex
Edieresis Igrave Iacute Icircumflex Idieresis Eth Ntilde Ograve Oacute Ocircumflex Otilde Odieresis multiply
Oslash Ugrave Uacute Ucircumflex Udieresis Yacute Thorn germandbls agrave aacute acircumflex atilde
adieresis aring ae ccedilla egrave eacute ecircumflex edieresis igrave iacute icircumflex idieresis eth
ntilde ograve oacute ocircumflex otilde odieresis divide oslash ugrave uacute ucircumflex udieresis yacute
thorn ydieresis Amacron amacron Abreve abreve Aogonek aogonek Cacute cacute Ccircumflex ccircumflex Cdot
=Cdotaccent cdot =cdotaccent Ccaron ccaron Dcaron dcaron Dcroat =Dslash dcroat =dmacron Emacron emacron
Ebreve ebreve Edot =Edotaccent edot =edotaccent Eogonek eogonek Ecaron ecaron Gcircumflex gcircumflex Gbreve
gbreve Gdot =Gdotaccent gdot =gdotaccent Gcedilla =Gcommaaccent gcedilla =gcommaaccent Hcircumflex
hcircumflex Hbar hbar Itilde itilde Imacron imacron Ibreve ibreve Iogonek iogonek Idot =Idotaccent dotlessi
IJ ij Jcircumflex jcircumflex Kcedilla =Kcommaaccent kcedilla =kcommaaccent kgreenlandic Lacute lacute
Lcedilla =Lcommaaccent lcedilla =lcommaaccent Lcaron lcaron Ldot =Ldotaccent ldot =ldotaccent Lslash lslash
Nacute nacute Ncedilla =Ncommaaccent ncedilla =ncommaaccent Ncaron ncaron napostrophe =quoterightn Eng eng
Omacron omacron Obreve obreve Odblacute =Ohungarumlaut odblacute =ohungarumlaut OE oe Racute racute Rcedilla
=Rcommaaccent rcedilla =rcommaaccent Rcaron rcaron Sacute sacute Scircumflex scircumflex Scedilla scedilla
Scaron scaron Tcedilla =Tcommaaccent tcedilla =tcommaaccent Tcaron tcaron Tbar tbar Utilde utilde Umacron
umacron Ubreve ubreve Uring uring Udblacute =Uhungarumlaut udblacute =uhungarumlaut Uogonek uogonek
Wcircumflex wcircumflex Ycircumflex ycircumflex Ydieresis Zacute zacute Zdot =Zdotaccent zdot =zdotaccent
Zcaron zcaron longs =slong bstroke Bhook Btopbar btopbar Tonesix tonesix Oopen Chook chook Dafrican Dhook
Dtopbar dtopbar deltaturned Ereversed Schwa Eopen Fhook florin Ghook Gammaafrican hv Iotaafrican Istroke
Khook khook lbar lambdastroke Mturned Nhookleft nlegrightlong Ocenteredtilde Ohorn ohorn Oi oi Phook phook
yr Tonetwo tonetwo Esh eshreversedloop tpalatalhook Thook thook Tretroflexhook Uhorn uhorn Upsilonafrican
Vhook Yhook yhook Zstroke zstroke Ezh Ezhreversed ezhreversed ezhtail twostroke Tonefive tonefive
glottalinvertedstroke wynn clickdental clicklateral clickalveolar clickretroflex DZcaron Dzcaron dzcaron LJ
Lj lj NJ Nj nj Acaron acaron Icaron icaron Ocaron ocaron Ucaron ucaron Udieresismacron udieresismacron
Udieresisacute udieresisacute Udieresiscaron udieresiscaron Udieresisgrave udieresisgrave eturned
Adieresismacron adieresismacron Adotmacron adotmacron AEmacron aemacron Gstroke gstroke Gcaron gcaron Kcaron
kcaron Oogonek oogonek Oogonekmacron oogonekmacron Ezhcaron ezhcaron jcaron DZ Dz dz Gacute gacute #1fa
Aringacute aringacute AEacute aeacute Oslashacute =Ostrokeacute oslashacute =ostrokeacute Adblgrave
adblgrave Ainvertedbreve ainvertedbreve Edblgrave edblgrave Einvertedbreve einvertedbreve Idblgrave
idblgrave Iinvertedbreve iinvertedbreve Odblgrave odblgrave Oinvertedbreve oinvertedbreve Rdblgrave
rdblgrave Rinvertedbreve rinvertedbreve Udblgrave udblgrave Uinvertedbreve uinvertedbreve Scommaaccent
scommaaccent #250 aturned ascript ascriptturned bhook oopen ccurl dtail dhook ereversed schwa schwahook
eopen eopenreversed eopenreversedhook eopenreversedclosed jdotlessstroke ghook gscript #263 gammalatinsmall
ramshorn hturned hhook henghook istroke iotalatin #26b lmiddletilde lbelt lhookretroflex lezh mturned
mlonglegturned mhook nhookleft nhookretroflex #275 obarred #277 omegalatinclosed philatin rturned
rlonglegturned rhookturned rlongleg rhook rfishhook rfishhookreversed #281 Rsmallinverted shook esh
dotlessjstrokehook eshsquatreversed eshcurl tturned tretroflexhook ubar upsilonlatin vhook vturned wturned
yturned #290 zretroflexhook zcurl ezh ezhcurl glottalstop glottalstopreversed glottalstopinverted cstretched
bilabialclick #29a eopenclosed Gsmallhook #29d jcrossedtail kturned #2a0 qhook glottalstopstroke
glottalstopstrokereversed dzaltone dezh dzcurl ts tesh tccurl #2b0 hsuperior hhooksuperior jsuperior #2b4
rturnedsuperior rhookturnedsuperior Rsmallinvertedsuperior wsuperior ysuperior primemod dblprimemod
commaturnedmod afii57929 =apostrophemod afii64937 =commareversedmod ringhalfright ringhalfleft
glottalstopmod glottalstopreversedmod arrowheadleftmod arrowheadrightmod arrowheadupmod arrowheaddownmod
circumflex caron verticallinemod firsttonechinese secondtonechinese fourthtonechinese verticallinelowmod
macronlowmod gravelowmod acutelowmod colontriangularmod colontriangularhalfmod ringhalfrightcentered
ringhalfleftcentered uptackmod downtackmod plusmod minusmod breve dotaccent ring ogonek ilde =tilde
hungarumlaut rhotichookmod #2e0 gammasuperior #2e3 xsuperior glottalstopreversedsuperior tonebarextrahighmod
tonebarhighmod tonebarmidmod tonebarlowmod tonebarextralowmod #300 gravecmb =gravecomb acutecmb =acutecomb
circumflexcmb tildecmb =tildecomb macroncmb overlinecmb brevecmb dotaccentcmb dieresiscmb hookabovecomb
=hookcmb ringcmb hungarumlautcmb caroncmb verticallineabovecmb dblverticallineabovecmb dblgravecmb
candrabinducmb breveinvertedcmb commaturnedabovecmb commaabovecmb commareversedabovecmb commaaboverightcmb
gravebelowcmb acutebelowcmb lefttackbelowcmb righttackbelowcmb leftangleabovecmb horncmb
ringhalfleftbelowcmb uptackbelowcmb downtackbelowcmb plusbelowcmb minusbelowcmb hookpalatalizedbelowcmb
hookretroflexbelowcmb dotbelowcmb =dotbelowcomb dieresisbelowcmb ringbelowcmb #327 cedillacmb ogonekcmb
verticallinebelowcmb bridgebelowcmb dblarchinvertedbelowcmb caronbelowcmb circumflexbelowcmb brevebelowcmb
breveinvertedbelowcmb tildebelowcmb macronbelowcmb lowlinecmb dbllowlinecmb tildeoverlaycmb
strokeshortoverlaycmb strokelongoverlaycmb solidusshortoverlaycmb soliduslongoverlaycmb
ringhalfrightbelowcmb bridgeinvertedbelowcmb squarebelowcmb seagullbelowcmb xabovecmb tildeverticalcmb
dbloverlinecmb gravetonecmb acutetonecmb perispomenigreekcmb koroniscmb dialytikatonoscmb
ypogegrammenigreekcmb #360 tildedoublecmb breveinverteddoublecmb #374 numeralsigngreek numeralsignlowergreek
#37a ypogegrammeni #37e questiongreek #384 tonos dialytikatonos =dieresistonos Alphatonos anoteleia
Epsilontonos Etatonos Iotatonos #38c Omicrontonos #38e Upsilontonos Omegatonos iotadieresistonos Alpha Beta
Gamma Deltagreek Epsilon Zeta Eta Theta Iota Kappa Lambda Mu Nu Xi Omicron Pi Rho #3a3 Sigma Tau Upsilon Phi
Chi Psi Omegagreek Iotadieresis Upsilondieresis alphatonos epsilontonos etatonos iotatonos
upsilondieresistonos alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mugreek nu xi omicron
pi rho sigma1 =sigmafinal sigma tau upsilon phi chi psi omega iotadieresis upsilondieresis omicrontonos
upsilontonos omegatonos #3d0 betasymbolgreek theta1 =thetasymbolgreek Upsilon1 =Upsilonhooksymbol
Upsilonacutehooksymbolgreek Upsilondieresishooksymbolgreek phi1 =phisymbolgreek omega1 =pisymbolgreek #3da
Stigmagreek #3dc Digammagreek #3de Koppagreek #3e0 Sampigreek #3e2 Sheicoptic sheicoptic Feicoptic feicoptic
Kheicoptic kheicoptic Horicoptic horicoptic Gangiacoptic gangiacoptic Shimacoptic shimacoptic Deicoptic
deicoptic kappasymbolgreek rhosymbolgreek sigmalunatesymbolgreek yotgreek #401 Iocyrillic =afii10023
Djecyrillic =afii10051 Gjecyrillic =afii10052 Ecyrillic =afii10053 Dzecyrillic =afii10054 Icyrillic
=afii10055 Yicyrillic =afii10056 Jecyrillic =afii10057 Ljecyrillic =afii10058 Njecyrillic =afii10059
Tshecyrillic =afii10060 Kjecyrillic =afii10061 #40e Ushortcyrillic =afii10062 Dzhecyrillic =afii10145
Acyrillic =afii10017 Becyrillic =afii10018 Vecyrillic =afii10019 Gecyrillic =afii10020 Decyrillic =afii10021
Iecyrillic =afii10022 Zhecyrillic =afii10024 Zecyrillic =afii10025 Iicyrillic =afii10026 Iishortcyrillic
=afii10027 Kacyrillic =afii10028 Elcyrillic =afii10029 Emcyrillic =afii10030 Encyrillic =afii10031 Ocyrillic
=afii10032 Pecyrillic =afii10033 Ercyrillic =afii10034 Escyrillic =afii10035 Tecyrillic =afii10036 Ucyrillic
=afii10037 Efcyrillic =afii10038 Khacyrillic =afii10039 Tsecyrillic =afii10040 Checyrillic =afii10041
Shacyrillic =afii10042 Shchacyrillic =afii10043 Hardsigncyrillic =afii10044 Yericyrillic =afii10045
Softsigncyrillic =afii10046 Ereversedcyrillic =afii10047 IUcyrillic =afii10048 IAcyrillic =afii10049
acyrillic =afii10065 afii10066 =becyrillic afii10067 =vecyrillic afii10068 =gecyrillic afii10069 =decyrillic
afii10070 =iecyrillic afii10072 =zhecyrillic afii10073 =zecyrillic afii10074 =iicyrillic afii10075
=iishortcyrillic afii10076 =kacyrillic afii10077 =elcyrillic afii10078 =emcyrillic afii10079 =encyrillic
afii10080 =ocyrillic afii10081 =pecyrillic afii10082 =ercyrillic afii10083 =escyrillic afii10084 =tecyrillic
afii10085 =ucyrillic afii10086 =efcyrillic afii10087 =khacyrillic afii10088 =tsecyrillic afii10089
=checyrillic afii10090 =shacyrillic afii10091 =shchacyrillic afii10092 =hardsigncyrillic afii10093
=yericyrillic afii10094 =softsigncyrillic afii10095 =ereversedcyrillic afii10096 =iucyrillic afii10097
=iacyrillic #451 afii10071 =iocyrillic afii10099 =djecyrillic afii10100 =gjecyrillic afii10101 =ecyrillic
afii10102 =dzecyrillic afii10103 =icyrillic afii10104 =yicyrillic afii10105 =jecyrillic afii10106
=ljecyrillic afii10107 =njecyrillic afii10108 =tshecyrillic afii10109 =kjecyrillic #45e afii10110
=ushortcyrillic afii10193 =dzhecyrillic Omegacyrillic omegacyrillic Yatcyrillic =afii10146 afii10194
=yatcyrillic Eiotifiedcyrillic eiotifiedcyrillic Yuslittlecyrillic yuslittlecyrillic
Yuslittleiotifiedcyrillic yuslittleiotifiedcyrillic Yusbigcyrillic yusbigcyrillic Yusbigiotifiedcyrillic
yusbigiotifiedcyrillic Ksicyrillic ksicyrillic Psicyrillic psicyrillic Fitacyrillic =afii10147 afii10195
=fitacyrillic Izhitsacyrillic =afii10148 afii10196 =izhitsacyrillic Izhitsadblgravecyrillic
izhitsadblgravecyrillic Ukcyrillic ukcyrillic Omegaroundcyrillic omegaroundcyrillic Omegatitlocyrillic
omegatitlocyrillic Otcyrillic otcyrillic Koppacyrillic koppacyrillic thousandcyrillic titlocyrilliccmb
palatalizationcyrilliccmb dasiapneumatacyrilliccmb psilipneumatacyrilliccmb #490 Gheupturncyrillic
=afii10050 afii10098 =gheupturncyrillic Ghestrokecyrillic ghestrokecyrillic Ghemiddlehookcyrillic
ghemiddlehookcyrillic Zhedescendercyrillic zhedescendercyrillic Zedescendercyrillic zedescendercyrillic
Kadescendercyrillic kadescendercyrillic Kaverticalstrokecyrillic kaverticalstrokecyrillic Kastrokecyrillic
kastrokecyrillic Kabashkircyrillic kabashkircyrillic Endescendercyrillic endescendercyrillic Enghecyrillic
enghecyrillic Pemiddlehookcyrillic pemiddlehookcyrillic Haabkhasiancyrillic haabkhasiancyrillic
Esdescendercyrillic esdescendercyrillic Tedescendercyrillic tedescendercyrillic Ustraightcyrillic
ustraightcyrillic Ustraightstrokecyrillic ustraightstrokecyrillic Hadescendercyrillic hadescendercyrillic
Tetsecyrillic tetsecyrillic Chedescendercyrillic chedescendercyrillic Cheverticalstrokecyrillic
cheverticalstrokecyrillic Shhacyrillic shhacyrillic Cheabkhasiancyrillic cheabkhasiancyrillic
Chedescenderabkhasiancyrillic chedescenderabkhasiancyrillic palochkacyrillic Zhebrevecyrillic
zhebrevecyrillic Kahookcyrillic kahookcyrillic #4c7 Enhookcyrillic enhookcyrillic #4cb Chekhakassiancyrillic
chekhakassiancyrillic #4d0 Abrevecyrillic abrevecyrillic Adieresiscyrillic adieresiscyrillic Aiecyrillic
aiecyrillic Iebrevecyrillic iebrevecyrillic Schwacyrillic afii10846 =schwacyrillic Schwadieresiscyrillic
schwadieresiscyrillic Zhedieresiscyrillic zhedieresiscyrillic Zedieresiscyrillic zedieresiscyrillic
Dzeabkhasiancyrillic dzeabkhasiancyrillic Imacroncyrillic imacroncyrillic Idieresiscyrillic
idieresiscyrillic Odieresiscyrillic odieresiscyrillic Obarredcyrillic obarredcyrillic
Obarreddieresiscyrillic obarreddieresiscyrillic #4ee Umacroncyrillic umacroncyrillic Udieresiscyrillic
udieresiscyrillic Uhungarumlautcyrillic uhungarumlautcyrillic Chedieresiscyrillic chedieresiscyrillic #4f8
Yerudieresiscyrillic yerudieresiscyrillic #1e00 Aringbelow aringbelow Bdotaccent bdotaccent Bdotbelow
bdotbelow Blinebelow blinebelow Ccedillaacute ccedillaacute Ddotaccent ddotaccent Ddotbelow ddotbelow
Dlinebelow dlinebelow Dcedilla dcedilla Dcircumflexbelow dcircumflexbelow Emacrongrave emacrongrave
Emacronacute emacronacute Ecircumflexbelow ecircumflexbelow Etildebelow etildebelow Ecedillabreve
ecedillabreve Fdotaccent fdotaccent Gmacron gmacron Hdotaccent hdotaccent Hdotbelow hdotbelow Hdieresis
hdieresis Hcedilla hcedilla Hbrevebelow hbrevebelow Itildebelow itildebelow Idieresisacute idieresisacute
Kacute kacute Kdotbelow kdotbelow Klinebelow klinebelow Ldotbelow ldotbelow Ldotbelowmacron ldotbelowmacron
Llinebelow llinebelow Lcircumflexbelow lcircumflexbelow Macute macute Mdotaccent mdotaccent Mdotbelow
mdotbelow Ndotaccent ndotaccent Ndotbelow ndotbelow Nlinebelow nlinebelow Ncircumflexbelow ncircumflexbelow
Otildeacute otildeacute Otildedieresis otildedieresis Omacrongrave omacrongrave Omacronacute omacronacute
Pacute pacute Pdotaccent pdotaccent Rdotaccent rdotaccent Rdotbelow rdotbelow Rdotbelowmacron
rdotbelowmacron Rlinebelow rlinebelow Sdotaccent sdotaccent Sdotbelow sdotbelow Sacutedotaccent
sacutedotaccent Scarondotaccent scarondotaccent Sdotbelowdotaccent sdotbelowdotaccent Tdotaccent tdotaccent
Tdotbelow tdotbelow Tlinebelow tlinebelow Tcircumflexbelow tcircumflexbelow Udieresisbelow udieresisbelow
Utildebelow utildebelow Ucircumflexbelow ucircumflexbelow Utildeacute utildeacute Umacrondieresis
umacrondieresis Vtilde vtilde Vdotbelow vdotbelow Wgrave wgrave Wacute wacute Wdieresis wdieresis Wdotaccent
wdotaccent Wdotbelow wdotbelow Xdotaccent xdotaccent Xdieresis xdieresis Ydotaccent ydotaccent Zcircumflex
zcircumflex Zdotbelow zdotbelow Zlinebelow zlinebelow hlinebelow tdieresis wring yring arighthalfring
slongdotaccent #1ea0 Adotbelow adotbelow Ahookabove ahookabove Acircumflexacute acircumflexacute
Acircumflexgrave acircumflexgrave Acircumflexhookabove acircumflexhookabove Acircumflextilde
acircumflextilde Acircumflexdotbelow acircumflexdotbelow Abreveacute abreveacute Abrevegrave abrevegrave
Abrevehookabove abrevehookabove Abrevetilde abrevetilde Abrevedotbelow abrevedotbelow Edotbelow edotbelow
Ehookabove ehookabove Etilde etilde Ecircumflexacute ecircumflexacute Ecircumflexgrave ecircumflexgrave
Ecircumflexhookabove ecircumflexhookabove Ecircumflextilde ecircumflextilde Ecircumflexdotbelow
ecircumflexdotbelow Ihookabove ihookabove Idotbelow idotbelow Odotbelow odotbelow Ohookabove ohookabove
Ocircumflexacute ocircumflexacute Ocircumflexgrave ocircumflexgrave Ocircumflexhookabove
ocircumflexhookabove Ocircumflextilde ocircumflextilde Ocircumflexdotbelow ocircumflexdotbelow Ohornacute
ohornacute Ohorngrave ohorngrave Ohornhookabove ohornhookabove Ohorntilde ohorntilde Ohorndotbelow
ohorndotbelow Udotbelow udotbelow Uhookabove uhookabove Uhornacute uhornacute Uhorngrave uhorngrave
Uhornhookabove uhornhookabove Uhorntilde uhorntilde Uhorndotbelow uhorndotbelow Ygrave ygrave Ydotbelow
ydotbelow Yhookabove yhookabove Ytilde ytilde #2002 enspace #200b zerowidthspace afii61664
=zerowidthnonjoiner afii301 afii299 afii300 hyphentwo #2012 figuredash endash emdash afii00208
=horizontalbar dblverticalbar dbllowline =underscoredbl quoteleft quoteright quotesinglbase
quoteleftreversed =quotereversed quotedblleft quotedblright quotedblbase #2020 dagger daggerdbl bullet #2024
onedotenleader twodotenleader =twodotleader ellipsis #202c afii61573 afii61574 afii61575 #2030 perthousand
#2032 minute second #2035 primereversed #2039 guilsinglleft guilsinglright referencemark exclamdbl #203e
overline #2042 asterism #2044 fraction #2070 zerosuperior #2074 foursuperior fivesuperior sixsuperior
sevensuperior eightsuperior ninesuperior plussuperior #207c equalsuperior parenleftsuperior
parenrightsuperior nsuperior zeroinferior oneinferior twoinferior threeinferior fourinferior fiveinferior
sixinferior seveninferior eightinferior nineinferior #208d parenleftinferior parenrightinferior #20a1
colonmonetary =colonsign cruzeiro franc afii08941 =lira #20a7 peseta #20a9 won afii57636 =newsheqelsign
=sheqel =sheqelhebrew dong Euro =euro #2103 centigrade #2105 afii61248 =careof #2109 fahrenheit #2111
Ifraktur #2113 afii61289 =lsquare #2116 afii61352 =numero #2118 weierstrass #211c Rfraktur #211e
prescription #2121 telephone trademark #2126 Ohm =Omega #212b angstrom #212e estimated #2135 aleph #2153
onethird twothirds #215b oneeighth threeeighths fiveeighths seveneighths #2160 Oneroman Tworoman Threeroman
Fourroman Fiveroman Sixroman Sevenroman Eightroman Nineroman Tenroman Elevenroman Twelveroman #2170 oneroman
tworoman threeroman fourroman fiveroman sixroman sevenroman eightroman nineroman tenroman elevenroman
twelveroman #2190 arrowleft arrowup arrowright arrowdown arrowboth arrowupdn arrowupleft arrowupright
arrowdownright arrowdownleft #21a8 arrowupdnbse =arrowupdownbase #21b5 carriagereturn #21bc
harpoonleftbarbup #21c0 harpoonrightbarbup #21c4 arrowrightoverleft arrowupleftofdown arrowleftoverright
#21cd arrowleftdblstroke #21cf arrowrightdblstroke arrowdblleft =arrowleftdbl arrowdblup arrowdblright
=dblarrowright arrowdbldown arrowdblboth =dblarrowleft #21de pageup pagedown arrowdashleft arrowdashup
arrowdashright arrowdashdown arrowtableft arrowtabright arrowleftwhite arrowupwhite arrowrightwhite
arrowdownwhite capslock #2200 forall =universal #2202 partialdiff existential =thereexists #2205 emptyset
Delta =increment gradient =nabla element notelement =notelementof #220b suchthat notcontains #220f product
#2211 summation minus minusplus #2215 divisionslash #2217 asteriskmath #2219 bulletoperator radical #221d
proportional infinity orthogonal =rightangle angle #2223 divides #2225 parallel notparallel logicaland
logicalor intersection union integral dblintegral #222e contourintegral #2234 therefore because ratio
proportion #223c similar =tildeoperator reversedtilde #2243 asymptoticallyequal #2245 approximatelyequal
=congruent #2248 approxequal #224c allequal #2250 approaches geometricallyequal approxequalorimage
imageorapproximatelyequal #2260 notequal equivalence notidentical #2264 lessequal greaterequal lessoverequal
greateroverequal #226a muchless muchgreater #226e notless notgreater notlessnorequal notgreaternorequal
lessorequivalent greaterorequivalent #2276 lessorgreater greaterorless #2279 notgreaternorless precedes
succeeds #2280 notprecedes notsucceeds propersubset =subset propersuperset =superset notsubset notsuperset
reflexsubset =subsetorequal reflexsuperset =supersetorequal #228a subsetnotequal supersetnotequal #2295
circleplus =pluscircle minuscircle circlemultiply =timescircle #2299 circleot #22a3 tackleft tackdown
perpendicular #22bf righttriangle #22c5 dotmath #22ce curlyor curlyand #22da lessequalorgreater
greaterequalorless #22ee ellipsisvertical #2302 house control #2305 projective #2310 logicalnotreversed
=revlogicalnot #2312 arc #2318 propellor #2320 integraltop =integraltp integralbottom =integralbt #2325
option deleteright clear #2329 angleleft angleright deleteleft #2423 blank #2460 onecircle twocircle
threecircle fourcircle fivecircle sixcircle sevencircle eightcircle ninecircle tencircle elevencircle
twelvecircle thirteencircle fourteencircle fifteencircle sixteencircle seventeencircle eighteencircle
nineteencircle twentycircle oneparen twoparen threeparen fourparen fiveparen sixparen sevenparen eightparen
nineparen tenparen elevenparen twelveparen thirteenparen fourteenparen fifteenparen sixteenparen
seventeenparen eighteenparen nineteenparen twentyparen oneperiod twoperiod threeperiod fourperiod fiveperiod
sixperiod sevenperiod eightperiod nineperiod tenperiod elevenperiod twelveperiod thirteenperiod
fourteenperiod fifteenperiod sixteenperiod seventeenperiod eighteenperiod nineteenperiod twentyperiod aparen
bparen cparen dparen eparen fparen gparen hparen iparen jparen kparen lparen mparen nparen oparen pparen
qparen rparen sparen tparen uparen vparen wparen xparen yparen zparen Acircle Bcircle Ccircle Dcircle
Ecircle Fcircle Gcircle Hcircle Icircle Jcircle Kcircle Lcircle Mcircle Ncircle Ocircle Pcircle Qcircle
Rcircle Scircle Tcircle Ucircle Vcircle Wcircle Xcircle Ycircle Zcircle acircle bcircle ccircle dcircle
ecircle fcircle gcircle hcircle icircle jcircle kcircle lcircle mcircle ncircle ocircle pcircle qcircle
rcircle scircle tcircle ucircle vcircle wcircle xcircle ycircle zcircle #2500 SF100000 #2502 SF110000 #250c
SF010000 #2510 SF030000 #2514 SF020000 #2518 SF040000 #251c SF080000 #2524 SF090000 #252c SF060000 #2534
SF070000 #253c SF050000 #2550 SF430000 SF240000 SF510000 SF520000 SF390000 SF220000 SF210000 SF250000
SF500000 SF490000 SF380000 SF280000 SF270000 SF260000 SF360000 SF370000 SF420000 SF190000 SF200000 SF230000
SF470000 SF480000 SF410000 SF450000 SF460000 SF400000 SF540000 SF530000 SF440000 #2580 upblock #2584 dnblock
#2588 block #258c lfblock #2590 rtblock ltshade =shadelight shade =shademedium dkshade =shadedark #25a0
blacksquare =filledbox H22073 =whitesquare #25a3 squarewhitewithsmallblack squarehorizontalfill
squareverticalfill squareorthogonalcrosshatchfill squareupperlefttolowerrightfill
squareupperrighttolowerleftfill squarediagonalcrosshatchfill H18543 =blacksmallsquare H18551
=whitesmallsquare blackrectangle =filledrect #25b2 blackuppointingtriangle =triagup whiteuppointingtriangle
blackuppointingsmalltriangle whiteuppointingsmalltriangle blackrightpointingtriangle
whiterightpointingtriangle #25b9 whiterightpointingsmalltriangle blackrightpointingpointer =triagrt #25bc
blackdownpointingtriangle =triagdn whitedownpointingtriangle #25bf whitedownpointingsmalltriangle
blackleftpointingtriangle whiteleftpointingtriangle #25c3 whiteleftpointingsmalltriangle
blackleftpointingpointer =triaglf #25c6 blackdiamond whitediamond whitediamondcontainingblacksmalldiamond
fisheye lozenge circle =whitecircle dottedcircle #25ce bullseye H18533 =blackcircle circlewithlefthalfblack
circlewithrighthalfblack #25d8 bulletinverse =invbullet invcircle =whitecircleinverse #25e2
blacklowerrighttriangle blacklowerlefttriangle blackupperlefttriangle blackupperrighttriangle openbullet
=whitebullet #25ef largecircle #2605 blackstar whitestar #260e telephoneblack whitetelephone #261c
pointingindexleftwhite pointingindexupwhite pointingindexrightwhite pointingindexdownwhite #262f yinyang
#263a smileface =whitesmilingface blacksmilingface =invsmileface compass =sun #2640 female =venus earth male
=mars #2660 spade =spadesuitblack heartsuitwhite diamondsuitwhite club =clubsuitblack spadesuitwhite heart
=heartsuitblack diamond clubsuitwhite hotsprings quarternote musicalnote eighthnotebeamed =musicalnotedbl
beamedsixteenthnotes musicflatsign #266f musicsharpsign #2713 checkmark #278a onecircleinversesansserif
twocircleinversesansserif threecircleinversesansserif fourcircleinversesansserif fivecircleinversesansserif
sixcircleinversesansserif sevencircleinversesansserif eightcircleinversesansserif ninecircleinversesansserif
#279e arrowrightheavy #fb00 ff fi fl ffi ffl
`;
