//! Things to sell.

use super::{Dynamic, Generator};

pub(super) const GENERATORS: &[Generator] = &[
    ("randomColor", |dynamic| dynamic.pick(COLORS)),
    ("randomDepartment", |dynamic| dynamic.pick(DEPARTMENTS)),
    ("randomProductName", product_name),
    ("randomProductAdjective", |dynamic| dynamic.pick(ADJECTIVES)),
    ("randomProductMaterial", |dynamic| dynamic.pick(MATERIALS)),
    ("randomProduct", |dynamic| dynamic.pick(PRODUCTS)),
];

const COLORS: &[&str] = &[
    "red",
    "green",
    "blue",
    "yellow",
    "purple",
    "orange",
    "black",
    "white",
    "grey",
    "pink",
    "teal",
    "olive",
    "indigo",
    "turquoise",
    "violet",
    "magenta",
    "gold",
    "silver",
];

const DEPARTMENTS: &[&str] = &[
    "Books",
    "Films",
    "Music",
    "Games",
    "Electronics",
    "Computers",
    "Home",
    "Garden",
    "Tools",
    "Grocery",
    "Health",
    "Beauty",
    "Toys",
    "Kids",
    "Clothing",
    "Shoes",
    "Jewelry",
    "Sports",
    "Outdoors",
    "Automotive",
];

pub(super) const ADJECTIVES: &[&str] = &[
    "Small",
    "Large",
    "Light",
    "Sturdy",
    "Rustic",
    "Smart",
    "Plain",
    "Fine",
    "Fresh",
    "Tasty",
    "Quiet",
    "Handmade",
    "Foldable",
    "Practical",
    "Elegant",
    "Refined",
    "Generic",
    "Licensed",
];

pub(super) const MATERIALS: &[&str] = &[
    "Steel", "Wooden", "Concrete", "Plastic", "Cotton", "Granite", "Rubber", "Metal", "Leather",
    "Glass", "Woollen", "Paper",
];

pub(super) const PRODUCTS: &[&str] = &[
    "Chair", "Table", "Lamp", "Shirt", "Hat", "Gloves", "Shoes", "Towels", "Soap", "Ball", "Bike",
    "Car", "Computer", "Keyboard", "Mouse", "Cheese", "Fish", "Salad", "Bread", "Pizza",
];

/// `Handmade Rubber Chair`
fn product_name(dynamic: &mut Dynamic) -> String {
    let [adjective, material, product] =
        [ADJECTIVES, MATERIALS, PRODUCTS].map(|list| dynamic.pick(list));
    format!("{adjective} {material} {product}")
}
