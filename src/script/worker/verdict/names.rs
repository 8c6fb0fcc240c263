//! The names that a script declares.

use std::collections::HashSet;
use std::ops::ControlFlow;

use boa_engine::ast::StatementListItem;
use boa_engine::ast::declaration::{Binding, Declaration};
use boa_engine::ast::function::FunctionBody;
use boa_engine::ast::operations::bound_names;
use boa_engine::ast::statement::Statement;
use boa_engine::ast::visitor::{VisitWith, Visitor};
use boa_engine::interner::Sym;

/// All names that a script declares with `const`, `let`, `var`, and as parameters.
pub(super) fn all(body: &FunctionBody) -> HashSet<Sym> {
    let mut all = All(HashSet::new());
    let _ = body.visit_with(&mut all);
    all.0
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

struct All(HashSet<Sym>);

impl<'ast> Visitor<'ast> for All {
    type BreakTy = ();

    fn visit_binding(&mut self, binding: &'ast Binding) -> ControlFlow<()> {
        self.0.extend(bound_names(binding));
        binding.visit_with(self)
    }
}
