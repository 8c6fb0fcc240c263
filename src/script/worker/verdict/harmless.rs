//! Whether a script is harmless.

use std::ops::ControlFlow;

use boa_engine::ast::StatementList;
use boa_engine::ast::declaration::{Binding, Declaration, Variable};
use boa_engine::ast::expression::access::{
    PropertyAccess, PropertyAccessField, SimplePropertyAccess,
};
use boa_engine::ast::expression::literal::{
    LiteralKind, PropertyDefinition, TemplateElement, TemplateLiteral,
};
use boa_engine::ast::expression::operator::assign::{Assign, AssignOp, AssignTarget};
use boa_engine::ast::expression::operator::binary::{ArithmeticOp, Binary, BinaryOp};
use boa_engine::ast::expression::operator::unary::{Unary, UnaryOp};
use boa_engine::ast::expression::operator::update::{Update, UpdateTarget};
use boa_engine::ast::expression::{
    Call, Expression, Identifier, New, Optional, OptionalOperationKind,
};
use boa_engine::ast::function::FunctionBody;
use boa_engine::ast::property::PropertyName;
use boa_engine::ast::statement::Statement;
use boa_engine::ast::visitor::{VisitWith, Visitor};
use boa_engine::interner::{Interner, Sym};

use super::budget::Budget;
use super::{names, words};

/// How deep expressions and statements may nest: the engine parses and compiles by recursion, here on
/// the stack of the run.
const DEEPEST: usize = 64;

/// Whether a script is harmless.
pub(super) fn is_harmless(body: &FunctionBody, interner: &Interner) -> bool {
    let mut look =
        Look { interner, visible: Vec::new(), depth: 0, budget: Budget::default(), kept: 0 };
    let takes = names::all(body).into_iter().any(|name| words::is_taken(&look.text(name)));
    !takes && look.body(body).is_continue() && look.budget.holds()
}

struct Look<'a> {
    interner: &'a Interner,
    /// The names that can be seen, from those at the top of the script inwards.
    visible: Vec<Vec<Sym>>,
    depth: usize,
    budget: Budget,
    /// How often something was put into a name or a variable.
    kept: usize,
}

type Looked = ControlFlow<()>;

const HARMFUL: Looked = ControlFlow::Break(());
const HARMLESS: Looked = ControlFlow::Continue(());

fn only(harmless: bool) -> Looked {
    if harmless { HARMLESS } else { HARMFUL }
}

fn is_literal(expression: &Expression) -> bool {
    matches!(expression, Expression::Literal(_))
}

/// Whether a value is written out: one, or a list of some.
fn is_written(value: &Expression) -> bool {
    match value {
        Expression::ArrayLiteral(list) => list.as_ref().iter().flatten().all(is_literal),
        value => is_literal(value),
    }
}

