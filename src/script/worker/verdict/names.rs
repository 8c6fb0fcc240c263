//! The names that a script declares.

use std::collections::{HashMap, HashSet};
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
    /// Anywhere, with how often.
    all: HashMap<Sym, usize>,
    /// Constants at its top whose values are written out in full.
    written: HashSet<Sym>,
}

impl Names {
    /// Of a script.
    pub(super) fn of(body: &FunctionBody) -> Self {
        let mut names = Self::default();
        let _ = body.visit_with(&mut All(&mut names.all));
        for item in body.statements() {
            if let StatementListItem::Declaration(declaration) = item
                && let Declaration::Lexical(list) = declaration.as_ref()
                && list.is_const()
            {
                names.written.extend(written(list.variable_list()));
            }
        }
        names
    }

    /// All of them.
    pub(super) fn all(&self) -> impl Iterator<Item = Sym> {
        self.all.keys().copied()
    }

    /// Whether a name is declared anywhere.
    pub(super) fn has(&self, name: Sym) -> bool {
        self.all.contains_key(&name)
    }

    /// Whether a name stands for a value that is written out in full, wherever it is used.
    pub(super) fn is_written(&self, name: Sym) -> bool {
        self.written.contains(&name) && self.all.get(&name) == Some(&1)
    }
}

/// The names that can be seen everywhere in a list of statements, because it declares them itself.
pub(super) fn declared(statements: &[StatementListItem]) -> Vec<Sym> {
    let lists = statements.iter().filter_map(|item| match item {
        StatementListItem::Declaration(declaration) => match declaration.as_ref() {
            Declaration::Lexical(list) => Some(list.variable_list()),
            _ => None,
        },
        StatementListItem::Statement(statement) => match statement.as_ref() {
            Statement::Var(list) => Some(&list.0),
            _ => None,
        },
    });
    let variables = lists.flat_map(|list| list.as_ref());
    variables.flat_map(|variable| bound_names(variable.binding())).collect()
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
struct All<'a>(&'a mut HashMap<Sym, usize>);

impl<'ast> Visitor<'ast> for All<'_> {
    type BreakTy = ();

    fn visit_binding(&mut self, binding: &'ast Binding) -> ControlFlow<()> {
        for name in bound_names(binding) {
            *self.0.entry(name).or_default() += 1;
        }
        binding.visit_with(self)
    }

    fn visit_pattern(&mut self, pattern: &'ast Pattern) -> ControlFlow<()> {
        pattern.visit_with(self)
    }
}
