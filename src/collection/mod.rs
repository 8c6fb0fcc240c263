//! Postman files as plain typed data: what the file says, before any variable is resolved.

mod model;

pub use model::{
    Auth, Body, Collection, Description, Event, Extra, Folder, FormParam, FormSource, GraphQl,
    Header, Info, Item, Listen, Node, Param, PathSegment, QueryParam, Request, Script, Url,
    UrlParts, Variable,
};
