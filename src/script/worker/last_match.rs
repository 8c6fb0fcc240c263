//! What regular expressions matched last, as `RegExp.$1`, `RegExp.lastMatch` and their like: of old,
//! and still in scripts. Only worlds take note of it whose scripts ask.

use boa_engine::object::FunctionObjectBuilder;
use boa_engine::object::builtins::{JsArray, JsFunction};
use boa_engine::{
    Context, Finalize, JsArgs, JsData, JsObject, JsResult, JsString, JsValue, NativeFunction,
    Trace, js_string,
};

use super::native;
use super::session::Session;

/// The members of `RegExp` that tell of the last match, with their short names.
const MEMBERS: [(&str, &str, Part); 5] = [
    ("lastMatch", "$&", Part::Group(0)),
    ("lastParen", "$+", Part::LastGroup),
    ("leftContext", "$`", Part::Before),
    ("rightContext", "$'", Part::Behind),
    ("input", "$_", Part::Input),
];

/// How many groups have a name: `$1` to `$9`.
const GROUPS: u8 = 9;

/// How texts begin that ask for a member.
const ASKED: [&str; 6] =
    ["RegExp.$", "RegExp.last", "RegExp.left", "RegExp.right", "RegExp.input", "RegExp["];

/// What was matched last.
#[derive(Default)]
pub(super) struct LastMatch {
    input: JsString,
    start: usize,
    groups: Vec<JsString>,
}

#[derive(Clone, Copy)]
enum Part {
    Group(u8),
    LastGroup,
    Before,
    Behind,
    Input,
}

/// The engine's own `exec`.
#[derive(Clone, Trace, Finalize, JsData)]
struct Exec(JsFunction);

impl LastMatch {
    /// Reads what `exec` gave back.
    fn of(found: &JsObject, context: &mut Context) -> JsResult<Self> {
        let input = found.get(js_string!("input"), context)?.to_string(context)?;
        let start = found.get(js_string!("index"), context)?.to_length(context)? as usize;
        let found = JsArray::from_object(found.clone())?;
        let mut groups = Vec::new();
        for at in 0..found.length(context)? {
            let group = found.get(at, context)?;
            groups.push(group.as_string().unwrap_or_default());
        }
        Ok(Self { input, start, groups })
    }

    fn part(&self, part: Part) -> JsString {
        let cut = |from: usize, to: usize| self.input.get(from..to).unwrap_or_default();
        let length = self.groups.first().map_or(0, JsString::len);
        match part {
            Part::Group(at) => self.groups.get(usize::from(at)).cloned().unwrap_or_default(),
            Part::LastGroup => self.groups.iter().skip(1).next_back().cloned().unwrap_or_default(),
            Part::Before => cut(0, self.start),
            Part::Behind => cut(self.start + length, self.input.len()),
            Part::Input => self.input.clone(),
        }
    }
}

/// Gives `RegExp` these members, once, when a source text asks for one of them.
///
/// # Errors
/// The engine's own fault.
pub(super) fn offer(source: &str, context: &mut Context) -> JsResult<()> {
    let asks = |text: &str| memchr::memmem::find(source.as_bytes(), text.as_bytes()).is_some();
    let session = Session::of(context)?;
    if session.last_match.borrow().is_some() || !ASKED.iter().any(|text| asks(text)) {
        return Ok(());
    }
    *session.last_match.borrow_mut() = Some(LastMatch::default());
    let constructor = context.intrinsics().constructors().regexp().constructor();
    for (name, short, part) in MEMBERS {
        member(&constructor, name, part, context)?;
        member(&constructor, short, part, context)?;
    }
    for group in 1..=GROUPS {
        member(&constructor, &format!("${group}"), Part::Group(group), context)?;
    }
    let prototype = context.intrinsics().constructors().regexp().prototype();
    let Some(known) = prototype.get(js_string!("exec"), context)?.as_function() else {
        return Ok(());
    };
    let code = NativeFunction::from_copy_closure_with_captures(exec, Exec(known));
    let function = FunctionObjectBuilder::new(context.realm(), code)
        .name(js_string!("exec"))
        .length(1)
        .build();
    native::hidden(&prototype, "exec", function, context)
}

/// Matches, and notes what was found.
fn exec(
    this: &JsValue,
    args: &[JsValue],
    Exec(known): &Exec,
    context: &mut Context,
) -> JsResult<JsValue> {
    let result = known.call(this, args, context)?;
    if let Some(found) = result.as_object() {
        let found = LastMatch::of(&found, context)?;
        *Session::of(context)?.last_match.borrow_mut() = Some(found);
    }
    Ok(result)
}

fn member(object: &JsObject, name: &str, part: Part, context: &mut Context) -> JsResult<()> {
    let get = NativeFunction::from_copy_closure(move |_, _, context| {
        let session = Session::of(context)?;
        let last = session.last_match.borrow();
        Ok(last.as_ref().map(|last| last.part(part)).unwrap_or_default().into())
    });
    let set = NativeFunction::from_copy_closure(move |_, args, context| {
        if matches!(part, Part::Input) {
            let input = args.get_or_undefined(0).to_string(context)?;
            let session = Session::of(context)?;
            session.last_match.borrow_mut().get_or_insert_default().input = input;
        }
        Ok(JsValue::undefined())
    });
    native::getter(object, name, get, Some(set), context)
}
