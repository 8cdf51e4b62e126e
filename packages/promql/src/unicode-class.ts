/** Whether Go knows a class of characters by this name, in the forms `\p{L}`, `\p{Letter}`, `\p{Greek}`. */
export function isUnicodeClass(name: string): boolean {
  return names.has(name.toLowerCase().replaceAll(/[_\- ]/g, ''));
}

const special = 'any assigned ascii lc';

/** General categories of Unicode by their short names, and by their long ones. */
const categories =
  'c cc cf cn co cs l ll lm lo lt lu m mc me mn n nd nl no p pc pd pe pf pi po ps s sc sk sm so z zl zp zs ' +
  'casedletter closepunctuation combiningmark connectorpunctuation control currencysymbol dashpunctuation ' +
  'decimalnumber enclosingmark finalpunctuation format initialpunctuation letter letternumber lineseparator ' +
  'lowercaseletter mark mathsymbol modifierletter modifiersymbol nonspacingmark number openpunctuation other ' +
  'otherletter othernumber otherpunctuation othersymbol paragraphseparator privateuse punctuation separator ' +
  'spaceseparator spacingmark surrogate symbol titlecaseletter unassigned uppercaseletter cntrl digit punct';

/** Scripts of one word: Go 1.26 finds no other, since it takes the underscore out of what it looks for only. */
const scripts =
  'adlam ahom arabic armenian avestan balinese bamum batak bengali bhaiksuki bopomofo brahmi braille buginese ' +
  'buhid carian chakma cham cherokee chorasmian common coptic cuneiform cypriot cyrillic deseret devanagari ' +
  'dogra duployan elbasan elymaic ethiopic georgian glagolitic gothic grantha greek gujarati gurmukhi han ' +
  'hangul hanunoo hatran hebrew hiragana inherited javanese kaithi kannada katakana kawi kharoshthi khmer ' +
  'khojki khudawadi lao latin lepcha limbu lisu lycian lydian mahajani makasar malayalam mandaic manichaean ' +
  'marchen medefaidrin miao modi mongolian mro multani myanmar nabataean nandinagari newa nko nushu ogham ' +
  'oriya osage osmanya palmyrene phoenician rejang runic samaritan saurashtra sharada shavian siddham sinhala ' +
  'sogdian soyombo sundanese syriac tagalog tagbanwa takri tamil tangsa tangut telugu thaana thai tibetan ' +
  'tifinagh tirhuta toto ugaritic vai vithkuqi wancho yezidi yi';

const names: ReadonlySet<string> = new Set(`${special} ${categories} ${scripts}`.split(' '));
