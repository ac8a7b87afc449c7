function pairs(text: string): Record<string, string> {
  return Object.fromEntries(
    text.split(' ').flatMap((group) => {
      const [same = '', ...written] = group.split(/[:,]/);
      return written.map((word) => [word, same]);
    }),
  );
}

/** Kinds of streets, as they are written and shortened in several languages, each with its short form. */
const KINDS = pairs(
  'st:street,str,strasse,straße,straat,strada,gata,gatan,utca,ulica,ul,ulitsa ave:avenue,av,aven,avenida,avda,aveniu blvd:boulevard,boul,blv,bd,bld,bulvar,bulevar ' +
    'rd:road dr:drive ln:lane hwy:highway pkwy:parkway,pky,pkway sq:square pl:place,platz,plaza,plein,plac,piazza,placa,praca,plz ct:court cir:circle ' +
    'ter:terrace trl:trail expy:expressway fwy:freeway crk:creek rte:route rue:r via:viale c:calle che:chemin che:ch all:allee laan:ln weg:wg cl:close cres:crescent gdns:gardens',
);

const DIRECTIONS = pairs(
  'n:north,nord,norte s:south,sud,sur,sul e:east,ost,est,este w:west,ouest,oeste nw:northwest ne:northeast sw:southwest se:southeast',
);

const ORDINALS = pairs(
  '1st:first 2nd:second 3rd:third 4th:fourth 5th:fifth 6th:sixth 7th:seventh 8th:eighth 9th:ninth 10th:tenth',
);

/** A word of an address, those that mean one thing being one. */
export const SAME_IN_ADDRESSES: Record<string, string> = {
  ...KINDS,
  ...DIRECTIONS,
  ...ORDINALS,
  saint: 'st',
  mount: 'mt',
  fort: 'ft',
};

/** Kinds of streets, which stand at the end of a name in English and in front of it in Romance and Slavic languages. */
export const STREET_KINDS: ReadonlySet<string> = new Set(Object.values(KINDS));

/** What says nothing about which street it is. */
export const NOT_TELLING: ReadonlySet<string> = new Set([
  ...STREET_KINDS,
  ...Object.values(DIRECTIONS),
  ...'the of de la le les el du des del della di da do dos das von van der den und and y e i'.split(' '),
]);

/** After these comes a part of a building, whose number is not the house's. */
export const PARTS_OF_BUILDINGS: ReadonlySet<string> = new Set(
  (
    'suite ste unit apt apartment flat floor fl flr level lvl room rm office building bldg tower block box pobox postfach bp etage stock piso planta oficina local ' +
    'loft lot space spc door porta scala interno int appartement appt bat batiment esc hall stand kv kvartira etaj korpus'
  ).split(' '),
);
