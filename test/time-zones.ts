/**
 * Time zones as browsers report them, old names included (IANA tzdata 2025b, `zone.tab` and `backward`), by what they
 * stand for.
 */
const list = (...texts: string[]) => texts.join('').trim().split(' ');

/** The United States with its territories. */
export const american = list(
  'America/New_York America/Detroit America/Kentucky/Louisville America/Louisville ',
  'America/Kentucky/Monticello America/Indiana/Indianapolis America/Indianapolis ',
  'America/Fort_Wayne America/Indiana/Vincennes America/Indiana/Winamac America/Indiana/Marengo ',
  'America/Indiana/Petersburg America/Indiana/Vevay America/Indiana/Tell_City America/Indiana/Knox ',
  'America/Knox_IN America/Chicago America/Menominee America/North_Dakota/Center ',
  'America/North_Dakota/New_Salem America/North_Dakota/Beulah America/Denver America/Shiprock ',
  'Navajo America/Boise America/Phoenix America/Los_Angeles America/Anchorage America/Juneau ',
  'America/Sitka America/Metlakatla America/Yakutat America/Nome America/Adak America/Atka ',
  'Pacific/Honolulu Pacific/Johnston America/Puerto_Rico America/St_Thomas America/Virgin ',
  'Pacific/Guam Pacific/Saipan Pacific/Pago_Pago Pacific/Samoa Pacific/Midway Pacific/Wake ',
  'US/Pacific US/Eastern US/Hawaii US/Indiana-Starke US/East-Indiana ',
);

/** Any of them may hide a visitor from the European Union (CLDR windowsZones). */
export const european = list(
  'Europe/Vienna Europe/Brussels Europe/Sofia Europe/Zagreb Europe/Nicosia Europe/Prague ',
  'Europe/Copenhagen Europe/Tallinn Europe/Helsinki Europe/Mariehamn Europe/Paris Europe/Berlin ',
  'Europe/Busingen Europe/Athens Europe/Budapest Europe/Dublin Europe/Rome Europe/Riga ',
  'Europe/Vilnius Europe/Luxembourg Europe/Malta Europe/Amsterdam Europe/Warsaw Europe/Lisbon ',
  'Europe/Bucharest Europe/Bratislava Europe/Ljubljana Europe/Madrid Europe/Stockholm Europe/Vaduz ',
  'Europe/Oslo Europe/London Europe/Belfast Europe/Jersey Europe/Guernsey Europe/Isle_of_Man ',
  'Europe/Gibraltar Europe/Zurich Europe/Kiev Europe/Istanbul Europe/Moscow ',
);

/** Europe beyond Europe, Canada, Brazil and others whose laws ask first, or whose zone may be another country's. */
export const others = list(
  'Asia/Nicosia Asia/Famagusta Eire Poland Portugal Atlantic/Madeira Atlantic/Azores Africa/Ceuta ',
  'Atlantic/Canary America/Cayenne America/Guadeloupe America/Martinique America/Marigot ',
  'Indian/Reunion Indian/Mayotte Atlantic/Reykjavik Iceland Arctic/Longyearbyen Atlantic/Jan_Mayen ',
  'GB GB-Eire America/Toronto America/Montreal America/Blanc-Sablon America/Halifax Canada/Eastern ',
  'America/Atikokan America/Coral_Harbour America/Cambridge_Bay America/Creston America/Dawson ',
  'America/Dawson_Creek America/Edmonton America/Fort_Nelson America/Glace_Bay America/Goose_Bay ',
  'America/Inuvik America/Iqaluit America/Moncton America/Rankin_Inlet America/Regina ',
  'America/Resolute America/St_Johns America/Swift_Current America/Vancouver America/Whitehorse ',
  'America/Winnipeg America/Araguaina America/Bahia America/Belem America/Boa_Vista ',
  'America/Campo_Grande America/Cuiaba America/Eirunepe America/Fortaleza America/Maceio ',
  'America/Manaus America/Noronha America/Porto_Velho America/Recife America/Rio_Branco ',
  'America/Porto_Acre America/Santarem America/Sao_Paulo Brazil/East Asia/Kolkata Asia/Calcutta ',
  'Africa/Johannesburg Asia/Seoul Asia/Bangkok Asia/Shanghai Asia/Urumqi Asia/Chongqing PRC ',
  'Asia/Tokyo Japan Asia/Istanbul Turkey ',
);
