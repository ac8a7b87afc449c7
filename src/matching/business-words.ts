function words(text: string): Set<string> {
  return new Set(text.split(/\s+/));
}

/** Words that say little about which company it is, in plain spelling. Not complete: a file's own words say the rest. */
export const COMMON_WORDS = words(
  'holding holdings international worldwide global national systems solutions services service ' +
    'technologies technology tech industries industry industrial enterprises enterprise consulting consultants consultancy partners partner ' +
    'associates association management marketing trading trade digital software data media communications communication products product ' +
    'manufacturing engineering development design designs studio studios capital ventures investments investment financial finance insurance ' +
    'bank energy power health healthcare medical care pharma pharmaceuticals pharmaceutical chemicals chemical electronics electronic electric ' +
    'laboratories laboratory research institute university school college academy education training foundation trust charity society club ' +
    'church community centre center council federation union network networks logistics transport shipping construction building properties ' +
    'property real estate home homes house foods food restaurant restaurants ristorante trattoria cafe coffee bar grill bistro diner kitchen ' +
    'deli delicatessen pizza hotel hotels inn resort suites motel spa store stores shop market auto automotive motors supply supplies equipment ' +
    'sales distribution import export agency bureau office department division brothers sons ' +
    'fund appeal alliance project ministries clinic labs apps app cloud ai web online pub tavern steakhouse grille eatery bakery brasserie ' +
    'new first american general advanced creative custom professional quality premier limited',
);

/** Words that are said or left out of one and the same company: of its whole, its rank, and between other words. */
export const FILLING_WORDS = words(
  'group gruppe groupe grupo gruppo company corporation royal koninklijke the of for at in de la le les el und der die das von van et des du del di da and',
);

/** Abbreviations of filings and lists, and the same word of other languages. */
export const SAME_WORDS: Record<string, string> = Object.fromEntries(
  (
    'intl:international internatl:international int:international internationale:international internacional:international internazionale:international ' +
    'univ:university universitat:university universite:university universidad:university universita:university universiteit:university ' +
    'inst:institute institut:institute instituto:institute istituto:institute tech:technology technol:technology technologies:technology ' +
    'techs:technology technologie:technology technologien:technology tecnologia:technology tecnologias:technology ' +
    'mfg:manufacturing mfr:manufacturing manuf:manufacturing bros:brothers assoc:associates assocs:associates assn:association dept:department ' +
    'sys:systems system:systems labs:laboratories lab:laboratories laboratory:laboratories svc:services svcs:services service:services ' +
    'solution:solutions mgmt:management mgt:management mktg:marketing comm:communications comms:communications telecom:telecommunications ' +
    'ind:industries inds:industries indus:industries industrie:industries industria:industries industrias:industries industry:industries ' +
    'eng:engineering engrg:engineering engr:engineering dev:development devt:development ctr:center cntr:center centre:center centro:center zentrum:center ' +
    'natl:national hosp:hospital pharm:pharmaceuticals pharma:pharmaceuticals chem:chemical elec:electric electr:electric grp:group gruppe:group groupe:group ' +
    'grupo:group gruppo:group hldg:holding hldgs:holding holdings:holding ent:enterprises entp:enterprises enterprise:enterprises res:research amer:american ' +
    'fdn:foundation stiftung:foundation fondation:foundation fundacion:foundation soc:society prod:products prods:products product:products dist:distribution ' +
    'mkt:market mkts:markets rest:restaurant restaurante:restaurant ristorante:restaurant deli:delicatessen ' +
    'govt:government corp:corporation co:company ' +
    'nederland:netherlands nederlands:netherlands holland:netherlands europa:europe deutschland:germany espana:spain italia:italy schweiz:switzerland ' +
    'suisse:switzerland svizzera:switzerland osterreich:austria oesterreich:austria polska:poland brasil:brazil belgie:belgium belgique:belgium ' +
    'sverige:sweden danmark:denmark norge:norway suomi:finland turkiye:turkey nippon:japan'
  )
    .split(' ')
    .map((pair) => pair.split(':') as [string, string]),
);

/** Parts of the world by which subsidiaries are told apart. */
export const PLACES = words(
  'netherlands germany france spain italy switzerland austria poland brazil belgium sweden denmark norway finland turkey japan china india ' +
    'usa us uk canada mexico australia zealand ireland scotland wales england britain portugal greece russia ukraine korea singapore ' +
    'taiwan malaysia indonesia thailand vietnam philippines argentina chile colombia peru israel egypt africa asia europe america emea apac ' +
    'north south east west northern southern eastern western london paris berlin york angeles chicago francisco amsterdam',
);

/** Roman numerals and the like: a name that has another one is another's. */
export const NUMERALS = words(
  'ii iii iv vi vii viii ix xi xii one two three four five six seven eight nine ten',
);
