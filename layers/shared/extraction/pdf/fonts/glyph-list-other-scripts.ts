/**
 * Glyph names of the Adobe Glyph List 2.0 for control characters, Hebrew, Arabic, Indic and Thai letters, and for what
 * Adobe has in the private use area (small capitals, old style figures, pieces of brackets).
 * Written like `GLYPH_LIST`.
 *
 * Facts from https://github.com/adobe-type-tools/agl-aglfn (glyphlist.txt), Copyright 2002-2019 Adobe, BSD-3-Clause.
 */
export const OTHER_SCRIPTS_GLYPHS = `
#1 controlSTX controlSOT controlETX controlEOT controlENQ controlACK controlBEL controlBS controlHT controlLF
controlVT controlFF controlCR controlSO controlSI controlDLE controlDC1 controlDC2 controlDC3 controlDC4
controlNAK controlSYN controlETB controlCAN controlEM controlSUB controlESC controlFS controlGS controlRS
controlUS #531 Aybarmenian Benarmenian Gimarmenian Daarmenian Echarmenian Zaarmenian Eharmenian Etarmenian
Toarmenian Zhearmenian Iniarmenian Liwnarmenian Xeharmenian Caarmenian Kenarmenian Hoarmenian Jaarmenian
Ghadarmenian Cheharmenian Menarmenian Yiarmenian Nowarmenian Shaarmenian Voarmenian Chaarmenian Peharmenian
Jheharmenian Raarmenian Seharmenian Vewarmenian Tiwnarmenian Reharmenian Coarmenian Yiwnarmenian Piwrarmenian
Keharmenian Oharmenian Feharmenian #559 ringhalfleftarmenian apostrophearmenian emphasismarkarmenian
exclamarmenian commaarmenian questionarmenian abbreviationmarkarmenian #561 aybarmenian benarmenian
gimarmenian daarmenian echarmenian zaarmenian eharmenian etarmenian toarmenian zhearmenian iniarmenian
liwnarmenian xeharmenian caarmenian kenarmenian hoarmenian jaarmenian ghadarmenian cheharmenian menarmenian
yiarmenian nowarmenian shaarmenian voarmenian chaarmenian peharmenian jheharmenian raarmenian seharmenian
vewarmenian tiwnarmenian reharmenian coarmenian yiwnarmenian piwrarmenian keharmenian oharmenian feharmenian
echyiwnarmenian #589 periodarmenian #591 etnahtafoukhhebrew =etnahtafoukhlefthebrew =etnahtahebrew
=etnahtalefthebrew segoltahebrew shalshelethebrew zaqefqatanhebrew zaqefgadolhebrew tipehahebrew
=tipehalefthebrew reviahebrew =reviamugrashhebrew zarqahebrew pashtahebrew yetivhebrew tevirhebrew
=tevirlefthebrew gereshaccenthebrew gereshmuqdamhebrew gershayimaccenthebrew qarneyparahebrew
telishagedolahebrew pazerhebrew #5a3 munahhebrew =munahlefthebrew mahapakhhebrew =mahapakhlefthebrew
merkhahebrew =merkhalefthebrew merkhakefulahebrew =merkhakefulalefthebrew dargahebrew =dargalefthebrew
qadmahebrew telishaqetanahebrew yerahbenyomohebrew =yerahbenyomolefthebrew olehebrew iluyhebrew dehihebrew
zinorhebrew masoracirclehebrew afii57799 =sheva =sheva115 =sheva15 =sheva22 =sheva2e =shevahebrew
=shevanarrowhebrew =shevaquarterhebrew =shevawidehebrew afii57801 =hatafsegol =hatafsegol17 =hatafsegol24
=hatafsegol30 =hatafsegolhebrew =hatafsegolnarrowhebrew =hatafsegolquarterhebrew =hatafsegolwidehebrew
afii57800 =hatafpatah =hatafpatah16 =hatafpatah23 =hatafpatah2f =hatafpatahhebrew =hatafpatahnarrowhebrew
=hatafpatahquarterhebrew =hatafpatahwidehebrew afii57802 =hatafqamats =hatafqamats1b =hatafqamats28
=hatafqamats34 =hatafqamatshebrew =hatafqamatsnarrowhebrew =hatafqamatsquarterhebrew =hatafqamatswidehebrew
afii57793 =hiriq =hiriq14 =hiriq21 =hiriq2d =hiriqhebrew =hiriqnarrowhebrew =hiriqquarterhebrew
=hiriqwidehebrew afii57794 =tsere =tsere12 =tsere1e =tsere2b =tserehebrew =tserenarrowhebrew
=tserequarterhebrew =tserewidehebrew afii57795 =segol =segol13 =segol1f =segol2c =segolhebrew
=segolnarrowhebrew =segolquarterhebrew =segolwidehebrew afii57798 =patah =patah11 =patah1d =patah2a
=patahhebrew =patahnarrowhebrew =patahquarterhebrew =patahwidehebrew afii57797 =qamats =qamats10 =qamats1a
=qamats1c =qamats27 =qamats29 =qamats33 =qamatsde =qamatshebrew =qamatsnarrowhebrew =qamatsqatanhebrew
=qamatsqatannarrowhebrew =qamatsqatanquarterhebrew =qamatsqatanwidehebrew =qamatsquarterhebrew
=qamatswidehebrew afii57806 =holam =holam19 =holam26 =holam32 =holamhebrew =holamnarrowhebrew
=holamquarterhebrew =holamwidehebrew #5bb afii57796 =qubuts =qubuts18 =qubuts25 =qubuts31 =qubutshebrew
=qubutsnarrowhebrew =qubutsquarterhebrew =qubutswidehebrew afii57807 =dagesh =dageshhebrew afii57839
=siluqhebrew =siluqlefthebrew afii57645 =maqafhebrew afii57841 =rafe =rafehebrew afii57842 =paseqhebrew
afii57804 =shindothebrew afii57803 =sindothebrew afii57658 =sofpasuqhebrew upperdothebrew #5d0 afii57664
=alef =alefhebrew afii57665 =bet =bethebrew afii57666 =gimel =gimelhebrew afii57667 =dalet =dalethebrew
afii57668 =he =hehebrew afii57669 =vav =vavhebrew afii57670 =zayin =zayinhebrew afii57671 =het =hethebrew
afii57672 =tet =tethebrew afii57673 =yod =yodhebrew afii57674 =finalkaf =finalkafhebrew afii57675 =kaf
=kafhebrew afii57676 =lamed =lamedhebrew afii57677 =finalmem =finalmemhebrew afii57678 =mem =memhebrew
afii57679 =finalnun =finalnunhebrew afii57680 =nun =nunhebrew afii57681 =samekh =samekhhebrew afii57682 =ayin
=ayinhebrew afii57683 =finalpe =finalpehebrew afii57684 =pe =pehebrew afii57685 =finaltsadi =finaltsadihebrew
afii57686 =tsadi =tsadihebrew afii57687 =qof =qofhebrew afii57688 =resh =reshhebrew afii57689 =shin
=shinhebrew afii57690 =tav =tavhebrew #5f0 afii57716 =vavvavhebrew afii57717 =vavyodhebrew afii57718
=yodyodhebrew gereshhebrew gershayimhebrew #60c afii57388 =commaarabic #61b afii57403 =semicolonarabic #61f
afii57407 =questionarabic #621 afii57409 =hamzaarabic =hamzalowarabic afii57410 =alefmaddaabovearabic
afii57411 =alefhamzaabovearabic afii57412 =wawhamzaabovearabic afii57413 =alefhamzabelowarabic afii57414
=yehhamzaabovearabic afii57415 =alefarabic afii57416 =beharabic afii57417 =tehmarbutaarabic afii57418
=teharabic afii57419 =theharabic afii57420 =jeemarabic afii57421 =haharabic afii57422 =khaharabic afii57423
=dalarabic afii57424 =thalarabic afii57425 =reharabic afii57426 =zainarabic afii57427 =seenarabic afii57428
=sheenarabic afii57429 =sadarabic afii57430 =dadarabic afii57431 =taharabic afii57432 =zaharabic afii57433
=ainarabic afii57434 =ghainarabic #640 afii57440 =kashidaautoarabic =kashidaautonosidebearingarabic
=tatweelarabic afii57441 =feharabic afii57442 =qafarabic afii57443 =kafarabic afii57444 =lamarabic afii57445
=meemarabic afii57446 =noonarabic afii57470 =heharabic afii57448 =wawarabic afii57449 =alefmaksuraarabic
afii57450 =yeharabic afii57451 =fathatanarabic afii57452 =dammatanaltonearabic =dammatanarabic afii57453
=kasratanarabic afii57454 =fathaarabic =fathalowarabic afii57455 =dammaarabic =dammalowarabic afii57456
=kasraarabic afii57457 =shaddaarabic afii57458 =sukunarabic #660 afii57392 =zeroarabic =zerohackarabic
afii57393 =onearabic =onehackarabic afii57394 =twoarabic =twohackarabic afii57395 =threearabic
=threehackarabic afii57396 =fourarabic =fourhackarabic afii57397 =fivearabic =fivehackarabic afii57398
=sixarabic =sixhackarabic afii57399 =sevenarabic =sevenhackarabic afii57400 =eightarabic =eighthackarabic
afii57401 =ninearabic =ninehackarabic afii57381 =percentarabic decimalseparatorarabic
=decimalseparatorpersian thousandsseparatorarabic =thousandsseparatorpersian afii63167 =asteriskaltonearabic
=asteriskarabic #679 afii57511 =tteharabic #67e afii57506 =peharabic #686 afii57507 =tcheharabic #688
afii57512 =ddalarabic #691 afii57513 =rreharabic #698 afii57508 =jeharabic #6a4 afii57505 =veharabic #6af
afii57509 =gafarabic #6ba afii57514 =noonghunnaarabic #6c1 haaltonearabic =hehaltonearabic #6d1
yehthreedotsbelowarabic afii57519 =yehbarreearabic #6d5 afii57534 #6f0 zeropersian onepersian twopersian
threepersian fourpersian fivepersian sixpersian sevenpersian eightpersian ninepersian #901 candrabindudeva
anusvaradeva visargadeva #905 adeva aadeva ideva iideva udeva uudeva rvocalicdeva lvocalicdeva ecandradeva
eshortdeva edeva aideva ocandradeva oshortdeva odeva audeva kadeva khadeva gadeva ghadeva ngadeva cadeva
chadeva jadeva jhadeva nyadeva ttadeva tthadeva ddadeva ddhadeva nnadeva tadeva thadeva dadeva dhadeva nadeva
nnnadeva padeva phadeva badeva bhadeva madeva yadeva radeva rradeva ladeva lladeva llladeva vadeva shadeva
ssadeva sadeva hadeva #93c nuktadeva avagrahadeva aavowelsigndeva ivowelsigndeva iivowelsigndeva
uvowelsigndeva uuvowelsigndeva rvocalicvowelsigndeva rrvocalicvowelsigndeva ecandravowelsigndeva
eshortvowelsigndeva evowelsigndeva aivowelsigndeva ocandravowelsigndeva oshortvowelsigndeva ovowelsigndeva
auvowelsigndeva viramadeva #950 omdeva udattadeva anudattadeva gravedeva acutedeva #958 qadeva khhadeva
ghhadeva zadeva dddhadeva rhadeva fadeva yyadeva rrvocalicdeva llvocalicdeva lvocalicvowelsigndeva
llvocalicvowelsigndeva danda dbldanda zerodeva onedeva twodeva threedeva fourdeva fivedeva sixdeva sevendeva
eightdeva ninedeva abbreviationsigndeva #981 candrabindubengali anusvarabengali visargabengali #985 abengali
aabengali ibengali iibengali ubengali uubengali rvocalicbengali lvocalicbengali #98f ebengali aibengali #993
obengali aubengali kabengali khabengali gabengali ghabengali ngabengali cabengali chabengali jabengali
jhabengali nyabengali ttabengali tthabengali ddabengali ddhabengali nnabengali tabengali thabengali dabengali
dhabengali nabengali #9aa pabengali phabengali babengali bhabengali mabengali yabengali rabengali #9b2
labengali #9b6 shabengali ssabengali sabengali habengali #9bc nuktabengali #9be aavowelsignbengali
ivowelsignbengali iivowelsignbengali uvowelsignbengali uuvowelsignbengali rvocalicvowelsignbengali
rrvocalicvowelsignbengali #9c7 evowelsignbengali aivowelsignbengali #9cb ovowelsignbengali auvowelsignbengali
viramabengali #9d7 aulengthmarkbengali #9dc rrabengali rhabengali #9df yyabengali rrvocalicbengali
llvocalicbengali lvocalicvowelsignbengali llvocalicvowelsignbengali #9e6 zerobengali onebengali twobengali
threebengali fourbengali fivebengali sixbengali sevenbengali eightbengali ninebengali ramiddlediagonalbengali
ralowerdiagonalbengali rupeemarkbengali rupeesignbengali onenumeratorbengali twonumeratorbengali
threenumeratorbengali fournumeratorbengali denominatorminusonenumeratorbengali
sixteencurrencydenominatorbengali issharbengali #a02 bindigurmukhi #a05 agurmukhi aagurmukhi igurmukhi
iigurmukhi ugurmukhi uugurmukhi #a0f eegurmukhi aigurmukhi #a13 oogurmukhi augurmukhi kagurmukhi khagurmukhi
gagurmukhi ghagurmukhi ngagurmukhi cagurmukhi chagurmukhi jagurmukhi jhagurmukhi nyagurmukhi ttagurmukhi
tthagurmukhi ddagurmukhi ddhagurmukhi nnagurmukhi tagurmukhi thagurmukhi dagurmukhi dhagurmukhi nagurmukhi
#a2a pagurmukhi phagurmukhi bagurmukhi bhagurmukhi magurmukhi yagurmukhi ragurmukhi #a32 lagurmukhi #a35
vagurmukhi shagurmukhi #a38 sagurmukhi hagurmukhi #a3c nuktagurmukhi #a3e aamatragurmukhi imatragurmukhi
iimatragurmukhi umatragurmukhi uumatragurmukhi #a47 eematragurmukhi aimatragurmukhi #a4b oomatragurmukhi
aumatragurmukhi halantgurmukhi #a59 khhagurmukhi ghhagurmukhi zagurmukhi rragurmukhi #a5e fagurmukhi #a66
zerogurmukhi onegurmukhi twogurmukhi threegurmukhi fourgurmukhi fivegurmukhi sixgurmukhi sevengurmukhi
eightgurmukhi ninegurmukhi tippigurmukhi addakgurmukhi irigurmukhi uragurmukhi ekonkargurmukhi #a81
candrabindugujarati anusvaragujarati visargagujarati #a85 agujarati aagujarati igujarati iigujarati ugujarati
uugujarati rvocalicgujarati #a8d ecandragujarati #a8f egujarati aigujarati ocandragujarati #a93 ogujarati
augujarati kagujarati khagujarati gagujarati ghagujarati ngagujarati cagujarati chagujarati jagujarati
jhagujarati nyagujarati ttagujarati tthagujarati ddagujarati ddhagujarati nnagujarati tagujarati thagujarati
dagujarati dhagujarati nagujarati #aaa pagujarati phagujarati bagujarati bhagujarati magujarati yagujarati
ragujarati #ab2 lagujarati llagujarati #ab5 vagujarati shagujarati ssagujarati sagujarati hagujarati #abc
nuktagujarati #abe aavowelsigngujarati ivowelsigngujarati iivowelsigngujarati uvowelsigngujarati
uuvowelsigngujarati rvocalicvowelsigngujarati rrvocalicvowelsigngujarati ecandravowelsigngujarati #ac7
evowelsigngujarati aivowelsigngujarati ocandravowelsigngujarati #acb ovowelsigngujarati auvowelsigngujarati
viramagujarati #ad0 omgujarati #ae0 rrvocalicgujarati #ae6 zerogujarati onegujarati twogujarati threegujarati
fourgujarati fivegujarati sixgujarati sevengujarati eightgujarati ninegujarati #e01 kokaithai khokhaithai
khokhuatthai khokhwaithai khokhonthai khorakhangthai ngonguthai chochanthai chochingthai chochangthai
sosothai chochoethai yoyingthai dochadathai topatakthai thothanthai thonangmonthothai thophuthaothai
nonenthai dodekthai totaothai thothungthai thothahanthai thothongthai nonuthai bobaimaithai poplathai
phophungthai fofathai phophanthai fofanthai phosamphaothai momathai yoyakthai roruathai ruthai lolingthai
luthai wowaenthai sosalathai sorusithai sosuathai hohipthai lochulathai oangthai honokhukthai paiyannoithai
saraathai maihanakatthai saraaathai saraamthai saraithai saraiithai sarauethai saraueethai sarauthai
sarauuthai phinthuthai #e3f bahtthai saraethai saraaethai saraothai saraaimaimuanthai saraaimaimalaithai
lakkhangyaothai maiyamokthai maitaikhuthai maiekthai maithothai maitrithai maichattawathai thanthakhatthai
nikhahitthai yamakkanthai fongmanthai zerothai onethai twothai threethai fourthai fivethai sixthai seventhai
eightthai ninethai angkhankhuthai khomutthai #f6be dotlessj LL ll #f6c3 commaaccent afii10063 afii10064
afii10192 afii10831 afii10832 Acute Caron Dieresis DieresisAcute DieresisGrave Grave Hungarumlaut Macron
cyrBreve cyrFlex dblGrave cyrbreve cyrflex dblgrave dieresisacute dieresisgrave copyrightserif registerserif
trademarkserif onefitted rupiah threequartersemdash centinferior centsuperior commainferior commasuperior
dollarinferior dollarsuperior hypheninferior hyphensuperior periodinferior periodsuperior asuperior bsuperior
dsuperior esuperior isuperior lsuperior msuperior osuperior rsuperior ssuperior tsuperior Brevesmall
Caronsmall Circumflexsmall Dotaccentsmall Hungarumlautsmall Lslashsmall OEsmall Ogoneksmall Ringsmall
Scaronsmall Tildesmall Zcaronsmall #f721 exclamsmall #f724 dollaroldstyle #f726 ampersandsmall #f730
zerooldstyle oneoldstyle twooldstyle threeoldstyle fouroldstyle fiveoldstyle sixoldstyle sevenoldstyle
eightoldstyle nineoldstyle #f73f questionsmall #f760 Gravesmall Asmall Bsmall Csmall Dsmall Esmall Fsmall
Gsmall Hsmall Ismall Jsmall Ksmall Lsmall Msmall Nsmall Osmall Psmall Qsmall Rsmall Ssmall Tsmall Usmall
Vsmall Wsmall Xsmall Ysmall Zsmall #f7a1 exclamdownsmall centoldstyle #f7a8 Dieresissmall #f7af Macronsmall
#f7b4 Acutesmall #f7b8 Cedillasmall #f7bf questiondownsmall #f7e0 Agravesmall Aacutesmall Acircumflexsmall
Atildesmall Adieresissmall Aringsmall AEsmall Ccedillasmall Egravesmall Eacutesmall Ecircumflexsmall
Edieresissmall Igravesmall Iacutesmall Icircumflexsmall Idieresissmall Ethsmall Ntildesmall Ogravesmall
Oacutesmall Ocircumflexsmall Otildesmall Odieresissmall #f7f8 Oslashsmall Ugravesmall Uacutesmall
Ucircumflexsmall Udieresissmall Yacutesmall Thornsmall Ydieresissmall #f884 maihanakatleftthai saraileftthai
saraiileftthai saraueleftthai saraueeleftthai maitaikhuleftthai maiekupperleftthai maieklowrightthai
maieklowleftthai maithoupperleftthai maitholowrightthai maitholowleftthai maitriupperleftthai
maitrilowrightthai maitrilowleftthai maichattawaupperleftthai maichattawalowrightthai maichattawalowleftthai
thanthakhatupperleftthai thanthakhatlowrightthai thanthakhatlowleftthai nikhahitleftthai #f8e5 radicalex
arrowvertex arrowhorizex registersans copyrightsans trademarksans parenlefttp parenleftex parenleftbt
bracketlefttp bracketleftex bracketleftbt bracelefttp braceleftmid braceleftbt braceex integralex
parenrighttp parenrightex parenrightbt bracketrighttp bracketrightex bracketrightbt bracerighttp
bracerightmid bracerightbt apple #fb1f afii57705 =doubleyodpatah =doubleyodpatahhebrew =yodyodpatahhebrew
ayinaltonehebrew #fb2a afii57694 =shinshindot =shinshindothebrew afii57695 =shinsindot =shinsindothebrew
shindageshshindot =shindageshshindothebrew shindageshsindot =shindageshsindothebrew alefpatahhebrew
alefqamatshebrew alefdageshhebrew betdagesh =betdageshhebrew gimeldagesh =gimeldageshhebrew daletdagesh
=daletdageshhebrew hedagesh =hedageshhebrew afii57723 =vavdagesh =vavdagesh65 =vavdageshhebrew zayindagesh
=zayindageshhebrew #fb38 tetdagesh =tetdageshhebrew yoddagesh =yoddageshhebrew finalkafdagesh
=finalkafdageshhebrew kafdagesh =kafdageshhebrew lameddagesh =lameddageshhebrew #fb3e memdagesh
=memdageshhebrew #fb40 nundagesh =nundageshhebrew samekhdagesh =samekhdageshhebrew #fb43 pefinaldageshhebrew
pedagesh =pedageshhebrew #fb46 tsadidagesh =tsadidageshhebrew qofdagesh =qofdageshhebrew reshdageshhebrew
shindagesh =shindageshhebrew tavdages =tavdagesh =tavdageshhebrew afii57700 =vavholam =vavholamhebrew
betrafehebrew kafrafehebrew perafehebrew aleflamedhebrew #fb57 pehfinalarabic pehinitialarabic
pehmedialarabic #fb67 ttehfinalarabic ttehinitialarabic ttehmedialarabic #fb6b vehfinalarabic
vehinitialarabic vehmedialarabic #fb7b tchehfinalarabic tchehinitialarabic tchehmedialarabic #fb89
ddalfinalarabic #fb8b jehfinalarabic #fb8d rrehfinalarabic #fb93 gaffinalarabic gafinitialarabic
gafmedialarabic #fb9f noonghunnafinalarabic #fba4 hehhamzaaboveisolatedarabic hehhamzaabovefinalarabic #fba7
hehfinalaltonearabic hehinitialaltonearabic hehmedialaltonearabic #fbaf yehbarreefinalarabic #fc08
behmeemisolatedarabic #fc0b tehjeemisolatedarabic tehhahisolatedarabic #fc0e tehmeemisolatedarabic #fc48
meemmeemisolatedarabic #fc4b noonjeemisolatedarabic #fc4e noonmeemisolatedarabic #fc58 yehmeemisolatedarabic
#fc5e shaddadammatanarabic shaddakasratanarabic shaddafathaarabic shaddadammaarabic shaddakasraarabic #fc6d
behnoonfinalarabic #fc73 tehnoonfinalarabic #fc8d noonnoonfinalarabic #fc94 yehnoonfinalarabic #fc9f
behmeeminitialarabic #fca1 tehjeeminitialarabic tehhahinitialarabic #fca4 tehmeeminitialarabic #fcc9
lamjeeminitialarabic lamhahinitialarabic lamkhahinitialarabic lammeeminitialarabic #fcd1
meemmeeminitialarabic noonjeeminitialarabic #fcd5 noonmeeminitialarabic #fcdd yehmeeminitialarabic #fd3e
parenleftaltonearabic parenrightaltonearabic #fd88 lammeemhahinitialarabic #fdf2 lamlamhehisolatedarabic
#fdfa sallallahoualayhewasallamarabic #fe30 twodotleadervertical emdashvertical endashvertical
underscorevertical wavyunderscorevertical parenleftvertical parenrightvertical braceleftvertical
bracerightvertical tortoiseshellbracketleftvertical tortoiseshellbracketrightvertical
blacklenticularbracketleftvertical blacklenticularbracketrightvertical dblanglebracketleftvertical
dblanglebracketrightvertical anglebracketleftvertical anglebracketrightvertical cornerbracketleftvertical
cornerbracketrightvertical whitecornerbracketleftvertical whitecornerbracketrightvertical #fe49
overlinedashed overlinecenterline overlinewavy overlinedblwavy lowlinedashed lowlinecenterline underscorewavy
commasmall #fe52 periodsmall #fe54 semicolonsmall colonsmall #fe59 parenleftsmall parenrightsmall
braceleftsmall bracerightsmall tortoiseshellbracketleftsmall tortoiseshellbracketrightsmall numbersignsmall
#fe61 asterisksmall plussmall hyphensmall lesssmall greatersmall equalsmall #fe69 dollarsmall percentsmall
atsmall #fe82 alefmaddaabovefinalarabic #fe84 alefhamzaabovefinalarabic #fe86 wawhamzaabovefinalarabic #fe88
alefhamzabelowfinalarabic #fe8a yehhamzaabovefinalarabic yehhamzaaboveinitialarabic yehhamzaabovemedialarabic
#fe8e aleffinalarabic #fe90 behfinalarabic behinitialarabic behmedialarabic #fe94 tehmarbutafinalarabic #fe96
tehfinalarabic tehinitialarabic tehmedialarabic #fe9a thehfinalarabic thehinitialarabic thehmedialarabic
#fe9e jeemfinalarabic jeeminitialarabic jeemmedialarabic #fea2 hahfinalarabic hahinitialarabic
hahmedialarabic #fea6 khahfinalarabic khahinitialarabic khahmedialarabic #feaa dalfinalarabic #feac
thalfinalarabic #feae rehfinalarabic #feb0 zainfinalarabic #feb2 seenfinalarabic seeninitialarabic
seenmedialarabic #feb6 sheenfinalarabic sheeninitialarabic sheenmedialarabic #feba sadfinalarabic
sadinitialarabic sadmedialarabic #febe dadfinalarabic dadinitialarabic dadmedialarabic #fec2 tahfinalarabic
tahinitialarabic tahmedialarabic #fec6 zahfinalarabic zahinitialarabic zahmedialarabic #feca ainfinalarabic
aininitialarabic ainmedialarabic #fece ghainfinalarabic ghaininitialarabic ghainmedialarabic #fed2
fehfinalarabic fehinitialarabic fehmedialarabic #fed6 qaffinalarabic qafinitialarabic qafmedialarabic #feda
kaffinalarabic kafinitialarabic kafmedialarabic #fede lamfinalarabic laminitialarabic lammedialarabic #fee2
meemfinalarabic meeminitialarabic meemmedialarabic #fee6 noonfinalarabic nooninitialarabic noonmedialarabic
#feea hehfinalalttwoarabic =hehfinalarabic hehinitialarabic hehmedialarabic #feee wawfinalarabic #fef0
alefmaksurafinalarabic #fef2 yehfinalarabic alefmaksurainitialarabic =yehinitialarabic
alefmaksuramedialarabic =yehmedialarabic lamalefmaddaaboveisolatedarabic lamalefmaddaabovefinalarabic
lamalefhamzaaboveisolatedarabic lamalefhamzaabovefinalarabic lamalefhamzabelowisolatedarabic
lamalefhamzabelowfinalarabic lamalefisolatedarabic lamaleffinalarabic #feff zerowidthjoiner
`;
