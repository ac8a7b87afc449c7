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
    'new first american general advanced creative custom professional quality premier limited ' +
    'ministry authority board commission council committee library museum gallery hospital hospitals faculty state public private municipal government city county ' +
    'science sciences arts art commerce technical applied central regional family kids children child day daycare learning preschool elementary high primary secondary ' +
    'dental dentistry orthodontics chiropractic veterinary animal pet therapy wellness fitness gym yoga salon beauty barber spa nails ' +
    'law legal attorney attorneys lawyers solicitors accounting accountants cpa tax advisors advisory wealth mortgage lending credit savings realty realtors realtor rentals rental leasing ' +
    'plumbing heating cooling roofing flooring electrical hvac landscaping cleaning contractors contracting builders remodeling painting windows doors furniture interiors garden gardens nursery ' +
    'truck trucking trucks freight cargo express courier moving storage travel tours charter aviation marine auto tire tires repair parts machine machinery tool tools works ' +
    'metal metals steel plastics packaging paper printing print press publishing publications books music entertainment productions film films video photo photography sports golf ' +
    'fashion clothing apparel shoes jewelry jewelers boutique florist flowers gifts farm farms ranch winery brewery brewing wine wines spirits meats seafood pizzeria ' +
    'resources materials security safety environmental water oil gas mining petroleum textile textiles blog website online official',
);

/** Words that are said or left out of one and the same company: of its whole and its rank. */
export const FILLING_WORDS = words('group company corporation royal koninklijke');

/** Words between others, of many languages: left out, put in and translated as one likes. */
export const JOINING_WORDS = words(
  'the of for at in on to with by from a an and de la le les el los las un une il lo gli l d di da do dos das du des del della delle degli dei al y e et ed en och og und der die das dem den ' +
    'von vom van het ter ten te zu zur zum fur im am auf pour par per para por sur av for til i w na z do v pro',
);

