//! Resolves the variables of a request: from what the file says to what is meant.

use crate::collection::{
    Auth, Body, FormParam, FormSource, GraphQl, Header, Param, Request, Url, Variable,
};
use crate::http::url;
use crate::vars::Resolver;

/// Replaces every `{{variable}}` of a request. The URL is resolved as one text and parsed again,
/// as Postman does, since a host element may hold a whole base URL.
pub(super) fn request(request: &Request, resolver: &mut Resolver<'_>) -> Request {
    Request {
        method: resolver.text(&request.method),
        url: Url::Parts(Box::new(resolve_url(&request.url, resolver))),
        headers: request
            .headers
            .iter()
            .filter(|header| !header.disabled)
            .map(|line| header(line, resolver))
            .collect(),
        body: request.body.as_ref().map(|content| body(content, resolver)),
        auth: None,
        description: request.description.clone(),
        extra: request.extra.clone(),
    }
}

/// Replaces every `{{variable}}` in the parameters of an authorization block.
pub(super) fn auth(auth: &Auth, resolver: &mut Resolver<'_>) -> Auth {
    let mut resolved = auth.clone();
    resolved.params.iter_mut().for_each(|param| param.value = resolver.json(&param.value));
    resolved
}

fn resolve_url(url: &Url, resolver: &mut Resolver<'_>) -> crate::collection::UrlParts {
    let text = resolver.text(&url::unparse(url));
    let mut parts = url::parse(&text);
    if let Url::Parts(written) = url {
        parts.variables = written.variables.iter().map(|each| variable(each, resolver)).collect();
    }
    parts.raw = Some(text);
    parts
}

fn variable(variable: &Variable, resolver: &mut Resolver<'_>) -> Variable {
    Variable { value: resolver.json(&variable.value), ..variable.clone() }
}

fn header(line: &Header, resolver: &mut Resolver<'_>) -> Header {
    Header { key: resolver.text(&line.key), value: resolver.text(&line.value), ..line.clone() }
}

fn body(content: &Body, resolver: &mut Resolver<'_>) -> Body {
    // Only the mode that is sent: a variable missing in another mode's left-overs is no one's concern.
    let mode = content.mode.as_deref().unwrap_or_default();
    let mut resolved = content.clone();
    match mode {
        "raw" => resolved.raw = content.raw.as_ref().map(|raw| resolver.json(raw)),
        "urlencoded" => {
            resolved.urlencoded =
                content.urlencoded.as_ref().map(|fields| each(fields, resolver, param))
        }
        "formdata" => {
            resolved.formdata =
                content.formdata.as_ref().map(|fields| each(fields, resolver, form_param))
        }
        "file" => resolved.file = content.file.as_ref().map(|file| resolver.json(file)),
        "graphql" => {
            resolved.graphql = content.graphql.as_ref().map(|query| graphql(query, resolver))
        }
        _ => {}
    }
    resolved
}

fn each<T>(
    fields: &[T],
    resolver: &mut Resolver<'_>,
    resolve: impl Fn(&T, &mut Resolver<'_>) -> T,
) -> Vec<T> {
    fields.iter().map(|field| resolve(field, resolver)).collect()
}

fn param(field: &Param, resolver: &mut Resolver<'_>) -> Param {
    if field.disabled {
        return field.clone();
    }
    Param {
        key: resolver.text(&field.key),
        value: field.value.as_deref().map(|text| resolver.text(text)),
        ..field.clone()
    }
}

fn form_param(field: &FormParam, resolver: &mut Resolver<'_>) -> FormParam {
    if field.disabled {
        return field.clone();
    }
    let source = match &field.source {
        FormSource::Text(text) => FormSource::Text(resolver.json(text)),
        FormSource::File { src, many, value } => FormSource::File {
            src: src.iter().map(|path| resolver.text(path)).collect(),
            many: *many,
            value: value.clone(),
        },
    };
    FormParam {
        key: resolver.text(&field.key),
        source,
        content_type: field.content_type.as_deref().map(|text| resolver.text(text)),
        file_name: field.file_name.as_deref().map(|text| resolver.text(text)),
        ..field.clone()
    }
}

fn graphql(query: &GraphQl, resolver: &mut Resolver<'_>) -> GraphQl {
    GraphQl {
        query: query.query.as_deref().map(|text| resolver.text(text)),
        operation_name: query.operation_name.as_deref().map(|text| resolver.text(text)),
        variables: query.variables.as_ref().map(|variables| resolver.json(variables)),
        extra: query.extra.clone(),
    }
}
