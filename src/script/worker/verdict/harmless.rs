//! Whether a script is harmless.

use std::ops::ControlFlow;

use boa_engine::ast::StatementList;
use boa_engine::ast::declaration::Declaration;
use boa_engine::ast::expression::access::{PropertyAccess, PropertyAccessField};
use boa_engine::ast::expression::literal::{
    LiteralKind, PropertyDefinition, TemplateElement, TemplateLiteral,
};
use boa_engine::ast::expression::operator::assign::{Assign, AssignOp, AssignTarget};
use boa_engine::ast::expression::operator::binary::{ArithmeticOp, Binary, BinaryOp};
use boa_engine::ast::expression::operator::unary::UnaryOp;
use boa_engine::ast::expression::operator::update::{Update, UpdateTarget};
use boa_engine::ast::expression::{
    Call, Expression, Identifier, New, Optional, OptionalOperationKind,
};
use boa_engine::ast::function::{FormalParameter, FormalParameterList, FunctionBody};
use boa_engine::ast::operations::bound_names;
use boa_engine::ast::pattern::ArrayPattern;
use boa_engine::ast::property::PropertyName;
use boa_engine::ast::statement::{Catch, Statement};
use boa_engine::ast::visitor::{VisitWith, Visitor};
use boa_engine::interner::{Interner, Sym};

use super::super::nesting;
use super::budget::Budget;
use super::names::{self, Names};
use super::words;

/// Largest harmless script, in bytes.
const MOST: usize = 16 * 1024;

/// How deep expressions and statements may nest, and brackets among them: the engine parses and
/// compiles by recursion, here on the stack of the run, and takes most of it for brackets.
const DEEPEST: usize = 64;
const DEEPEST_BRACKETS: usize = 24;

/// Whether a script is harmless.
pub(super) fn is_harmless(body: &FunctionBody, source: &str, interner: &Interner) -> bool {
    let names = Names::of(body);
    let quick_schemas = !words::SLOW_SCHEMAS.iter().any(|word| source.contains(word));
    let mut look = Look {
        interner,
        names,
        visible: Vec::new(),
        depth: 0,
        each: Each::No,
        budget: Budget::default(),
        quick_schemas,
        kept: 0,
    };
    let declares = look.names.all().any(|name| look.is_taken(name));
    source.len() <= MOST
        && nesting::depth(source.as_bytes()) <= DEEPEST_BRACKETS
        && !declares
        && look.body(&[], body).is_continue()
        && look.budget.holds()
}

/// Whether what is looked at runs for every element of a list.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Each {
    No,
    /// And what it makes is thrown away.
    Yes,
    /// And what it makes is kept.
    Kept,
}

struct Look<'a> {
    interner: &'a Interner,
    names: Names,
    /// The names that can be seen, from those at the top of the script inwards.
    visible: Vec<Vec<Sym>>,
    depth: usize,
    each: Each,
    budget: Budget,
    /// Schemas in the script are of a kind that is quickly compared.
    quick_schemas: bool,
    /// How often something was put into a name or a variable.
    kept: usize,
}

const HARMFUL: ControlFlow<()> = ControlFlow::Break(());
const HARMLESS: ControlFlow<()> = ControlFlow::Continue(());

fn is_literal(expression: &Expression) -> bool {
    matches!(expression, Expression::Literal(_))
}

fn only(harmless: bool) -> ControlFlow<()> {
    if harmless { HARMLESS } else { HARMFUL }
}

