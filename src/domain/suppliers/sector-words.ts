/** Words for sectors as supplier lists use them, with the ISIC Rev.4 division each plainly means. What is not here stays unknown. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  '01': [
    'agriculture',
    'farming',
    'crop farming',
    'crop growing',
    'crops',
    'livestock',
    'dairy farming',
    'horticulture',
    'floriculture',
    'plantation',
    'cotton growing',
    'cotton farming',
    'cotton ginning',
    'coffee growing',
    'tea growing',
    'cocoa growing',
    'vegetable growing',
    'fruit growing',
    'vegetable packing',
  ],
  '02': ['forestry', 'logging', 'berry picking', 'charcoal'],
  '03': ['fishing', 'fisheries', 'aquaculture', 'fish farming'],
  '05': ['coal mining'],
  '06': ['oil and gas', 'oil & gas'],
  '07': ['gold mining', 'metal mining', 'metal ores'],
  '08': ['quarrying', 'quarry', 'stone quarrying', 'salt'],
  '10': [
    'food',
    'food products',
    'food processing',
    'meat',
    'meat processing',
    'fish processing',
    'fish drying',
    'seafood',
    'seafood processing',
    'nut processing',
    'dairy',
    'bakery',
    'sugar',
    'palm oil',
    'coffee processing',
    'chocolate',
  ],
  '11': ['beverages', 'drinks', 'brewing'],
  '12': ['tobacco', 'tobacco products'],
  '13': [
    'textiles',
    'textile',
    'spinning',
    'weaving',
    'silk weaving',
    'carpets',
    'rugs',
    'home textiles',
    'yarn',
    'fabric',
    'fabrics',
    'dyeing',
  ],
  '14': ['apparel', 'garments', 'garment', 'clothing', 'wearing apparel', 'knitwear', 'fashion'],
  '15': ['footwear', 'shoes', 'leather', 'leather goods', 'tanning', 'tannery'],
  '16': ['wood', 'wood products', 'sawmilling'],
  '17': ['paper', 'paper products', 'pulp and paper'],
  '18': ['printing'],
  '19': ['oil refining', 'refining'],
  '20': ['chemicals', 'cosmetics', 'fertilizers'],
  '21': ['pharmaceuticals', 'pharma'],
  '22': ['rubber', 'plastics', 'plastic goods', 'rubber gloves', 'rubber products', 'plastic products'],
  '23': ['bricks', 'ceramics', 'glass', 'cement', 'brick kilns'],
  '24': ['steel', 'metals', 'basic metals', 'foundry'],
  '25': ['metal products', 'fabricated metal'],
  '26': ['electronics', 'computers', 'semiconductors'],
  '27': ['electrical equipment', 'batteries', 'solar panels', 'home appliances'],
  '28': ['machinery'],
  '29': ['automotive', 'motor vehicles', 'car parts', 'wiring harnesses'],
  '30': ['shipbuilding', 'aerospace', 'bicycles'],
  '31': ['furniture'],
  '32': ['toys', 'sports goods', 'sporting goods', 'jewellery', 'jewelry', 'medical devices'],
  '33': ['ship repair', 'machine repair'],
  '35': ['electricity', 'power generation'],
  '38': ['recycling', 'waste', 'waste management'],
  '41': ['construction', 'building'],
  '42': ['civil engineering'],
  '46': ['wholesale'],
  '47': ['retail'],
  '49': ['road freight', 'trucking', 'road haulage', 'rail freight'],
  '50': ['shipping', 'sea freight'],
  '51': ['air freight', 'airlines'],
  '52': ['warehousing', 'logistics', 'ports'],
  '53': ['courier', 'postal services', 'parcel delivery'],
  '55': ['hotels', 'hospitality', 'accommodation'],
  '56': ['catering', 'restaurants', 'food services'],
  '61': ['telecommunications', 'telecoms'],
  '62': ['software', 'it services', 'programming'],
  '63': ['data hosting', 'hosting'],
  '64': ['banking'],
  '65': ['insurance'],
  '69': ['legal services', 'accounting'],
  '73': ['advertising'],
  '78': ['employment agency', 'employment agencies', 'recruitment', 'staffing', 'temporary work'],
  '80': ['security', 'security services'],
  '81': ['cleaning', 'cleaning services', 'facility services', 'landscaping'],
  '82': ['call centre', 'call center'],
  '85': ['education'],
  '86': ['health', 'healthcare', 'health care', 'hospitals'],
  '96': ['laundry', 'hairdressing'],
  '97': ['domestic work', 'domestic services'],
};

const DIVISION_OF: ReadonlyMap<string, string> = new Map(
  Object.entries(WORDS).flatMap(([division, words]) => words.map((word) => [word, division] as const)),
);

export interface SectorReading {
  /** null: none of the words has a plain division. */
  readonly isic: string | null;
  readonly remark: 'SECTOR_UNKNOWN' | 'SECTOR_FIRST_OF_SEVERAL' | null;
}

/** Reads a sector in words, several joined by `|`, `;` or `/`: the first that is known counts, and where others stand beside it that is remarked. */
export function readSector(text: string): SectorReading {
  const words = text
    .split(/[|;/]/)
    .map((word) => word.trim().toLowerCase().replaceAll(/\s+/g, ' '))
    .filter((word) => word !== '');
  if (words.length === 0) return { isic: null, remark: null };
  const isic = words.map((word) => DIVISION_OF.get(word)).find((division) => division !== undefined) ?? null;
  if (isic === null) return { isic, remark: 'SECTOR_UNKNOWN' };
  return { isic, remark: words.every((word) => DIVISION_OF.get(word) === isic) ? null : 'SECTOR_FIRST_OF_SEVERAL' };
}
