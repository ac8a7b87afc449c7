/** Legal forms, without dots and spaces, as they end a name. Of one country and another; the same letters may mean several. */
const ENDING = new Set(
  (
    'inc incorporated corp corporation co company cos companies ltd limited limitd ltda lda llc llp lllp lp plc pllc pc pa unlimited cic cio ' +
    'coltd companyltd colimited companylimited coinc companyinc corpltd incltd pvt pvtltd ptyltd pteltd privatelimited proprietarylimited ' +
    'publiclimitedcompany limitedliabilitycompany limitedliabilitypartnership limitedpartnership limitedliability privatelimitedcompany pbc publicbenefitcorporation pcllc ' +
    'jointstockcompany openjointstockcompany publicjointstockcompany closedjointstockcompany privatejointstockcompany jointstock ' +
    'gmbh mbh gmbhco gmbhcokg gmbhandcokg gmbhcokgaa agcokg agandcokg cokg andcokg ag kg kgaa se ev eg ug ughaftungsbeschrankt ohg gbr ek ekfm ggmbh gesmbh aktiengesellschaft ' +
    'gesellschaftmitbeschrankterhaftung eingetragenerverein eingetragenegenossenschaft kommanditgesellschaft akg ' +
    'sa sas sasu sarl sarlau eurl sci snc scop sca sabdecv sadecv sapidecv sdernldecv sderl sau sl slu slne srl srls spa sapa sas sociedadanonima sociedadanonimadecapitalvariable sociedadderesponsabilidadlimitada sociedadlimitadaunipersonal sociedadeanonima sociedadelimitada societateacuraspunderelimitata societatepeactiuni ' +
    'societeanonyme societearesponsabilitelimitee societeparactionssimplifiee socanon societaperazioni societaaresponsabilitalimitata sociedadlimitada eireli me epp ei cv ' +
    'bv nv bvba cvba vof vzw asbl sprl srlu naamlozevennootschap naamloosevennootschap naamloozevennootschap beslotenvennootschap beslotenvennootschapmetbeperkteaansprakelijkheid ' +
    'ab as aps asa ans ivs oy oyj oyab hf ehf aktiebolag aktieselskab anpartsselskab osakeyhtio ' +
    'pty pte sdn bhd sdnbhd tbk kk kabushikikaisha kabushikigaisha kaisha yugenkaisha gk goshikaisha godokaisha jsc ojsc cjsc pjsc ooo oao zao pao ao tov tzov too ' +
    'spzoo spolkazoo spolkazograniczonaodpowiedzialnoscia spolkaakcyjna spolkakomandytowa spolkajawna spolecnostsrucenimomezenym akciovaspolecnost akciovaspolocnost vvi verejnavyzkumnainstituce korlatoltfelelossegutarsasag spj spk sro spolsro vos doo dooel dd ad ead eood ood kft zrt nyrt bt rt uab sia oü ou ' +
    'sti as ticas ticltdsti ticaretltdsti ltdsti anonimsirketi limitedsirketi sal sarlsal wll fze fzc fzco fzllc dmcc psc spc saoc saog epe ike ae oe ee ' +
    '株式会社 株式會社 有限会社 合同会社 合資会社 株 有 有限公司 股份有限公司 有限责任公司 公司 주식회사 유한회사 주 유 ' +
    '公益社団法人 一般社団法人 公益財団法人 一般財団法人 社団法人 財団法人 特定非営利活動法人 独立行政法人 国立大学法人 学校法人 医療法人 社会福祉法人 재단법인 사단법인 학교법인 의료법인 ' +
    'ооо оао зао пао ао тов тоо ип обществосограниченнойответственностью акционерноеобщество публичноеакционерноеобщество открытоеакционерноеобщество закрытоеакционерноеобщество'
  ).split(/\s+/),
);

/** Those that also stand before a name: N.V. Nutricia, AB SKF, PT Telkom. Short words of prose are not among them. */
const LEADING = new Set(
  (
    'nv bv ab pt cv ooo oao zao pao tov ооо оао зао пао ао тов тоо ип uab sia kk kabushikikaisha sarl sas spa srl gmbh ' +
    'naamlozevennootschap naamloosevennootschap naamloozevennootschap beslotenvennootschap societeanonyme jsc ojsc cjsc pjsc ' +
    'jointstockcompany openjointstockcompany publicjointstockcompany closedjointstockcompany privatejointstockcompany limitedliabilitycompany societateacuraspunderelimitata ' +
    'обществосограниченнойответственностью акционерноеобщество публичноеакционерноеобщество открытоеакционерноеобщество закрытоеакционерноеобщество 株 有 주 ' +
    '株式会社 株式會社 有限会社 合同会社 주식회사 公益社団法人 一般社団法人 公益財団法人 一般財団法人 社団法人 財団法人 特定非営利活動法人 独立行政法人 国立大学法人 学校法人 医療法人 社会福祉法人 재단법인 사단법인 학교법인 의료법인'
  ).split(/\s+/),
);