/** Abbreviations of filings and lists, and the same word of other languages. */
export const SAME_WORDS: Record<string, string> = Object.fromEntries(
  (
    'intl:international internatl:international int:international internationale:international internacional:international internazionale:international ' +
    'univ:university universitat:university universite:university universidad:university universita:university universiteit:university ' +
    'inst:institute institut:institute instituto:institute istituto:institute tech:technology technol:technology technologies:technology ' +
    'techs:technology technologie:technology technologien:technology tecnologia:technology tecnologias:technology ' +
    'mfg:manufacturing mfr:manufacturing manuf:manufacturing bros:brothers assoc:associates assocs:associates assn:association dept:department ' +
    'sys:systems system:systems labs:laboratories lab:laboratories laboratory:laboratories svc:services svcs:services servicios:services servizi:services dienst:services diensten:services service:services ' +
    'solution:solutions mgmt:management mgt:management mktg:marketing comm:communications comms:communications telecom:telecommunications ' +
    'ind:industries inds:industries indus:industries industrie:industries industria:industries industrias:industries industry:industries ' +
    'eng:engineering engrg:engineering engr:engineering dev:development devt:development ctr:center cntr:center centre:center centro:center zentrum:center ' +
    'natl:national hosp:hospital pharm:pharmaceuticals pharma:pharmaceuticals chem:chemical elec:electric electr:electric grp:group gruppe:group groupe:group ' +
    'grupo:group gruppo:group hldg:holding hldgs:holding holdings:holding ent:enterprises entp:enterprises enterprise:enterprises res:research amer:american ' +
    'fdn:foundation stiftung:foundation fondation:foundation fundacion:foundation soc:society prod:products prods:products product:products dist:distribution ' +
    'mkt:market mkts:markets rest:restaurant restaurante:restaurant ristorante:restaurant deli:delicatessen ' +
    'govt:government gov:government corp:corporation co:company ins:insurance agy:agency svce:services hosps:hospitals ministerio:ministry ministere:ministry ministerium:ministry ministero:ministry ' +
    'laboratoire:laboratories laboratoires:laboratories laboratorio:laboratories laboratorios:laboratories labor:laboratories hopital:hospital ospedale:hospital krankenhaus:hospital klinikum:hospital ziekenhuis:hospital ' +
    'academie:academy akademie:academy academia:academy accademia:academy acad:academy musee:museum museo:museum museu:museum bibliothek:library bibliotheque:library biblioteca:library ' +
    'schule:school ecole:school escuela:school escola:school scuola:school association:associates associazione:associates asociacion:associates associacao:associates verband:associates ' +
    'hochschule:college colegio:college collegio:college technische:technical technischer:technical technique:technical tecnica:technical tecnico:technical sciences:science sci:science wissenschaft:science wissenschaften:science ' +
    'nationale:national nationaal:national nacional:national nazionale:national medizinische:medical medica:medical medico:medical medicale:medical ' +
    'banco:bank banque:bank banca:bank recherche:research recherches:research forschung:research ricerca:research ricerche:research investigacion:research pesquisa:research onderzoek:research ' +
    'energie:energy energia:energy versicherung:insurance versicherungen:insurance assurance:insurance assurances:insurance seguros:insurance assicurazioni:insurance verzekeringen:insurance ' +
    'transporte:transport transportes:transport transports:transport trasporti:transport handel:trading comercio:commerce commercio:commerce chemie:chemical chemische:chemical chimie:chemical quimica:chemical chimica:chemical ' +
    'elektronik:electronics electronique:electronics electronica:electronics elettronica:electronics elektro:electric electrique:electric electrica:electric elettrica:electric stahl:steel acier:steel ' +
    'zentrale:central centrale:central regionale:regional federale:federal sante:health gesundheit:health salute:health salud:health saude:health agricultura:agriculture cultura:culture ' +
    'saint:st sankt:st sint:st mt:mount ft:fort son:sons pizzeria:pizza 1st:first usa:us ' +
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
    'albania algeria angola armenia austria azerbaijan bahrain bangladesh belarus bolivia bulgaria cambodia cameroon croatia cuba cyprus czechia czech ecuador estonia ethiopia georgia ghana ' +
    'guatemala honduras hungary iceland iran iraq jamaica jordan kazakhstan kenya kuwait latvia lebanon libya lithuania luxembourg macau malta mauritius moldova mongolia morocco mozambique ' +
    'myanmar namibia nepal nicaragua nigeria oman pakistan panama paraguay qatar romania rwanda senegal serbia slovakia slovenia somalia sudan syria tanzania tunisia uganda uruguay uzbekistan ' +
    'venezuela yemen zambia zimbabwe arabia emirates uae hongkong chinese indian ' +
    'north south east west northern southern eastern western london paris berlin york angeles chicago francisco amsterdam',
);

/** Roman numerals and the like: a name that has another one is another's. What they are worth. */
export const NUMERALS: ReadonlyMap<string, string> = new Map(
  (
    'ii:2 iii:3 iv:4 vi:6 vii:7 viii:8 ix:9 xi:11 xii:12 xiii:13 one:1 two:2 three:3 four:4 five:5 six:6 seven:7 eight:8 nine:9 ten:10 ' +
    '2nd:2 second:2 3rd:3 third:3 4th:4 fourth:4 5th:5 fifth:5 6th:6 sixth:6 7th:7 seventh:7 8th:8 eighth:8 9th:9 ninth:9 10th:10 tenth:10'
  )
    .split(' ')
    .map((pair) => pair.split(':') as [string, string]),
);

/** What is typed where there is no name, as plain names. */
export const NO_NAMES: ReadonlySet<string> = new Set(
  (
    'na,n a,none,null,nil,nan,undefined,unknown,unkown,unnamed,no name,noname,company name,test,testing,tbd,tba,tbc,not applicable,not available,not provided,not known,' +
    'no company,self employed,selfemployed,individual,private person,xx,xxx,unbekannt,keine angabe,inconnu,desconocido,sconosciuto,onbekend,other,others,various,misc'
  ).split(','),
);
