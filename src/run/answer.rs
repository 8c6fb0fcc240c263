//! What came of a request, and how it looks to reporters and to scripts.

use std::sync::Arc;

use uuid::Uuid;

use super::clock::now;
use super::event::{Content, ReceivedResponse, Redirect, RequestEnd, SentRequest};
use super::outbound::Place;
use crate::collection::Request;
use crate::http::{self, Body, Exchange, Failure, Response, SendOptions, Unanswered, url};
use crate::script::protocol::{ResponseBody, ResponseData};

/// What came of a request.
pub(super) struct Answer {
    /// The request as it was first sent, system headers included; `None` when it was not.
    pub(super) request: Option<http::Request>,
    /// When it was sent, in Unix epoch milliseconds.
    pub(super) started: u64,
    /// Which attempt this is, counted from 1.
    pub(super) attempt: u32,
    /// The exchange, or why there was none.
    pub(super) outcome: Result<Box<Exchange>, Box<Unanswered>>,
}

impl Answer {
    /// Of a request that could not be prepared.
    pub(super) fn unsent(resolved: &Request, failure: Failure) -> Self {
        let lines = resolved.headers.iter().filter(|line| !line.disabled);
        let request = http::Request {
            method: resolved.method.clone(),
            url: url::unparse(&resolved.url),
            headers: lines.map(|line| (line.key.as_str(), line.value.as_str())).collect(),
            body: Body::Empty,
            options: SendOptions::default(),
        };
        let outcome = Err(Box::new(Unanswered::at_once(failure, request)));
        Self { request: None, started: now(), attempt: 1, outcome }
    }

    /// The `Cookie` line that the transport sent with the request that was asked for.
    pub(super) fn cookies_sent(&self) -> Option<&str> {
        let first = self.redirects().first().map_or(self.last_request(), |(request, _)| request);
        first.headers.get("Cookie")
    }

    /// The exchange, or why there was none.
    pub(super) fn result(&self) -> Result<&Exchange, &Failure> {
        self.outcome.as_deref().map_err(|unanswered| &unanswered.failure)
    }

    /// The exchange, when there was an answer.
    pub(super) fn exchange(&self) -> Option<&Exchange> {
        self.result().ok()
    }

    /// Why there was no answer.
    pub(super) fn failure(&self) -> Option<&Failure> {
        self.result().err()
    }

    /// The request that was sent last: after redirects not the one that was asked for.
    pub(super) fn last_request(&self) -> &http::Request {
        match &self.outcome {
            Ok(exchange) => &exchange.request,
            Err(unanswered) => &unanswered.request,
        }
    }

    /// The redirects on the way, oldest first.
    pub(super) fn redirects(&self) -> &[(http::Request, Response)] {
        match &self.outcome {
            Ok(exchange) => &exchange.redirects,
            Err(unanswered) => &unanswered.redirects,
        }
    }

    /// The URL that answered, or did not.
    pub(super) fn url(&self) -> &str {
        &self.last_request().url
    }

    /// The answer as scripts see it.
    pub(super) fn response_data(&self) -> Result<ResponseData, &Failure> {
        let Exchange { response, timings, .. } = self.result()?;
        Ok(ResponseData {
            id: Uuid::new_v4().to_string(),
            code: response.code,
            status: response.status.clone(),
            headers: response.headers.clone(),
            body: ResponseBody::Whole(response.body.clone()),
            response_time: timings.total,
            downloaded_bytes: response.wire_size,
        })
    }

    fn hops(&self) -> Vec<Redirect> {
        let redirects = self.redirects();
        let followers = redirects.iter().skip(1).map(|(request, _)| request.url.as_str());
        let next = followers.chain([self.url()]);
        let mut hops: Vec<Redirect> =
            redirects.iter().zip(next).map(|(hop, next)| redirect(hop, next)).collect();
        // A redirect that is itself the failure led nowhere: its request was the last.
        if let (Some(last), Some((request, response))) = (hops.last_mut(), redirects.last())
            && self.failure().is_some()
            && request.url == self.url()
        {
            response.headers.get("Location").unwrap_or_default().clone_into(&mut last.to);
        }
        hops
    }

    /// The answer as reporters see it.
    pub(super) fn event(&self, place: Place<'_>) -> RequestEnd {
        RequestEnd {
            cursor: place.cursor,
            item: Arc::clone(&place.planned.item),
            origin: place.origin,
            started: self.started,
            attempt: self.attempt,
            request: sent_request(self.last_request()),
            redirects: self.hops(),
            timings: match &self.outcome {
                Ok(exchange) => exchange.timings,
                Err(unanswered) => unanswered.timings,
            },
            response: self.exchange().map(received),
            error: self.failure().cloned(),
        }
    }
}

fn redirect((request, response): &(http::Request, Response), to: &str) -> Redirect {
    Redirect {
        code: response.code,
        status: response.status.clone(),
        method: request.method.clone(),
        url: request.url.clone(),
        to: to.to_owned(),
    }
}

fn sent_request(request: &http::Request) -> SentRequest {
    let length = || request.headers.get("Content-Length")?.parse().ok();
    let body = match &request.body {
        Body::Bytes(bytes) => bytes.clone().into(),
        Body::Empty => Content::default(),
        Body::File(_) | Body::Multipart { .. } => {
            Content { size: length().unwrap_or_default(), truncated: true, ..Content::default() }
        }
    };
    SentRequest {
        method: request.method.clone(),
        url: request.url.clone(),
        headers: request.headers.clone(),
        body,
    }
}

fn received(exchange: &Exchange) -> ReceivedResponse {
    let response = &exchange.response;
    ReceivedResponse {
        code: response.code,
        status: response.status.clone(),
        headers: response.headers.clone(),
        body: response.body.clone().into(),
        protocol: response.protocol.clone(),
        wire_size: response.wire_size,
        response_time: exchange.timings.total,
    }
}
