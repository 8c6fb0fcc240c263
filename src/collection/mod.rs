//! Postman files as plain typed data: what the file says, before any variable is resolved.

mod environment;
mod js_text;
mod link;
mod model;
mod mojibake;
mod parse;
mod placeholder;
mod v3;
mod walk;
mod write;

pub use environment::Environment;
pub use js_text::js_text;
pub use link::{LinkEnvironment, LinkError, RunLink, find_links};
pub use model::{
    Auth, Body, Collection, Description, Event, Extra, Folder, FormParam, FormSource, GraphQl,
    Header, Info, Item, Listen, Node, Param, PathSegment, QueryParam, Request, Script, Url,
    UrlParts, Variable,
};
pub use mojibake::repair_mojibake;
pub use parse::{
    ItemPlace, ParseError, V3Collection, V3File, item_places, line_of, parse_collection,
    parse_environment, parse_request, parse_v3, yaml_line_of,
};
pub use placeholder::{is_placeholder, placeholder_hint};
pub use v3::{V2_REST, environment_to_yaml, file_name, write_v3};
pub use walk::{Entry, doubled_ids, walk};
pub use write::{environment_to_json, item_to_json, request_to_json, to_json};