impl Look<'_> {
    fn text(&self, name: Sym) -> String {
        self.interner.resolve_expect(name).to_string()
    }

    /// Whether a name is one of the script's own here: elsewhere it may be anybody's.
    fn sees(&self, name: Sym) -> bool {
        self.visible.iter().flatten().any(|visible| *visible == name)
    }

    /// A name as a value.
    fn name(&self, name: Sym) -> Looked {
        only(self.sees(name) || words::VALUES.contains(&self.text(name).as_str()))
    }

    /// The global name that an expression is, when it is nothing else.
    fn global(&self, expression: &Expression) -> Option<String> {
        match expression {
            Expression::Identifier(name) if !self.sees(name.sym()) => Some(self.text(name.sym())),
            _ => None,
        }
    }

    /// The name behind the dot.
    fn named(&self, access: &SimplePropertyAccess) -> Option<String> {
        match access.field() {
            PropertyAccessField::Const(name) => Some(self.text(name.sym())),
            PropertyAccessField::Expr(_) => None,
        }
    }

    /// The name of the member of `pm` that an expression is, when it is nothing else.
    fn member_of_pm(&self, expression: &Expression) -> Option<String> {
        let Expression::PropertyAccess(PropertyAccess::Simple(access)) = expression else {
            return None;
        };
        (self.global(access.target())? == "pm").then(|| self.named(access)).flatten()
    }

    /// Looks at the names of a list, of a body, of a block, and at what is in it.
    fn among(&mut self, names: Vec<Sym>, look: impl FnOnce(&mut Self) -> Looked) -> Looked {
        self.visible.push(names);
        let looked = look(self);
        self.visible.pop();
        looked
    }

    fn body(&mut self, body: &FunctionBody) -> Looked {
        self.among(names::declared(body.statements()), |look| body.visit_with(look))
    }

    fn deeper(&mut self, look: impl FnOnce(&mut Self) -> Looked) -> Looked {
        self.depth += 1;
        only(self.depth <= DEEPEST)?;
        let looked = look(self);
        self.depth -= 1;
        looked
    }

    /// Looks at which member it is: written out, and none that leads to what all scripts share.
    fn field(&mut self, field: &PropertyAccessField) -> Looked {
        let name = match field {
            PropertyAccessField::Const(name) => name.sym(),
            PropertyAccessField::Expr(key) => match key.as_ref() {
                Expression::Literal(literal) => match literal.kind() {
                    LiteralKind::String(name) => *name,
                    LiteralKind::Int(_) => return HARMLESS,
                    _ => return HARMFUL,
                },
                _ => return HARMFUL,
            },
        };
        let name = self.text(name);
        // Also an expectation that is met by being looked at.
        if words::MAKERS.contains(&name.as_str()) {
            self.budget.call(&name, 0, true);
        }
        only(!words::is_shared(&name))
    }

    /// Looks at what is called; tells its name.
    fn callee(&mut self, callee: &Expression) -> Option<String> {
        if let Some(name) = self.global(callee) {
            return words::FUNCTIONS.contains(&name.as_str()).then_some(name);
        }
        if let Some(name) = self.member_of_pm(callee) {
            return (name == "expect").then_some(name);
        }
        let Expression::PropertyAccess(PropertyAccess::Simple(access)) = callee else {
            return None;
        };
        let name = self.named(access)?;
        let one_of = |names: &[&str]| names.contains(&name.as_str());
        let known = if let Some(object) = self.global(access.target())
            && let Some((_, names)) = words::OBJECTS.iter().find(|(known, _)| *known == object)
        {
            one_of(names)
        } else {
            let own = self.member_of_pm(access.target()).is_some();
            (own || one_of(&words::METHODS))
                && self.visit_property_access_simple(access).is_continue()
        };
        known.then_some(name)
    }

    fn visit_property_access_simple(&mut self, access: &SimplePropertyAccess) -> Looked {
        if let Some(owner) = self.member_of_pm(access.target()) {
            let names = words::PM.iter().find(|(known, _)| *known == owner);
            let name = self.named(access);
            return only(names.is_some_and(|(_, names)| {
                name.is_some_and(|name| names.contains(&name.as_str()))
            }));
        }
        self.visit_expression(access.target())?;
        self.field(access.field())
    }

    /// Whether `pm.test` is called. It gives back `pm`: only where nobody takes it.
    fn is_test(&self, call: &Call) -> bool {
        self.member_of_pm(call.function()).as_deref() == Some(words::TEST)
    }

    /// `pm.test("name", function () { … })`; with a parameter the function would end later.
    fn test(&mut self, arguments: &[Expression]) -> Looked {
        let [name, function] = arguments else { return HARMFUL };
        self.end(name)?;
        let (parameters, body) = match function {
            Expression::ArrowFunction(arrow) => (arrow.parameters(), arrow.body()),
            Expression::FunctionExpression(function) if function.name().is_none() => {
                (function.parameters(), function.body())
            }
            _ => return HARMFUL,
        };
        only(parameters.as_ref().is_empty())?;
        self.deeper(|look| look.body(body))
    }

    fn call(&mut self, name: &str, arguments: &[Expression]) -> Looked {
        let most = match name {
            // More than the key and the value: a type, which would last.
            words::SET => 2,
            "json" => 0,
            "parse" => 1,
            _ => usize::MAX,
        };
        let written = match name {
            // What else it takes may be functions.
            "stringify" => arguments.iter().skip(1).all(is_literal),
            name if words::SEARCHES.contains(&name) => arguments.iter().all(is_written),
            name if words::OF_MEMBERS.contains(&name) => {
                arguments.first().is_some_and(|member| self.is_open(member))
            }
            _ => true,
        };
        only(arguments.len() <= most && written)?;
        let keeps = words::SETTERS.contains(&name);
        self.kept += usize::from(keeps);
        self.budget.call(name, arguments.len(), keeps || words::MAKERS.contains(&name));
        let ends = words::ENDS.contains(&name);
        arguments.iter().try_for_each(|argument| match ends {
            true => self.end(argument),
            false => self.visit_expression(argument),
        })
    }

    /// Whether a value is the name of a member, written out, that leads to nothing that is shared.
    fn is_open(&self, member: &Expression) -> bool {
        match member {
            Expression::Literal(literal) => {
                literal.as_string().is_some_and(|name| !words::is_shared(&self.text(name)))
            }
            _ => false,
        }
    }

    /// Looks at a value that goes nowhere from here, unless something in it is kept: then its size
    /// matters by itself only.
    fn end(&mut self, value: &Expression) -> Looked {
        let (budget, kept) = (self.budget, self.kept);
        self.visit_expression(value)?;
        only(self.budget.holds())?;
        if self.kept == kept {
            self.budget.forget_doublings(budget);
        }
        HARMLESS
    }

    /// Only names at the top of the script: any other may be a global one where it is assigned.
    fn assignable(&self, name: &Identifier) -> Looked {
        let top = self.visible.first();
        only(top.is_some_and(|names| names.contains(name.sym_ref())))
    }
}

