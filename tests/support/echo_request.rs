//! A request as it comes over the wire.

use std::io::{BufRead, Read};

/// A request, byte for byte.
#[derive(Debug, Clone, Default)]
pub struct Incoming {
    /// The request line.
    pub line: Vec<u8>,
    /// The header lines without their line ends.
    pub headers: Vec<Vec<u8>>,
    /// The content, chunks joined.
    pub body: Vec<u8>,
}

impl Incoming {
    /// The method.
    pub fn method(&self) -> String {
        self.word(0)
    }

    /// The path with query.
    pub fn target(&self) -> String {
        self.word(1)
    }

    /// The path without query.
    pub fn path(&self) -> String {
        self.target().split('?').next().unwrap_or_default().to_owned()
    }

    /// The decoded query parameters.
    pub fn query(&self) -> Vec<(String, String)> {
        let target = self.target();
        let query = target.split_once('?').map_or("", |(_, query)| query);
        url::form_urlencoded::parse(query.as_bytes()).into_owned().collect()
    }

    /// The header lines taken apart, names in lower case.
    pub fn fields(&self) -> impl Iterator<Item = (String, String)> {
        self.headers.iter().map(|line| {
            let text = String::from_utf8_lossy(line);
            let (name, value) = text.split_once(':').unwrap_or((&text, ""));
            (name.to_ascii_lowercase(), value.trim().to_owned())
        })
    }

    /// The value of the first header line of a name in lower case.
    pub fn field(&self, name: &str) -> Option<String> {
        self.fields().find_map(|(key, value)| (key == name).then_some(value))
    }

    fn word(&self, index: usize) -> String {
        String::from_utf8_lossy(&self.line).split(' ').nth(index).unwrap_or_default().to_owned()
    }
}

/// Reads the next request of a connection; `None` when the client is gone.
pub fn read(stream: &mut impl BufRead) -> Option<Incoming> {
    let mut request = Incoming { line: line(stream)?, ..Incoming::default() };
    loop {
        match line(stream)? {
            line if line.is_empty() => break,
            line => request.headers.push(line),
        }
    }
    let chunked = request.field("transfer-encoding").is_some_and(|coding| coding == "chunked");
    request.body = if chunked {
        chunks(stream)?
    } else {
        let length = request.field("content-length").and_then(|text| text.parse().ok());
        exactly(stream, length.unwrap_or(0))?
    };
    Some(request)
}

fn line(stream: &mut impl BufRead) -> Option<Vec<u8>> {
    let mut line = Vec::new();
    stream.read_until(b'\n', &mut line).ok()?;
    line.pop().filter(|last| *last == b'\n')?;
    line.pop_if(|last| *last == b'\r');
    Some(line)
}

fn exactly(stream: &mut impl Read, length: usize) -> Option<Vec<u8>> {
    let mut bytes = vec![0; length];
    stream.read_exact(&mut bytes).ok()?;
    Some(bytes)
}

fn chunks(stream: &mut impl BufRead) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let size = String::from_utf8(line(stream)?).ok()?;
        let size = usize::from_str_radix(size.trim(), 16).ok()?;
        body.extend(exactly(stream, size)?);
        line(stream)?;
        if size == 0 {
            return Some(body);
        }
    }
}
