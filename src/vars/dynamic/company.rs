//! Companies and what they say of themselves.

use fake::Fake;
use fake::faker::company::en::{
    Bs, BsAdj, BsNoun, BsVerb, Buzzword, BuzzwordMiddle, BuzzwordTail, CatchPhrase, CompanySuffix,
};
use fake::faker::name::en::LastName;

use super::{Dynamic, Generator};

pub(super) const GENERATORS: &[Generator] = &[
    ("randomCompanyName", company_name),
    ("randomCompanySuffix", |dynamic| CompanySuffix().fake_with_rng(&mut dynamic.rng)),
    ("randomCatchPhrase", |dynamic| CatchPhrase().fake_with_rng(&mut dynamic.rng)),
    ("randomCatchPhraseAdjective", |dynamic| Buzzword().fake_with_rng(&mut dynamic.rng)),
    ("randomCatchPhraseDescriptor", |dynamic| BuzzwordMiddle().fake_with_rng(&mut dynamic.rng)),
    ("randomCatchPhraseNoun", |dynamic| BuzzwordTail().fake_with_rng(&mut dynamic.rng)),
    ("randomBs", |dynamic| Bs().fake_with_rng(&mut dynamic.rng)),
    ("randomBsAdjective", |dynamic| BsAdj().fake_with_rng(&mut dynamic.rng)),
    ("randomBsBuzz", |dynamic| BsVerb().fake_with_rng(&mut dynamic.rng)),
    ("randomBsNoun", |dynamic| BsNoun().fake_with_rng(&mut dynamic.rng)),
];

/// `Collier - Sanford`, `Shields Inc` or `Howell, Dooley and Rodriguez`
fn company_name(dynamic: &mut Dynamic) -> String {
    let form = dynamic.between(0, 2);
    let rng = &mut dynamic.rng;
    let [one, other, third]: [&str; 3] = [(); 3].map(|()| LastName().fake_with_rng(rng));
    match form {
        0 => format!("{one} - {other}"),
        1 => format!("{one} {}", CompanySuffix().fake_with_rng::<&str, _>(rng)),
        _ => format!("{one}, {other} and {third}"),
    }
}