impl<'ast> Visitor<'ast> for Look<'_> {
    type BreakTy = ();

    fn visit_statement(&mut self, statement: &'ast Statement) -> Looked {
        match statement {
            Statement::Expression(Expression::Call(call)) if self.is_test(call) => {
                self.budget.step();
                self.deeper(|look| look.test(call.args()))
            }
            Statement::Block(_)
            | Statement::Var(_)
            | Statement::Empty
            | Statement::Expression(_)
            | Statement::If(_)
            | Statement::Return(_)
            | Statement::Throw(_) => self.deeper(|look| statement.visit_with(look)),
            _ => HARMFUL,
        }
    }

    fn visit_statement_list(&mut self, list: &'ast StatementList) -> Looked {
        self.among(names::declared(list.statements()), |look| list.visit_with(look))
    }

    fn visit_declaration(&mut self, declaration: &'ast Declaration) -> Looked {
        match declaration {
            Declaration::Lexical(_) => self.deeper(|look| declaration.visit_with(look)),
            _ => HARMFUL,
        }
    }

    fn visit_variable(&mut self, variable: &'ast Variable) -> Looked {
        only(matches!(variable.binding(), Binding::Identifier(_)))?;
        self.kept += 1;
        variable.init().map_or(HARMLESS, |value| self.visit_expression(value))
    }

    fn visit_expression(&mut self, expression: &'ast Expression) -> Looked {
        match expression {
            Expression::Identifier(name) => self.name(name.sym()),
            Expression::Literal(literal) => only(!matches!(literal.kind(), LiteralKind::BigInt(_))),
            Expression::ArrayLiteral(list) => {
                let made = list.as_ref().iter().flatten().filter(|item| !is_literal(item));
                self.budget.literal(made.count());
                self.deeper(|look| expression.visit_with(look))
            }
            Expression::ObjectLiteral(object) => {
                let written = |property: &PropertyDefinition| matches!(property, PropertyDefinition::Property(_, value) if is_literal(value));
                let made = object.properties().iter().filter(|property| !written(property));
                self.budget.literal(made.count());
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

    fn visit_property_definition(&mut self, property: &'ast PropertyDefinition) -> Looked {
        let free = |name: Sym| only(!words::is_called(&self.text(name)));
        match property {
            PropertyDefinition::IdentifierReference(name) => {
                free(name.sym())?;
                self.name(name.sym())
            }
            PropertyDefinition::Property(PropertyName::Literal(name), value) => {
                free(name.sym())?;
                self.visit_expression(value)
            }
            _ => HARMFUL,
        }
    }

    fn visit_property_access(&mut self, access: &'ast PropertyAccess) -> Looked {
        match access {
            PropertyAccess::Simple(access) => self.visit_property_access_simple(access),
            _ => HARMFUL,
        }
    }

    fn visit_optional(&mut self, optional: &'ast Optional) -> Looked {
        self.visit_expression(optional.target())?;
        for operation in optional.chain() {
            match operation.kind() {
                OptionalOperationKind::SimplePropertyAccess { field } => self.field(field)?,
                _ => return HARMFUL,
            }
        }
        HARMLESS
    }

    fn visit_call(&mut self, call: &'ast Call) -> Looked {
        match self.callee(call.function()) {
            Some(name) => self.call(&name, call.args()),
            None => HARMFUL,
        }
    }

    fn visit_new(&mut self, new: &'ast New) -> Looked {
        only(self.global(new.constructor()).as_deref() == Some("Date"))?;
        self.budget.step();
        new.arguments().iter().try_for_each(|argument| self.visit_expression(argument))
    }

    fn visit_assign(&mut self, assign: &'ast Assign) -> Looked {
        self.kept += 1;
        match assign.lhs() {
            AssignTarget::Identifier(name) => {
                self.assignable(name)?;
                self.budget.join(if assign.op() == AssignOp::Assign { 1 } else { 2 });
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

    fn visit_update(&mut self, update: &'ast Update) -> Looked {
        self.budget.step();
        match update.target() {
            UpdateTarget::Identifier(name) => self.assignable(name),
            UpdateTarget::PropertyAccess(_) => HARMFUL,
        }
    }

    fn visit_unary(&mut self, unary: &'ast Unary) -> Looked {
        only(unary.op() != UnaryOp::Delete)?;
        self.budget.step();
        self.visit_expression(unary.target())
    }

    fn visit_binary(&mut self, binary: &'ast Binary) -> Looked {
        let adds = binary.op() == BinaryOp::Arithmetic(ArithmeticOp::Add);
        let written = is_literal(binary.lhs()) || is_literal(binary.rhs());
        self.budget.join(if adds && !written { 2 } else { 1 });
        binary.visit_with(self)
    }

    fn visit_template_literal(&mut self, template: &'ast TemplateLiteral) -> Looked {
        let put_in = |element: &&TemplateElement| matches!(element, TemplateElement::Expr(_));
        self.budget.join(template.elements().iter().filter(put_in).count());
        template.visit_with(self)
    }
}