impl Look<'_> {
    fn text(&self, name: Sym) -> String {
        self.interner.resolve_expect(name).to_string()
    }

    /// Whether a name is one of those that mean something here.
    fn is_taken(&self, name: Sym) -> bool {
        words::is_taken(&self.text(name))
    }

    /// Whether a name is one of the script's own here: elsewhere it may be anybody's.
    fn sees(&self, name: Sym) -> bool {
        self.visible.iter().flatten().any(|visible| *visible == name)
    }

    /// Looks at something where more names can be seen.
    fn among(
        &mut self,
        names: Vec<Sym>,
        look: impl FnOnce(&mut Self) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        self.visible.push(names);
        let looked = look(self);
        self.visible.pop();
        looked
    }

    /// Looks at the body of a function, or of the script.
    fn body(&mut self, parameters: &[FormalParameter], body: &FunctionBody) -> ControlFlow<()> {
        let mut names = names::declared(body.statements());
        let bindings = parameters.iter().map(|parameter| parameter.variable().binding());
        names.extend(bindings.flat_map(bound_names));
        self.among(names, |look| body.visit_with(look))
    }

    /// A name as a value.
    fn name(&self, name: Sym) -> ControlFlow<()> {
        only(self.sees(name) || words::VALUES.contains(&self.text(name).as_str()))
    }

    /// A global name, when an expression is nothing else.
    fn global(&self, expression: &Expression) -> Option<String> {
        match expression {
            Expression::Identifier(name) if !self.sees(name.sym()) => Some(self.text(name.sym())),
            _ => None,
        }
    }

    /// Whether an expression is a member of `pm`.
    fn is_of_pm(&self, expression: &Expression) -> bool {
        match expression {
            Expression::PropertyAccess(PropertyAccess::Simple(access)) => {
                self.global(access.target()).as_deref() == Some("pm")
            }
            _ => false,
        }
    }

    fn field(&mut self, field: &PropertyAccessField) -> ControlFlow<()> {
        match field {
            PropertyAccessField::Const(name) => {
                only(!words::SHARED.contains(&self.text(name.sym()).as_str()))
            }
            PropertyAccessField::Expr(key) => match key.as_ref() {
                Expression::Literal(literal) if literal.as_string().is_some() => {
                    let shared = |name| words::SHARED.contains(&self.text(name).as_str());
                    only(!literal.as_string().is_some_and(shared))
                }
                key => self.visit_expression(key),
            },
        }
    }

    /// Looks at a member of something; tells its name where it is written as one.
    fn member(&mut self, access: &PropertyAccess) -> Result<Option<String>, ()> {
        let PropertyAccess::Simple(access) = access else { return Err(()) };
        let name = match access.field() {
            PropertyAccessField::Const(name) => Some(self.text(name.sym())),
            PropertyAccessField::Expr(_) => None,
        };
        match self.global(access.target()).as_deref() {
            Some("pm") => {
                let known = name.as_deref().is_some_and(|name| words::PM.contains(&name));
                return if known { Ok(name) } else { Err(()) };
            }
            Some(global) if !words::VALUES.contains(&global) => return Err(()),
            _ => {}
        }
        // Of variables without an id: every engine makes one of its own.
        if name.as_deref() == Some("id") && self.is_of_pm(access.target()) {
            return Err(());
        }
        let looked = match self.visit_expression(access.target()) {
            ControlFlow::Continue(()) => self.field(access.field()),
            harmful => harmful,
        };
        if looked.is_continue() { Ok(name) } else { Err(()) }
    }

    /// Looks at what is called; tells its name.
    fn callee(&mut self, callee: &Expression) -> Option<String> {
        if let Some(name) = self.global(callee) {
            return words::FUNCTIONS.contains(&name.as_str()).then_some(name);
        }
        let Expression::PropertyAccess(access) = callee else { return None };
        if let PropertyAccess::Simple(access) = access
            && let PropertyAccessField::Const(name) = access.field()
            && let Some(global) = self.global(access.target())
            && let Some((_, names)) = words::STATICS.iter().find(|(known, _)| *known == global)
        {
            let name = self.text(name.sym());
            return names.contains(&name.as_str()).then_some(name);
        }
        let name = self.member(access).ok().flatten()?;
        let name_is = |names: &[&str]| names.contains(&name.as_str());
        let known = [&words::METHODS[..], &words::ONCE, &words::EACH, &[words::SCHEMA]];
        known.iter().any(|names| name_is(names)).then_some(name)
    }

    fn call(&mut self, name: &str, arguments: &[Expression]) -> ControlFlow<()> {
        let (once, each) = (words::ONCE.contains(&name), words::EACH.contains(&name));
        let in_list = self.each != Each::No;
        self.kept += usize::from(words::SETTERS.contains(&name));
        // What a `map` makes is kept, and so is everything made in there.
        if self.each == Each::Kept || in_list && (each || words::SETTERS.contains(&name)) {
            return HARMFUL;
        }
        self.budget.call(name, arguments.len());
        if in_list {
            only(!words::PARTING.contains(&name))?;
            let written = arguments.iter().all(is_literal);
            self.budget.call_in_list(!written && words::WHOLE.contains(&name));
        }
        if name == words::SCHEMA {
            only(self.quick_schemas && arguments.iter().all(|schema| self.is_written(schema)))?;
        }
        let ends = words::ENDS.contains(&name);
        for argument in arguments {
            let function = match argument {
                Expression::ArrowFunction(arrow) => Some((arrow.parameters(), arrow.body())),
                Expression::FunctionExpression(function) if function.name().is_none() => {
                    Some((function.parameters(), function.body()))
                }
                _ => None,
            };
            match function {
                Some((parameters, body)) if once => {
                    // With a parameter it would be asynchronous.
                    only(parameters.as_ref().is_empty())?;
                    self.deeper(|look| look.body(&[], body))?;
                }
                Some((parameters, body)) if each => self.each(name, parameters, body)?,
                _ if ends => self.end(argument)?,
                _ => self.visit_expression(argument)?,
            }
        }
        HARMLESS
    }

    /// Whether a value is written out in the script.
    fn is_written(&self, value: &Expression) -> bool {
        match value {
            Expression::Identifier(name) => self.names.is_written(name.sym()),
            value => names::is_written(value),
        }
    }

    /// Looks at a value that goes nowhere from here, unless something in it is kept: then its size
    /// matters by itself only.
    fn end(&mut self, argument: &Expression) -> ControlFlow<()> {
        let (budget, kept) = (self.budget, self.kept);
        self.visit_expression(argument)?;
        only(self.budget.holds())?;
        if self.kept == kept {
            self.budget.forget_doublings(budget);
        }
        HARMLESS
    }

    fn each(
        &mut self,
        name: &str,
        parameters: &FormalParameterList,
        body: &FunctionBody,
    ) -> ControlFlow<()> {
        let before = self.each;
        self.each = if name == words::MAP { Each::Kept } else { Each::Yes };
        let looked = self.deeper(|look| {
            only(parameters.is_simple())?;
            look.body(parameters.as_ref(), body)
        });
        self.each = before;
        looked
    }

    fn deeper(&mut self, look: impl FnOnce(&mut Self) -> ControlFlow<()>) -> ControlFlow<()> {
        self.depth += 1;
        only(self.depth <= DEEPEST)?;
        let looked = look(self);
        self.depth -= 1;
        looked
    }

    /// Making something: not where it would be made for every element, and kept.
    fn making(&self) -> ControlFlow<()> {
        only(self.each != Each::Kept)
    }

    fn assignable(&self, name: &Identifier) -> ControlFlow<()> {
        let top = self.visible.first();
        only(top.is_some_and(|names| names.contains(name.sym_ref())))
    }
}

