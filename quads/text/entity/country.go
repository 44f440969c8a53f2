package entity

import (
	"strings"
	"sync"
)

// A country of the gazetteer. Other spellings of a country or a capital are
// offered as the same, but those of sameCountry are joined.
type country struct{ name, adjectives, capitals string }

// country finds countries, their adjectives and capitals.
type gazetteer struct {
	countries  map[string]string // any name → the name that all share
	adjectives map[string]string // Russian → Russia
	cities     map[string]string // capitals and other great cities → their usual name
	variants   map[string]string // Kiev → Kyiv: offered
}

// world is the gazetteer, made once: it has some seven hundred names.
var world = sync.OnceValue(func() *gazetteer {
	g := &gazetteer{
		countries:  map[string]string{},
		adjectives: map[string]string{},
		cities:     map[string]string{},
		variants:   map[string]string{},
	}
	for line := range strings.SplitSeq(strings.TrimSpace(countryTable), "\n") {
		parts := strings.Split(line, "|")
		c := country{parts[0], parts[1], parts[2]}
		g.countries[c.name] = c.name
		for a := range strings.SplitSeq(c.adjectives, ",") {
			g.adjectives[a] = c.name
		}
		for city := range strings.SplitSeq(c.capitals, ",") {
			g.cities[city] = city
		}
	}
	for city := range strings.SplitSeq(greatCities, ",") {
		g.cities[city] = city
	}
	for adjective, region := range regional {
		g.adjectives[adjective] = region
	}
	for name, same := range sameCountry {
		g.countries[name] = same
	}
	for name, usual := range spellings {
		g.variants[name] = usual
		if _, ok := g.countries[usual]; ok {
			g.countries[name] = name
		} else {
			g.cities[name] = name
		}
	}
	return g
})

// isPlace reports whether a name is that of a country, a region or a city.
func (g *gazetteer) isPlace(name string) bool {
	return g.countries[name] != "" || g.cities[name] != "" || regions[name]
}

// sameCountry are names that mean one country in any news text.
var sameCountry = map[string]string{
	"US": "United States", "U.S.": "United States", "USA": "United States", "U.S.A.": "United States",
	"United States of America": "United States",
	"UK":                       "United Kingdom", "U.K.": "United Kingdom",
	"UAE": "United Arab Emirates", "DRC": "Democratic Republic of the Congo",
	"Democratic Republic of Congo": "Democratic Republic of the Congo",
}

// spellings are older, shorter or other names of a country or city: offered
// as the same and never joined, for they carry a view or mean a part.
var spellings = map[string]string{
	"Kiev": "Kyiv", "Kharkov": "Kharkiv", "Odessa": "Odesa", "Lvov": "Lviv", "Burma": "Myanmar",
	"Czech Republic": "Czechia", "Turkey": "Türkiye", "Turkiye": "Türkiye", "Swaziland": "Eswatini", "Macedonia": "North Macedonia",
	"Ivory Coast": "Côte d'Ivoire", "Britain": "United Kingdom", "Great Britain": "United Kingdom",
	"America": "United States", "Holland": "Netherlands", "Byelorussia": "Belarus",
	"Peking": "Beijing", "Bombay": "Mumbai", "Calcutta": "Kolkata", "Madras": "Chennai", "Rangoon": "Yangon",
	"Saigon": "Ho Chi Minh City", "East Timor": "Timor-Leste", "Cape Verde": "Cabo Verde",
}

// sameOrganisation are initials that mean one organisation in any news text.
var sameOrganisation = map[string]string{
	"UN": "United Nations", "U.N.": "United Nations", "EU": "European Union", "E.U.": "European Union",
}

// regional are adjectives of what is no country.
var regional = map[string]string{
	"European": "Europe", "Asian": "Asia", "African": "Africa", "Chechen": "Chechnya", "Kurdish": "Kurdistan", "Kashmiri": "Kashmir",
	"Crimean": "Crimea", "Scottish": "Scotland", "Welsh": "Wales", "English": "England", "Catalan": "Catalonia", "Tibetan": "Tibet",
	"Siberian": "Siberia", "Bavarian": "Bavaria", "Western": "West", "Soviet": "Soviet Union", "Arab": "Arab world",
}

var regions = setOf(`Europe|Asia|Africa|America|Americas|North America|South America|Latin America|Central America
Oceania|Antarctica|Middle East|Near East|Far East|Central Asia|South Asia|Southeast Asia|East Asia|Western Europe
Eastern Europe|Balkans|Caucasus|Sahel|Levant|Khorasan|Crimea|Donbas|Donbass|Siberia|Chechnya|Dagestan|Kashmir
Kurdistan|Catalonia|Scotland|Wales|England|Northern Ireland|Palestine|Gaza|Gaza Strip|West Bank|Taiwan|Hong Kong
Tibet|Xinjiang|Darfur|Tigray|Transnistria|Kosovo|Mediterranean|Baltic|Arctic|Pacific|Atlantic|Persian Gulf|Red Sea|Black Sea
California|Texas|Florida|Alaska|Hawaii|Virginia|Ohio|Michigan|Bavaria|Sicily|Corsica|Washington|Georgia`)

