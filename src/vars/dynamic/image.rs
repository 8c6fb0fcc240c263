//! Addresses of pictures, at the services that Postman names.

use fake::Fake;
use fake::faker::name::en::FirstName;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::{Dynamic, Generator};

pub(super) const GENERATORS: &[Generator] = &[
    ("randomAvatarImage", avatar),
    ("randomImageUrl", |_| PLACE.to_owned()),
    ("randomAbstractImage", |_| of("abstract")),
    ("randomAnimalsImage", |_| of("animals")),
    ("randomBusinessImage", |_| of("business")),
    ("randomCatsImage", |_| of("cats")),
    ("randomCityImage", |_| of("city")),
    ("randomFoodImage", |_| of("food")),
    ("randomNightlifeImage", |_| of("nightlife")),
    ("randomFashionImage", |_| of("fashion")),
    ("randomPeopleImage", |_| of("people")),
    ("randomNatureImage", |_| of("nature")),
    ("randomSportsImage", |_| of("sports")),
    ("randomTransportImage", |_| of("transport")),
    ("randomImageDataUri", |_| data_uri()),
];

const PLACE: &str = "http://placeimg.com/640/480";

const PICTURE: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"640\" height=\"480\">\
                       <rect width=\"100%\" height=\"100%\" fill=\"grey\"/>\
                       <text x=\"320\" y=\"240\" text-anchor=\"middle\">640x480</text></svg>";

fn of(subject: &str) -> String {
    format!("{PLACE}/{subject}")
}

fn avatar(dynamic: &mut Dynamic) -> String {
    let name: &str = FirstName().fake_with_rng(&mut dynamic.rng);
    format!("https://cdn.fakercloud.com/avatars/{}_128.jpg", name.to_lowercase())
}

fn data_uri() -> String {
    format!("data:image/svg+xml;charset=UTF-8,{}", utf8_percent_encode(PICTURE, NON_ALPHANUMERIC))
}