impl<'ast> Visitor<'ast> for Look<'_> {
    type BreakTy = ();

    fn visit_statement(&mut self, statement: &'ast Statement) -> ControlFlow<()> {
        match statement {
            Statement::Block(_)
            | Statement::Var(_)
            | Statement::Empty
            | Statement::Expression(_)
            | Statement::If(_)
            | Statement::Return(_)
            | Statement::Throw(_)
            | Statement::Try(_) => self.deeper(|look| statement.visit_with(look)),
            _ => HARMFUL,
        }
    }

    fn visit_statement_list(&mut self, list: &'ast StatementList) -> ControlFlow<()> {
        self.among(names::declared(list.statements()), |look| list.visit_with(look))
    }

    fn visit_catch(&mut self, catch: &'ast Catch) -> ControlFlow<()> {
        let names = catch.parameter().map(bound_names).unwrap_or_default();
        self.among(names, |look| catch.visit_with(look))
    }

    fn visit_declaration(&mut self, declaration: &'ast Declaration) -> ControlFlow<()> {
        match declaration {
            Declaration::Lexical(_) => self.deeper(|look| declaration.visit_with(look)),
            _ => HARMFUL,
        }
    }

    fn visit_expression(&mut self, expression: &'ast Expression) -> ControlFlow<()> {
        match expression {
            Expression::Identifier(name) => self.name(name.sym()),
            Expression::Literal(literal) => only(!matches!(literal.kind(), LiteralKind::BigInt(_))),
            Expression::Unary(unary) if unary.op() == UnaryOp::Delete => HARMFUL,
            Expression::ArrayLiteral(list) => {
                self.making()?;
                let made = |item: &&Option<Expression>| {
                    item.as_ref().is_some_and(|item| !is_literal(item))
                };
                self.budget.literal(list.as_ref().iter().filter(made).count());
                self.deeper(|look| expression.visit_with(look))
            }
            Expression::ObjectLiteral(object) => {
                self.making()?;
                let made = |property: &&PropertyDefinition| !matches!(property, PropertyDefinition::Property(_, value) if is_literal(value));
                self.budget.literal(object.properties().iter().filter(made).count());
                self.deeper(|look| expression.visit_with(look))
            }
            Expression::TemplateLiteral(_)
            | Expression::PropertyAccess(_)
            | Expression::New(_)
            | Expression::Call(_)
            | Expression::Optional(_)
            | Expression::Assign(_)
            | Expression::Unary(_)
            | Expression::Update(_)
            | Expression::Binary(_)
            | Expression::Conditional(_)
            | Expression::Parenthesized(_) => self.deeper(|look| expression.visit_with(look)),
            _ => HARMFUL,
        }
    }

    fn visit_property_definition(&mut self, property: &'ast PropertyDefinition) -> ControlFlow<()> {
        match property {
            PropertyDefinition::IdentifierReference(name) => self.name(name.sym()),
            PropertyDefinition::Property(PropertyName::Literal(name), value) => {
                only(!words::SHARED.contains(&self.text(name.sym()).as_str()))?;
                self.visit_expression(value)
            }
            _ => HARMFUL,
        }
    }

    fn visit_property_access(&mut self, access: &'ast PropertyAccess) -> ControlFlow<()> {
        only(self.member(access).is_ok())
    }

    fn visit_optional(&mut self, optional: &'ast Optional) -> ControlFlow<()> {
        self.visit_expression(optional.target())?;
        for operation in optional.chain() {
            match operation.kind() {
                OptionalOperationKind::SimplePropertyAccess { field } => self.field(field)?,
                _ => return HARMFUL,
            }
        }
        HARMLESS
    }

    fn visit_call(&mut self, call: &'ast Call) -> ControlFlow<()> {
        match self.callee(call.function()) {
            Some(name) => self.call(&name, call.args()),
            None => HARMFUL,
        }
    }

    fn visit_new(&mut self, new: &'ast New) -> ControlFlow<()> {
        only(self.global(new.constructor()).as_deref() == Some("Date"))?;
        self.making()?;
        new.arguments().iter().try_for_each(|argument| self.visit_expression(argument))
    }

    fn visit_assign(&mut self, assign: &'ast Assign) -> ControlFlow<()> {
        only(self.each == Each::No)?;
        self.kept += 1;
        match assign.lhs() {
            AssignTarget::Identifier(name) => {
                self.assignable(name)?;
                if assign.op() != AssignOp::Assign {
                    self.budget.join(2);
                }
            }
            // `tests["name"] = true`
            AssignTarget::Access(PropertyAccess::Simple(access)) => {
                only(assign.op() == AssignOp::Assign)?;
                only(self.global(access.target()).as_deref() == Some("tests"))?;
                self.field(access.field())?;
            }
            _ => return HARMFUL,
        }
        self.visit_expression(assign.rhs())
    }

    fn visit_update(&mut self, update: &'ast Update) -> ControlFlow<()> {
        match update.target() {
            UpdateTarget::Identifier(name) => self.assignable(name),
            UpdateTarget::PropertyAccess(_) => HARMFUL,
        }
    }

    fn visit_binary(&mut self, binary: &'ast Binary) -> ControlFlow<()> {
        if let BinaryOp::Arithmetic(ArithmeticOp::Add) = binary.op() {
            self.making()?;
            let written = is_literal(binary.lhs()) || is_literal(binary.rhs());
            self.budget.join(if written { 1 } else { 2 });
        }
        binary.visit_with(self)
    }

    fn visit_array_pattern(&mut self, pattern: &'ast ArrayPattern) -> ControlFlow<()> {
        self.budget.take_apart();
        pattern.visit_with(self)
    }

    fn visit_template_literal(&mut self, template: &'ast TemplateLiteral) -> ControlFlow<()> {
        self.making()?;
        let put_in = |element: &&TemplateElement| matches!(element, TemplateElement::Expr(_));
        let values = template.elements().iter().filter(put_in).count();
        self.budget.join(values);
        template.visit_with(self)
    }
}