/** The forms that are one, in short. */
const SAME: [RegExp, string][] = [
  [/^(inc|incorporated|corp|corporation|coinc|companyinc)$/, 'inc'],
  [/^(co|company|cos|companies)$/, 'co'],
  [
    /^(ltd|limited|limitd|coltd|companyltd|colimited|companylimited|pvt|pvtltd|privatelimited|ptyltd|pty|pteltd|pte)$/,
    'ltd',
  ],
  [/^(naamlo.*|nv)$/, 'nv'],
  [/^(besloten.*|bv)$/, 'bv'],
  [/^(aktiengesellschaft|akg|ag)$/, 'ag'],
  [
    /^((?:public|open|closed|private)?jointstock(?:company)?|[ocp]?jsc|[озп]?ао|[озп]ao|(?:публичное|открытое|закрытое)?акционерноеобщество)$/,
    'jsc',
  ],
  [/^(limitedliability(?:company)?|llc|ооо|ooo|обществос.*)$/, 'llc'],
  [/^(societateacu.*|sociedadlimitada|societearesp.*|sociedadderesp.*|sl|srl|sarl)$/, 'srl'],
  [/^(sociedadanonima|societeanonyme|sociedadeanonima|sa)$/, 'sa'],
  [/^(gmbhco.*|gmbhandco.*|cokg|andcokg)$/, 'gmbhcokg'],
  [/^(kabushiki.*|kaisha|kk|株式会社)$/, 'kk'],
  [/^(spzoo|spolkazoo|spolkazograniczonaodpowiedzialnoscia)$/, 'spzoo'],
];

/** Words in a row that may be one form: S. A. de C. V. */
const MOST_WORDS = 7;
/** CJK forms stand without a space. */
const GLUED =
  /^(株式[会會]社|有限会社|合同会社|주식회사|(?:(?:公益|一般)?(?:社団|財団)|特定非営利活動|独立行政|国立大学|学校|医療|社会福祉)法人|(?:재단|사단|학교|의료)법인)(.+)$|^(.+?)(株式[会會]社|有限会社|合同会社|股份有限公司|有限责任公司|有限公司|주식회사)$/u;

export interface Stripped {
  words: string[];
  /** In short, those that are one being one: `inc`, `nv`; sorted. */
  forms: string[];
}

/** Takes the legal forms off both ends of a name; what would leave nothing stays. */
export function stripLegalForms(all: readonly string[]): Stripped {
  let words = all.flatMap(unglue);
  const forms = new Set<string>();
  for (let found = true; found; ) {
    found = false;
    for (let count = Math.min(MOST_WORDS, words.length - 1); count > 0 && !found; count -= 1) {
      const ending = words.slice(-count).join('');
      const leading = words.slice(0, count).join('');
      if (ENDING.has(ending) && !isTorn(words.slice(0, -count))) words = words.slice(0, -count);
      else if (LEADING.has(leading) && !isLetters(words, count)) words = words.slice(count);
      else continue;
      forms.add(shortForm(ENDING.has(ending) ? ending : leading));
      found = true;
    }
    // What is left of "& Co." and of "X and Company".
    while (found && words.length > 1 && words.at(-1) === 'and') words = words.slice(0, -1);
  }
  const named = words.filter((word, at) => at === 0 || at === words.length - 1 || !WITHIN.has(word));
  return { words: named, forms: [...forms].sort() };
}

/** P.S.A. is no company P. */
function isTorn(kept: readonly string[]): boolean {
  return kept.length === 1 && kept[0]?.length === 1 && /[a-z]/.test(kept[0]);
}

/** A.B.C. does not begin with a Swedish form. */
function isLetters(words: readonly string[], count: number): boolean {
  return count > 1 && words[count]?.length === 1 && words.slice(0, count).every(({ length }) => length === 1);
}

/** Those that are nothing else in the middle of a name either: Acme Inc. Netherlands B.V. */
const WITHIN = new Set(['inc', 'incorporated', 'ltd', 'llc', 'gmbh', 'plc', 'corp', 'bv', 'nv']);

/** Whether nothing but a legal form is there. */
export function isLegalForm(words: readonly string[]): boolean {
  return words.length <= MOST_WORDS && ENDING.has(words.filter((word) => word !== 'and').join(''));
}

/** Whether a legal form stands at the end. */
export function endsInLegalForm(words: readonly string[]): boolean {
  for (let count = 1; count <= Math.min(MOST_WORDS, words.length - 1); count += 1)
    if (ENDING.has(words.slice(-count).join(''))) return true;
  return false;
}

function unglue(word: string): string[] {
  const parts = GLUED.exec(word);
  return parts ? parts.slice(1).filter((part) => part !== undefined) : [word];
}

function shortForm(form: string): string {
  return SAME.find(([pattern]) => pattern.test(form))?.[1] ?? form;
}
