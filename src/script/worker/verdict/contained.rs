//! Whether a script leaves what all scripts share as it is.
//!
//! Not a matter of safety: such scripts run in a process of their own. It tells whether harmless
//! scripts, which run elsewhere, would miss something that this one changes: a built-in object, a
//! library, a global name. Names that a script assigns without declaring them do not count: harmless
//! scripts read only names of their own.

use std::ops::ControlFlow;

use boa_engine::ast::expression::access::{PropertyAccess, PropertyAccessField};
use boa_engine::ast::expression::operator::assign::{Assign, AssignTarget};
use boa_engine::ast::expression::operator::binary::{Binary, BinaryOp, RelationalOp};
use boa_engine::ast::expression::operator::unary::{Unary, UnaryOp};
use boa_engine::ast::expression::operator::update::{Update, UpdateTarget};
use boa_engine::ast::expression::{Call, Expression, New};
use boa_engine::ast::function::FunctionBody;
use boa_engine::ast::pattern::ObjectPatternElement;
use boa_engine::ast::visitor::{VisitWith, Visitor};
use boa_engine::interner::{Interner, Sym};

use super::names::Names;
use super::words;

/// Whether a script leaves what all scripts share as it is.
pub(super) fn is_contained(body: &FunctionBody, source: &str, interner: &Interner) -> bool {
    let reaches = words::REACHING.iter().any(|word| source.contains(word));
    let mut look = Look { interner, names: Names::of(body) };
    !reaches && body.visit_with(&mut look).is_continue()
}

struct Look<'a> {
    interner: &'a Interner,
    names: Names,
}

const OPEN: ControlFlow<()> = ControlFlow::Break(());
const CONTAINED: ControlFlow<()> = ControlFlow::Continue(());

impl Look<'_> {
    fn text(&self, name: Sym) -> String {
        self.interner.resolve_expect(name).to_string()
    }

    fn is_global(&self, name: Sym) -> bool {
        !self.names.has(name) && words::is_taken(&self.text(name))
    }

    /// A member is assigned, or removed.
    fn changed(&self, access: &PropertyAccess) -> ControlFlow<()> {
        let PropertyAccess::Simple(access) = access else { return CONTAINED };
        let root = match access.target() {
            Expression::Identifier(name) => Some(name.sym()),
            _ => None,
        };
        // `tests["name"] = true` is what that object is for.
        if root.is_some_and(|name| self.text(name) == "tests") {
            return CONTAINED;
        }
        let known = match access.field() {
            PropertyAccessField::Const(name) => words::is_member(&self.text(name.sym())),
            PropertyAccessField::Expr(_) => false,
        };
        match known || root.is_some_and(|name| self.is_global(name)) {
            true => OPEN,
            false => CONTAINED,
        }
    }
}

impl<'ast> Visitor<'ast> for Look<'_> {
    type BreakTy = ();

    fn visit_expression(&mut self, expression: &'ast Expression) -> ControlFlow<()> {
        match expression {
            // Handed on, a global object can be changed anywhere.
            Expression::Identifier(name) => {
                let name = name.sym();
                let handed_on = self.is_global(name) && words::is_object(&self.text(name));
                if handed_on { OPEN } else { CONTAINED }
            }
            other => other.visit_with(self),
        }
    }

    fn visit_property_access(&mut self, access: &'ast PropertyAccess) -> ControlFlow<()> {
        match access {
            PropertyAccess::Simple(simple)
                if matches!(simple.target(), Expression::Identifier(_)) =>
            {
                match simple.field() {
                    PropertyAccessField::Const(_) => CONTAINED,
                    PropertyAccessField::Expr(key) => self.visit_expression(key),
                }
            }
            other => other.visit_with(self),
        }
    }

    fn visit_call(&mut self, call: &'ast Call) -> ControlFlow<()> {
        if !matches!(call.function(), Expression::Identifier(_)) {
            self.visit_expression(call.function())?;
        }
        call.args().iter().try_for_each(|argument| self.visit_expression(argument))
    }

    fn visit_new(&mut self, new: &'ast New) -> ControlFlow<()> {
        if !matches!(new.constructor(), Expression::Identifier(_)) {
            self.visit_expression(new.constructor())?;
        }
        new.arguments().iter().try_for_each(|argument| self.visit_expression(argument))
    }

    fn visit_assign(&mut self, assign: &'ast Assign) -> ControlFlow<()> {
        match assign.lhs() {
            AssignTarget::Identifier(name) if self.is_global(name.sym()) => return OPEN,
            AssignTarget::Identifier(_) => {}
            AssignTarget::Access(access) => {
                self.changed(access)?;
                self.visit_property_access(access)?;
            }
            AssignTarget::Pattern(pattern) => self.visit_pattern(pattern)?,
        }
        self.visit_expression(assign.rhs())
    }

    fn visit_update(&mut self, update: &'ast Update) -> ControlFlow<()> {
        match update.target() {
            UpdateTarget::Identifier(name) if self.is_global(name.sym()) => OPEN,
            UpdateTarget::Identifier(_) => CONTAINED,
            UpdateTarget::PropertyAccess(access) => {
                self.changed(access)?;
                self.visit_property_access(access)
            }
        }
    }

    fn visit_binary(&mut self, binary: &'ast Binary) -> ControlFlow<()> {
        self.visit_expression(binary.lhs())?;
        match binary.op() {
            BinaryOp::Relational(RelationalOp::InstanceOf) => CONTAINED,
            _ => self.visit_expression(binary.rhs()),
        }
    }

    fn visit_unary(&mut self, unary: &'ast Unary) -> ControlFlow<()> {
        if unary.op() == UnaryOp::Delete
            && let Expression::PropertyAccess(access) = unary.target()
        {
            self.changed(access)?;
        }
        unary.visit_with(self)
    }

    fn visit_object_pattern_element(
        &mut self,
        element: &'ast ObjectPatternElement,
    ) -> ControlFlow<()> {
        match element {
            ObjectPatternElement::AssignmentPropertyAccess { .. }
            | ObjectPatternElement::AssignmentRestPropertyAccess { .. } => OPEN,
            other => other.visit_with(self),
        }
    }
}