const greatCities = "New York,Los Angeles,Chicago,San Francisco,Boston,Houston,Miami,Philadelphia,Seattle,Detroit," +
	"Toronto,Montreal,Vancouver,São Paulo,Rio de Janeiro,Barcelona,Seville,Valencia,Milan,Naples,Turin,Venice," +
	"Munich,Hamburg,Frankfurt,Cologne,Marseille,Lyon,Strasbourg,Geneva,Zurich,Rotterdam,The Hague,Antwerp," +
	"Manchester,Liverpool,Birmingham,Glasgow,Edinburgh,Istanbul,Izmir,Saint Petersburg,St. Petersburg,Kazan,Grozny," +
	"Mariupol,Donetsk,Luhansk,Kherson,Kharkiv,Lviv,Odesa,Dnipro,Zaporizhzhia,Krakow,Gdansk,Aleppo,Homs,Idlib,Raqqa,Mosul," +
	"Basra,Kirkuk,Erbil,Jeddah,Mecca,Dubai,Aden,Tel Aviv,Haifa,Karachi,Lahore,Peshawar,Quetta,Kandahar,Herat,Jalalabad," +
	"Mumbai,Kolkata,Chennai,Bangalore,Shanghai,Hong Kong,Shenzhen,Wuhan,Osaka,Hiroshima,Yangon,Ho Chi Minh City," +
	"Sydney,Melbourne,Auckland,Johannesburg,Cape Town,Durban,Lagos,Kano,Alexandria,Benghazi,Casablanca,Goma,Brussels"

