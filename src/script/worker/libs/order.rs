//! The order of rows, for lodash's `orderBy` and `sortBy`: a comparison in the engine costs a thousand
//! times what it costs here.

use std::cmp::Ordering;

use boa_engine::object::builtins::JsArray;
use boa_engine::{Context, JsArgs, JsResult, JsValue};

use super::items::items;

/// `order(columns, falling)`: the places of the rows in their order, equal rows as they were. Every
/// column holds what one criterion says of each row; `falling` tells of each whether the largest comes
/// first. `undefined` where a column holds anything but numbers, or anything but strings: what comes
/// first then is for the caller to say.
pub(super) fn order(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let mut columns = Vec::new();
    for column in items(args.get_or_undefined(0), context)? {
        match Column::of(&items(&column, context)?) {
            Some(column) => columns.push(column),
            None => return Ok(JsValue::undefined()),
        }
    }
    let falling = items(args.get_or_undefined(1), context)?;
    let falling: Vec<bool> = falling.iter().map(JsValue::to_boolean).collect();
    let rows = columns.first().map_or(0, Column::len);
    if falling.len() != columns.len() || columns.iter().any(|column| column.len() != rows) {
        return Ok(JsValue::undefined());
    }
    let mut places: Vec<usize> = (0..rows).collect();
    places.sort_by(|one, other| {
        let compared = columns.iter().zip(&falling).map(|(column, falls)| {
            let order = column.compare(*one, *other);
            if *falls { order.reverse() } else { order }
        });
        compared.fold(Ordering::Equal, Ordering::then)
    });
    Ok(JsArray::from_iter(places.into_iter().map(JsValue::from), context).into())
}

/// What one criterion says of every row.
enum Column {
    Numbers(Vec<f64>),
    /// In UTF-16, whose units are what JavaScript compares.
    Texts(Vec<Vec<u16>>),
}

impl Column {
    fn of(values: &[JsValue]) -> Option<Self> {
        let numbers =
            values.iter().map(|value| value.as_number().filter(|number| !number.is_nan()));
        if let Some(numbers) = numbers.collect() {
            return Some(Self::Numbers(numbers));
        }
        let texts = values.iter().map(|value| value.as_string().map(|text| text.to_vec()));
        texts.collect::<Option<_>>().map(Self::Texts)
    }

    fn len(&self) -> usize {
        match self {
            Self::Numbers(numbers) => numbers.len(),
            Self::Texts(texts) => texts.len(),
        }
    }

    fn compare(&self, one: usize, other: usize) -> Ordering {
        match self {
            // There is no NaN, and the zeros are equal.
            Self::Numbers(numbers) => {
                numbers[one].partial_cmp(&numbers[other]).unwrap_or(Ordering::Equal)
            }
            Self::Texts(texts) => texts[one].cmp(&texts[other]),
        }
    }
}
