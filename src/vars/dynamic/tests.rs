#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use regex_lite::Regex;

use super::*;

/// Every name of Postman's with the form of its values: a regular expression for the whole value.
const FORMS: &[(&str, &str)] = &[
    ("$guid", UUID),
    ("$timestamp", r"\d{10}"),
    ("$isoTimestamp", r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"),
    ("$randomInt", r"\d|[1-9]\d{1,2}|1000"),
    ("$randomPhoneNumber", r"[2-9]\d\d-[2-9]\d\d-\d{4}"),
    ("$randomPhoneNumberExt", r"[1-9]\d?-[2-9]\d\d-[2-9]\d\d-\d{4}"),
    ("$randomLocale", "[a-z]{2}"),
    ("$randomWords", r"\S+( \S+){1,4}"),
    ("$randomFilePath", r"(/[A-Za-z]+)+/[a-z0-9_]+\.[a-z0-9]+"),
    ("$randomDirectoryPath", "(/[A-Za-z]+)+"),
    ("$randomCity", NAMES),
    ("$randomStreetName", NAMES),
    ("$randomStreetAddress", r"\d{3,5} [A-Z][A-Za-z' ]+"),
    ("$randomCountry", r"[A-Z][^\d]+"),
    ("$randomCountryCode", "[A-Z]{2}"),
    ("$randomLatitude", r"-?([0-8]?\d\.\d{4}|90\.0000)"),
    ("$randomLongitude", r"-?((\d{1,2}|1[0-7]\d)\.\d{4}|180\.0000)"),
    ("$randomColor", "[a-z]+"),
    ("$randomDepartment", "[A-Z][a-z]+"),
    ("$randomProductName", "[A-Z][a-z]+ [A-Z][a-z]+ [A-Z][a-z]+"),
    ("$randomProductAdjective", "[A-Z][a-z]+"),
    ("$randomProductMaterial", "[A-Z][a-z]+"),
    ("$randomProduct", "[A-Z][a-z]+"),
    (
        "$randomCompanyName",
        r"[A-Z][A-Za-z']+( - [A-Z][A-Za-z']+| (Inc|and Sons|LLC|Group)|, [A-Z][A-Za-z']+ and [A-Z][A-Za-z']+)",
    ),
    ("$randomCompanySuffix", "Inc|and Sons|LLC|Group"),
    ("$randomCatchPhrase", r"\S+( \S+){2,}"),
    ("$randomBs", r"\S+( \S+){2,}"),
    ("$randomCatchPhraseAdjective", r"[A-Z][\w -]+"),
    ("$randomCatchPhraseDescriptor", r"[\w /-]+"),
    ("$randomCatchPhraseNoun", r"[\w -]+"),
    ("$randomBsAdjective", r"[\w /-]+"),
    ("$randomBsBuzz", "[a-z-]+"),
    ("$randomBsNoun", r"[\w -]+"),
    ("$randomDatabaseColumn", "[a-zA-Z]+"),
    ("$randomDatabaseType", "[a-z]+"),
    ("$randomDatabaseCollation", "(utf8|ascii|cp1250)_[a-z_]+"),
    ("$randomDatabaseEngine", "[A-Za-z]+"),
    ("$randomDatePast", DATE),
    ("$randomDateFuture", DATE),
    ("$randomDateRecent", DATE),
    (
        "$randomMonth",
        "(Jan|Febr)uary|March|April|May|June|July|August|(Septem|Octo|Novem|Decem)ber",
    ),
    ("$randomWeekday", "(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"),
    ("$randomBankAccount", r"\d{8}"),
    ("$randomBankAccountName", r"[A-Z][A-Za-z ]+ Account"),
    ("$randomCreditCardMask", r"\d{4}"),
    ("$randomPrice", r"\d{1,3}\.\d\d|1000\.00"),
    ("$randomTransactionType", "deposit|withdrawal|payment|invoice"),
    ("$randomCurrencyCode", "[A-Z]{3}"),
    ("$randomCurrencyName", r"[A-Z].+"),
    ("$randomCurrencySymbol", r"\S{1,4}"),
    ("$randomBitcoin", "[13][1-9A-HJ-NP-Za-km-z]{25,33}"),
    ("$randomBankAccountIban", r"[A-Z]{2}\d\d[A-Z0-9]{11,27}"),
    ("$randomBankAccountBic", "[A-Z]{7}1([0-9A-Z]{3})?"),
    ("$randomAbbreviation", "[A-Z]{2,4}"),
    ("$randomAdjective", "[a-z0-9-]+"),
    ("$randomNoun", "[a-z ]+"),
    ("$randomVerb", "[a-z ]+"),
    ("$randomIngverb", "[a-z]+ing( up)?"),
    ("$randomPhrase", r"[A-Z][\w ,-]+!"),
    ("$randomAvatarImage", r"https://cdn\.fakercloud\.com/avatars/[a-z']+_128\.jpg"),
    ("$randomImageUrl", "http://placeimg.com/640/480"),
    ("$randomAbstractImage", "http://placeimg.com/640/480/abstract"),
    ("$randomAnimalsImage", "http://placeimg.com/640/480/animals"),
    ("$randomBusinessImage", "http://placeimg.com/640/480/business"),
    ("$randomCatsImage", "http://placeimg.com/640/480/cats"),
    ("$randomCityImage", "http://placeimg.com/640/480/city"),
    ("$randomFoodImage", "http://placeimg.com/640/480/food"),
    ("$randomNightlifeImage", "http://placeimg.com/640/480/nightlife"),
    ("$randomFashionImage", "http://placeimg.com/640/480/fashion"),
    ("$randomPeopleImage", "http://placeimg.com/640/480/people"),
    ("$randomNatureImage", "http://placeimg.com/640/480/nature"),
    ("$randomSportsImage", "http://placeimg.com/640/480/sports"),
    ("$randomTransportImage", "http://placeimg.com/640/480/transport"),
    ("$randomImageDataUri", r"data:image/svg\+xml;charset=UTF-8,%3Csvg[%0-9A-Za-z]+svg%3E"),
    ("$randomEmail", r"[A-Za-z0-9._]+@(gmail|yahoo|hotmail)\.com"),
    ("$randomExampleEmail", r"[A-Za-z0-9._]+@example\.(com|net|org)"),
    ("$randomUserName", r"[A-Z][a-z]+(\d{1,2}|[._][A-Za-z]+\d{0,2})"),
    ("$randomProtocol", "https?"),
    ("$randomUrl", r"https?://[a-z0-9]+\.[a-z]+"),
    ("$randomDomainName", r"[a-z0-9]+\.[a-z]+"),
    ("$randomDomainSuffix", "com|biz|info|name|net|org|io|co"),
    ("$randomDomainWord", "[a-z0-9]+"),
    ("$randomIP", r"(\d{1,3}\.){3}\d{1,3}"),
    ("$randomIPV6", "([0-9a-f]{4}:){7}[0-9a-f]{4}"),
    ("$randomUserAgent", r"(Mozilla|Opera)/\d.+"),
    ("$randomHexColor", "#[0-9a-f]{6}"),
    ("$randomMACAddress", "([0-9a-f]{2}:){5}[0-9a-f]{2}"),
    ("$randomPassword", "[A-Za-z0-9]{15}"),
    ("$randomLoremWord", "[a-z]+"),
    ("$randomLoremWords", "[a-z]+ [a-z]+ [a-z]+"),
    ("$randomLoremSentence", r"[A-Z][a-z]*( [a-z]+){2,9}\."),
    ("$randomLoremSlug", "[a-z]+-[a-z]+-[a-z]+"),
    ("$randomLoremSentences", r"([A-Z][a-z ]+\. ){1,5}[A-Z][a-z ]+\."),
    ("$randomLoremParagraph", r"([A-Z][a-z ]+\. ){2,5}[A-Z][a-z ]+\."),
    ("$randomLoremParagraphs", r"([A-Za-z. ]+\n \r){2}[A-Za-z. ]+\."),
    ("$randomLoremText", r"[A-Za-z][A-Za-z. \n\r]+"),
    ("$randomLoremLines", r"([A-Z][a-z ]+\.\n){0,4}[A-Z][a-z ]+\."),
    ("$randomFirstName", "[A-Z][A-Za-z']+"),
    ("$randomLastName", "[A-Z][A-Za-z']+"),
    (
        "$randomFullName",
        r"((Mrs?|Ms|Dr)\. |Miss )?[A-Z][A-Za-z']+ [A-Z][A-Za-z']+( [A-Z][A-Za-z]*\.?)?",
    ),
    ("$randomJobTitle", r"[A-Z]\S* [A-Z]\S* [A-Z]\S*"),
    ("$randomNamePrefix", r"Mrs?\.|Ms\.|Miss|Dr\."),
    ("$randomNameSuffix", r"Jr\.|Sr\.|I{1,3}|IV|V|MD|DDS|PhD|DVM"),
    ("$randomJobDescriptor", r"[A-Z][a-z]+"),
    ("$randomJobArea", r"[A-Z]\S*"),
    ("$randomJobType", r"[A-Z][a-z]+"),
    ("$randomUUID", UUID),
    ("$randomBoolean", "true|false"),
    ("$randomWord", r"[\w-]+"),
    ("$randomAlphaNumeric", "[0-9a-z]"),
    ("$randomFileName", r"[a-z0-9_]+\.[a-z0-9]+"),
    ("$randomCommonFileName", r"[a-z0-9_]+\.[a-z0-9]+"),
    ("$randomMimeType", r"[a-z]+/[\w.+-]+"),
    ("$randomCommonFileType", "video|audio|image|text|application"),
    ("$randomCommonFileExt", "[a-z0-9]{3,4}"),
    ("$randomFileType", "application|audio|font|image|message|model|text|video"),
    ("$randomFileExt", "[a-z0-9]+"),
    ("$randomSemver", r"\d\.\d\.\d"),
];

const UUID: &str = "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";
const NAMES: &str = "[A-Z][A-Za-z']+( [A-Z][A-Za-z']+)*";
const DATE: &str = r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} \d\d 20\d\d \d\d:\d\d:\d\d GMT\+0000 \(Coordinated Universal Time\)";

