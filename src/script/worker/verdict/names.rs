//! The names that a script declares.

use std::collections::HashSet;
use std::ops::ControlFlow;

use boa_engine::ast::declaration::{Binding, Declaration, VariableList};
use boa_engine::ast::expression::Expression;
use boa_engine::ast::expression::literal::PropertyDefinition;
use boa_engine::ast::expression::operator::unary::UnaryOp;
use boa_engine::ast::function::FunctionBody;
use boa_engine::ast::operations::bound_names;
use boa_engine::ast::property::PropertyName;
use boa_engine::ast::statement::Statement;
use boa_engine::ast::visitor::{VisitWith, Visitor};
use boa_engine::ast::{StatementListItem, pattern::Pattern};
use boa_engine::interner::Sym;

/// The names that a script declares.
#[derive(Default)]
pub(super) struct Names {
    /// Anywhere.
    pub(super) all: HashSet<Sym>,
    /// At its top, so that they can be seen everywhere in it.
    pub(super) top: HashSet<Sym>,
    /// Constants at its top whose values are written out in full.
    pub(super) written: HashSet<Sym>,
}

impl Names {
    pub(super) fn of(body: &FunctionBody) -> Self {
        let mut names = Self::default();
        let _ = body.visit_with(&mut All(&mut names.all));
        for item in body.statements() {
            let list = match item {
                StatementListItem::Declaration(declaration) => match declaration.as_ref() {
                    Declaration::Lexical(list) => {
                        if list.is_const() {
                            names.written.extend(written(list.variable_list()));
                        }
                        list.variable_list()
                    }
                    _ => continue,
                },
                StatementListItem::Statement(statement) => match statement.as_ref() {
                    Statement::Var(list) => &list.0,
                    _ => continue,
                },
            };
            names.top.extend(declared(list));
        }
        names
    }
}

fn declared(list: &VariableList) -> Vec<Sym> {
    list.as_ref().iter().flat_map(|variable| bound_names(variable.binding())).collect()
}

fn written(list: &VariableList) -> impl Iterator<Item = Sym> {
    list.as_ref().iter().filter_map(|variable| match variable.binding() {
        Binding::Identifier(name) if variable.init().is_some_and(is_written) => Some(name.sym()),
        _ => None,
    })
}

/// Whether a value is written out in full.
pub(super) fn is_written(value: &Expression) -> bool {
    match value {
        Expression::Literal(_) => true,
        Expression::Unary(unary) => unary.op() == UnaryOp::Minus && is_written(unary.target()),
        Expression::ArrayLiteral(list) => list.as_ref().iter().flatten().all(is_written),
        Expression::ObjectLiteral(object) => object.properties().iter().all(|property| {
            matches!(property, PropertyDefinition::Property(PropertyName::Literal(_), value) if is_written(value))
        }),
        _ => false,
    }
}

/// Collects all of them.
struct All<'a>(&'a mut HashSet<Sym>);

impl<'ast> Visitor<'ast> for All<'_> {
    type BreakTy = ();

    fn visit_binding(&mut self, binding: &'ast Binding) -> ControlFlow<()> {
        self.0.extend(bound_names(binding));
        binding.visit_with(self)
    }

    fn visit_pattern(&mut self, pattern: &'ast Pattern) -> ControlFlow<()> {
        pattern.visit_with(self)
    }
}