// countryTable has a country a line: name, adjectives and words for its
// people, capitals.
const countryTable = `
Afghanistan|Afghan|Kabul
Albania|Albanian|Tirana
Algeria|Algerian|Algiers
Andorra|Andorran|Andorra la Vella
Angola|Angolan|Luanda
Argentina|Argentine,Argentinian|Buenos Aires
Armenia|Armenian|Yerevan
Australia|Australian|Canberra
Austria|Austrian|Vienna
Azerbaijan|Azerbaijani,Azeri|Baku
Bahamas|Bahamian|Nassau
Bahrain|Bahraini|Manama
Bangladesh|Bangladeshi|Dhaka
Barbados|Barbadian|Bridgetown
Belarus|Belarusian|Minsk
Belgium|Belgian|Brussels
Belize|Belizean|Belmopan
Benin|Beninese|Porto-Novo
Bhutan|Bhutanese|Thimphu
Bolivia|Bolivian|La Paz,Sucre
Bosnia|Bosnian|Sarajevo
Botswana|Botswanan|Gaborone
Brazil|Brazilian|Brasília
Brunei|Bruneian|Bandar Seri Begawan
Bulgaria|Bulgarian|Sofia
Burkina Faso|Burkinabe|Ouagadougou
Burundi|Burundian|Bujumbura,Gitega
Cabo Verde|Cape Verdean|Praia
Cambodia|Cambodian|Phnom Penh
Cameroon|Cameroonian|Yaoundé
Canada|Canadian|Ottawa
Central African Republic|Central African|Bangui
Chad|Chadian|N'Djamena
Chile|Chilean|Santiago
China|Chinese|Beijing
Colombia|Colombian|Bogotá,Bogota
Comoros|Comorian|Moroni
Congo|Congolese|Brazzaville
Costa Rica|Costa Rican|San José
Côte d'Ivoire|Ivorian|Yamoussoukro,Abidjan
Croatia|Croatian|Zagreb
Cuba|Cuban|Havana
Cyprus|Cypriot|Nicosia
Czechia|Czech|Prague
Democratic Republic of the Congo|Congolese|Kinshasa
Denmark|Danish|Copenhagen
Djibouti|Djiboutian|Djibouti City
Dominican Republic|Dominican|Santo Domingo
Ecuador|Ecuadorian|Quito
Egypt|Egyptian|Cairo
El Salvador|Salvadoran|San Salvador
Equatorial Guinea|Equatorial Guinean|Malabo
Eritrea|Eritrean|Asmara
Estonia|Estonian|Tallinn
Eswatini|Swazi|Mbabane
Ethiopia|Ethiopian|Addis Ababa
Fiji|Fijian|Suva
Finland|Finnish|Helsinki
France|French|Paris
Gabon|Gabonese|Libreville
Gambia|Gambian|Banjul
Georgia|Georgian|Tbilisi
Germany|German|Berlin
Ghana|Ghanaian|Accra
Greece|Greek|Athens
Guatemala|Guatemalan|Guatemala City
Guinea|Guinean|Conakry
Guinea-Bissau|Bissau-Guinean|Bissau
Guyana|Guyanese|Georgetown
Haiti|Haitian|Port-au-Prince
Honduras|Honduran|Tegucigalpa
Hungary|Hungarian|Budapest
Iceland|Icelandic|Reykjavik
India|Indian|New Delhi,Delhi
Indonesia|Indonesian|Jakarta
Iran|Iranian|Tehran
Iraq|Iraqi|Baghdad
Ireland|Irish|Dublin
Israel|Israeli|Jerusalem
Italy|Italian|Rome
Jamaica|Jamaican|Kingston
Japan|Japanese|Tokyo
Jordan|Jordanian|Amman
Kazakhstan|Kazakh|Astana
Kenya|Kenyan|Nairobi
Kosovo|Kosovar,Kosovan|Pristina
Kuwait|Kuwaiti|Kuwait City
Kyrgyzstan|Kyrgyz|Bishkek
Laos|Laotian,Lao|Vientiane
Latvia|Latvian|Riga
Lebanon|Lebanese|Beirut
Lesotho|Basotho|Maseru
Liberia|Liberian|Monrovia
Libya|Libyan|Tripoli
Liechtenstein|Liechtensteiner|Vaduz
Lithuania|Lithuanian|Vilnius
Luxembourg|Luxembourgish|Luxembourg City
Madagascar|Malagasy|Antananarivo
Malawi|Malawian|Lilongwe
Malaysia|Malaysian|Kuala Lumpur
Maldives|Maldivian|Malé
Mali|Malian|Bamako
Malta|Maltese|Valletta
Mauritania|Mauritanian|Nouakchott
Mauritius|Mauritian|Port Louis
Mexico|Mexican|Mexico City
Moldova|Moldovan|Chisinau
Monaco|Monégasque|Monte Carlo
Mongolia|Mongolian|Ulaanbaatar
Montenegro|Montenegrin|Podgorica
Morocco|Moroccan|Rabat
Mozambique|Mozambican|Maputo
Myanmar|Burmese|Naypyidaw
Namibia|Namibian|Windhoek
Nepal|Nepali,Nepalese|Kathmandu
Netherlands|Dutch|Amsterdam
New Zealand|New Zealander|Wellington
Nicaragua|Nicaraguan|Managua
Niger|Nigerien|Niamey
Nigeria|Nigerian|Abuja
North Korea|North Korean|Pyongyang
North Macedonia|Macedonian|Skopje
Norway|Norwegian|Oslo
Oman|Omani|Muscat
Pakistan|Pakistani|Islamabad
Palestine|Palestinian|Ramallah
Panama|Panamanian|Panama City
Papua New Guinea|Papua New Guinean|Port Moresby
Paraguay|Paraguayan|Asunción
Peru|Peruvian|Lima
Philippines|Philippine,Filipino|Manila
Poland|Polish|Warsaw
Portugal|Portuguese|Lisbon
Qatar|Qatari|Doha
Romania|Romanian|Bucharest
Russia|Russian|Moscow
Rwanda|Rwandan|Kigali
Saudi Arabia|Saudi,Saudi Arabian|Riyadh
Senegal|Senegalese|Dakar
Serbia|Serbian|Belgrade
Seychelles|Seychellois|Victoria
Sierra Leone|Sierra Leonean|Freetown
Singapore|Singaporean|Singapore City
Slovakia|Slovak,Slovakian|Bratislava
Slovenia|Slovenian,Slovene|Ljubljana
Somalia|Somali|Mogadishu
South Africa|South African|Pretoria
South Korea|South Korean|Seoul
South Sudan|South Sudanese|Juba
Spain|Spanish|Madrid
Sri Lanka|Sri Lankan|Colombo
Sudan|Sudanese|Khartoum
Suriname|Surinamese|Paramaribo
Sweden|Swedish|Stockholm
Switzerland|Swiss|Bern
Syria|Syrian|Damascus
Taiwan|Taiwanese|Taipei
Tajikistan|Tajik|Dushanbe
Tanzania|Tanzanian|Dodoma
Thailand|Thai|Bangkok
Timor-Leste|Timorese|Dili
Togo|Togolese|Lomé
Tunisia|Tunisian|Tunis
Türkiye|Turkish|Ankara
Turkmenistan|Turkmen|Ashgabat
Uganda|Ugandan|Kampala
Ukraine|Ukrainian|Kyiv
United Arab Emirates|Emirati|Abu Dhabi
United Kingdom|British|London
United States|American|Washington
Uruguay|Uruguayan|Montevideo
Uzbekistan|Uzbek|Tashkent
Vatican|Vatican|Vatican City
Venezuela|Venezuelan|Caracas
Vietnam|Vietnamese|Hanoi
Yemen|Yemeni|Sanaa
Zambia|Zambian|Lusaka
Zimbabwe|Zimbabwean|Harare
`