const NOW: Clock = Clock::Fixed(1_577_934_245_678);

#[test]
fn all_of_postmans_are_there_and_no_others() {
    let mut known: Vec<_> =
        FAMILIES.iter().copied().flatten().map(|(name, _)| format!("${name}")).collect();
    known.sort();
    let mut expected: Vec<_> = FORMS.iter().map(|(name, _)| *name).collect();
    expected.sort_unstable();
    assert_eq!(known, expected);
    assert_eq!(known.len(), 118);
}

#[test]
fn values_have_postmans_forms() {
    let mut dynamic = Dynamic::with_clock(None, NOW);
    for (name, form) in FORMS {
        let form = Regex::new(&format!("^(?:{form})$")).unwrap();
        for _ in 0..300 {
            let value = dynamic.generate(name).unwrap();
            assert!(form.is_match(&value), "{name}: {value:?}");
        }
    }
}

#[test]
fn what_varies_varies() {
    let constant = ["Image", "$timestamp", "$isoTimestamp"];
    let mut dynamic = Dynamic::with_clock(Some(1), NOW);
    for (name, _) in FORMS {
        if constant.iter().any(|part| name.contains(part)) && *name != "$randomAvatarImage" {
            continue;
        }
        let values: std::collections::BTreeSet<_> =
            (0..100).map(|_| dynamic.generate(name)).collect();
        assert!(values.len() > 1, "{name}");
    }
}

#[test]
fn equal_seeds_give_equal_values() {
    let values = |seed| {
        let mut dynamic = Dynamic::with_clock(Some(seed), NOW);
        FORMS.iter().map(|(name, _)| dynamic.generate(name)).collect::<Vec<_>>()
    };
    assert_eq!(values(1), values(1));
    assert_ne!(values(1), values(2));
}

#[test]
fn forks_are_reproducible_and_differ() {
    let mut dynamic = Dynamic::new(Some(1));
    let (mut one, mut other) = (dynamic.fork(), dynamic.fork());
    let value = one.generate("$guid");
    assert_ne!(value, other.generate("$guid"));
    assert_eq!(value, Dynamic::new(Some(1)).fork().generate("$guid"));
}

#[test]
fn names_are_exact() {
    let mut dynamic = Dynamic::new(None);
    for name in ["guid", "$GUID", "$", "", "$randomNothing"] {
        assert_eq!(dynamic.generate(name), None, "{name}");
        assert!(!Dynamic::knows(name));
    }
}
