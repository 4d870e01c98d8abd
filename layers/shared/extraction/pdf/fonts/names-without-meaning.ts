/**
 * Names of glyphs in the fonts of TeX (their encodings of mathematics, accents, signs and Cyrillic letters) that the Adobe
 * Glyph List does not have, so that no reader knows what they mean.
 */
export const NAMES_WITHOUT_MEANING = `
  Breve CYRDELTA CYREPS CYRGDSC CYRGDSCHCRS CYRHHCRS CYRHHK CYRISHRTDSC CYRLDSC CYRLHK CYRMDSC CYRMHK
  CYRNLHK CYRQ CYRRDSC CYRRHK CYRSACRS CYRW Circumflex Digamma Dotaccent Finv Germandbls Gmir Ifractur
  Omegainv Orogate Rfractur Ring SS Tilde Yalt Yen Zalt angbracketleft angbracketleftBig angbracketleftBigg
  angbracketleftbig angbracketleftbigg angbracketright angbracketrightBig angbracketrightBigg
  angbracketrightbig angbracketrightbigg anglearc anticlockwise approxorequal archleftdown archrightdown
  arrowaxisleft arrowaxisright arrowbothv arrowbt arrowdblbothv arrowdblbt arrowdbltp arrowhookleft
  arrowhookright arrowleftbothalf arrowlefttophalf arrownortheast arrownorthwest arrowparrleftright
  arrowparrrightleft arrowrightbothalf arrowrighttophalf arrowsoutheast arrowsouthwest arrowtailleft
  arrowtailright arrowtp arrowtripleleft arrowtripleright arrowvertexdbl axisshort backslashBig
  backslashBigg backslashbig backslashbigg baht bardbl barshort beth between bigcircle blanksymbol born
  bracehtipdownleft bracehtipdownright bracehtipupleft bracehtipupright braceleftBig braceleftBigg
  braceleftbig braceleftbigg bracerightBig bracerightBigg bracerightbig bracerightbigg bracketleftBig
  bracketleftBigg bracketleftbig bracketleftbigg bracketrightBig bracketrightBigg bracketrightbig
  bracketrightbigg ceilingleft ceilingleftBig ceilingleftBigg ceilingleftbig ceilingleftbigg ceilingright
  ceilingrightBig ceilingrightBigg ceilingrightbig ceilingrightbigg check circleR circleS circleasterisk
  circlecopyrt circledivide circledot circledotdisplay circledottext circleequal circleminus
  circlemultiplydisplay circlemultiplytext circleplusdisplay circleplustext circlering clockwise complement
  contintegraldisplay contintegraltext coproduct coproductdisplay coproducttext copyleft curlyleft
  curlyright cwm cwmascender cwmcapital cyrdelta cyreps cyrgdsc cyrgdschcrs cyrhhcrs cyrhhk cyrishrtdsc
  cyrldsc cyrlhk cyrmdsc cyrmhk cyrnlhk cyrq cyrrdsc cyrrhk cyrsacrs cyrw daleth dalt dblarrowdwn
  dblarrowheadleft dblarrowheadright dblarrowup dblbracketleft dblbracketright defines diameter diamondmath
  diamondsolid died difference discount dividemultiply divorced dnos dotbelow dotplus downfall downslope ell
  epsilon1 epsiloninv equaldotleftright equaldotrightleft equalorfollows equalorgreater equalorless
  equalorprecedes equalorsimilar equalsdots equivasymptotic falt flat floorleft floorleftBig floorleftBigg
  floorleftbig floorleftbigg floorright floorrightBig floorrightBigg floorrightbig floorrightbigg fnos
  follownotdbleqv follownotslnteql followornoteqvlnt follows followsequal followsorcurly followsorequal
  forces forcesbar fork frown galt geomequivalent ghost gnaborretni greaterdbleqlless greaterdblequal
  greaterdot greaterlessequal greatermuch greaternotdblequal greaternotequal greaterorapproxeql
  greaterorequalslant greaterornotdbleql greaterornotequal greaterornotsimilar greaterorsimilar guarani
  harpoondownleft harpoondownright harpoonleftright harpoonrightleft harpoonupleft harpoonupright hatwide
  hatwider hatwidest hookabove hyphendbl integerdivide integraldisplay integraltext intercal interrobang
  intersectiondbl intersectiondisplay intersectionsq intersectiontext kalt latticetop leaf lessdbleqlgreater
  lessdblequal lessdot lessequalgreater lessmuch lessnotdblequal lessnotequal lessorapproxeql
  lessorequalslant lessornotdbleql lessornotequal lessornotsimilar lessorsimilar logicalanddisplay
  logicalandtext logicalordisplay logicalortext lscript maltesecross mapsto married measuredangle mho
  multicloseleft multicloseright multimap multiopenleft multiopenright naira nand natural negationslash
  notapproxequal notarrowboth notarrowleft notarrowright notbar notdblarrowboth notdblarrowleft
  notdblarrowright notexistential notfollows notfollowsoreql notforces notforcesextra notgreaterdblequal
  notgreaterequal notgreaterorslnteql notlessdblequal notlessequal notlessorslnteql notprecedesoreql
  notsatisfies notshortbar notshortparallel notsimilar notsubseteql notsubsetordbleql notsubsetoreql
  notsuperseteql notsupersetordbleql notsupersetoreql nottriangeqlleft nottriangeqlright nottriangleleft
  nottriangleright notturnstile ohm onealt orogate orunderscore owner parallelshort parenleftBig
  parenleftBigg parenleftbig parenleftbigg parenrightBig parenrightBigg parenrightbig parenrightbigg
  permyriad perpcorrespond perthousandzero peso planckover2pi planckover2pi1 precedenotdbleqv
  precedenotslnteql precedeornoteqvlnt precedesequal precedesorcurly precedesorequal prime primereverse
  productdisplay producttext published quillbracketleft quillbracketright radicalBig radicalBigg radicalbig
  radicalbigg radicalbt radicaltp radicalvertex recipe revasymptequal revsimilar rightanglene rightanglenw
  rightanglese rightanglesw ringinequal satisfies servicemark sharp shiftleft shiftright similarequal
  slashBig slashBigg slashbig slashbigg slurabove slurbelow smile sphericalangle square squaredot
  squareimage squareminus squaremultiply squareoriginal squareplus squaresmallsolid squaresolid
  squiggleleftright squiggleright star subsetdbl subsetdblequal subsetnoteql subsetornotdbleql
  subsetornoteql subsetsqequal summationdisplay summationtext supersetdbl supersetdblequal supersetnoteql
  supersetornotdbleql supersetornoteql supersetsqequal suppress talt tie tieaccentcapital tieaccentlowercase
  tildelow tildewide tildewider tildewidest triangle triangledownsld triangleinv triangleleft
  triangleleftequal triangleleftsld triangleright trianglerightequal trianglerightsld trianglesolid
  turnstileleft turnstileright twelveudash ualt uniondbl uniondisplay unionmulti unionmultidisplay
  unionmultitext unionsq unionsqdisplay unionsqtext uniontext uprise upslope vector vextenddouble
  vextendsingle visiblespace wreathproduct
`;
