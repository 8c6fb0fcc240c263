//! Putting the parts of an object on one line or several, the way Node 20 does.

/// Columns that Node fills.
const BREAK_LENGTH: usize = 80;

/// Inner levels that may share a line.
const COMPACT: usize = 3;

/// The parts of an object and where it stands.
pub(super) struct Parts<'a> {
    /// The printed members.
    pub(super) output: Vec<String>,
    /// What stands before the opening brace (a function's or an error's text).
    pub(super) base: &'a str,
    /// The opening brace with its prefix, and the closing brace.
    pub(super) braces: (String, &'static str),
    /// Columns it is indented by.
    pub(super) indentation: usize,
    /// How many levels of objects the deepest-last member holds.
    pub(super) inner_levels: usize,
    /// Set for arrays and the like: the members may be laid out in columns.
    pub(super) columns: Option<Columns>,
}

/// How the members of an array are laid out.
#[derive(Clone, Copy)]
pub(super) struct Columns {
    /// Whether all are numbers, which are aligned to the right.
    pub(super) numbers: bool,
    /// Whether the last member only says how many are left out.
    pub(super) has_rest: bool,
}

impl Parts<'_> {
    /// Joins the parts.
    pub(super) fn join(mut self) -> String {
        let before = self.output.len();
        if let Some(columns) = self.columns.filter(|_| before > 6) {
            self.output = group(self.output, columns, self.indentation);
        }
        let base = if self.base.is_empty() { String::new() } else { format!("{} ", self.base) };
        let (open, close) = (&self.braces.0, self.braces.1);
        if self.inner_levels < COMPACT && before == self.output.len() && self.fits() {
            let line = self.output.join(", ");
            if !line.contains('\n') {
                return format!("{base}{open} {line} {close}");
            }
        }
        let indentation = format!("\n{}", " ".repeat(self.indentation));
        let lines = self.output.join(&format!(",{indentation}  "));
        format!("{base}{open}{indentation}  {lines}{indentation}{close}")
    }

    fn fits(&self) -> bool {
        let start =
            self.output.len() + self.indentation + width(&self.braces.0) + width(self.base) + 10;
        let text: usize = self.output.iter().map(|part| width(part)).sum();
        text + self.output.len() + start <= BREAK_LENGTH && !self.base.contains('\n')
    }
}

/// Lays short members out in up to 15 columns, as near to a square as the text allows.
fn group(output: Vec<String>, columns: Columns, indentation: usize) -> Vec<String> {
    const SEPARATOR: usize = 2;
    let count = output.len() - usize::from(columns.has_rest);
    let widths: Vec<usize> = output.iter().take(count).map(|part| width(part)).collect();
    let total: usize = widths.iter().map(|width| width + SEPARATOR).sum();
    let longest = widths.iter().copied().max().unwrap_or(0);
    let cell = longest + SEPARATOR;
    if cell * 3 + indentation >= BREAK_LENGTH || !(total as f64 / cell as f64 > 5.0 || longest <= 6)
    {
        return output;
    }
    let bias = (cell as f64 - total as f64 / output.len() as f64).sqrt();
    let biased = (cell as f64 - 3.0 - bias).max(1.0);
    let square = ((2.5 * biased * count as f64).sqrt() / biased).round() as usize;
    let across = square.min((BREAK_LENGTH - indentation) / cell).min(COMPACT * 4).min(15);
    if across <= 1 {
        return output;
    }
    let line_widths: Vec<usize> = (0..across)
        .map(|column| {
            let cells = widths.iter().skip(column).step_by(across);
            cells.copied().max().unwrap_or(0) + SEPARATOR
        })
        .collect();
    let mut lines = Vec::new();
    for row in output[..count].chunks(across) {
        let mut line = String::new();
        for (column, part) in row.iter().enumerate() {
            let is_last = column + 1 == row.len();
            let text = if is_last { part.clone() } else { format!("{part}, ") };
            let room = line_widths[column] - if is_last { SEPARATOR } else { 0 };
            let padding = " ".repeat(room.saturating_sub(width(&text)));
            if columns.numbers {
                line.push_str(&padding);
                line.push_str(&text);
            } else {
                line.push_str(&text);
                if !is_last {
                    line.push_str(&padding);
                }
            }
        }
        lines.push(line);
    }
    lines.extend(output.into_iter().skip(count));
    lines
}

/// Counts UTF-16 units, as Node does here.
fn width(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.encode_utf16().count() }
}
