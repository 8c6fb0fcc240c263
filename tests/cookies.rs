//! Cookies as scripts see them: the jar, and what went out with a request.

use serde_json::json;

use crate::support::command::{Desk, Ran};
use crate::support::wire::{Reply, Server, response};

/// Runs two requests to a server that sets a cookie; the scripts are the second one's.
fn run(prerequest: &str, test: &str) -> Ran {
    let server = Server::start(|_| {
        Reply::Send(response("200 OK", &[("Set-Cookie", "sid=a%20b; Path=/; HttpOnly")], b"{}"))
    });
    let url = server.url("/");
    let desk = Desk::new();
    let collection = json!({
        "info": {"name": "c"},
        "variable": [{"key": "url", "value": url}],
        "item": [{"name": "first", "request": url}, {"name": "second", "request": url, "event": [
            {"listen": "prerequest", "script": {"exec": prerequest}},
            {"listen": "test", "script": {"exec": test}},
        ]}],
    });
    desk.file("c.json", collection.to_string());
    desk.postbud(&["run", "c.json"])
}

#[test]
fn test_scripts_see_the_cookies_that_were_sent() {
    let ran = run(
        "",
        "pm.test('header', () => pm.expect(pm.request.headers.get('cookie')).to.equal('sid=a%20b'));
         pm.test('legacy', () => pm.expect(request.headers.cookie).to.equal('sid=a%20b'));
         pm.test('list', () => pm.expect(pm.cookies.get('sid')).to.equal('a b'));",
    );
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
}

#[test]
fn the_jar_gives_back_what_it_was_given() {
    let ran = run(
        "const jar = pm.cookies.jar(), url = pm.variables.get('url');
         const far = await jar.set(url, {name: 'far', value: '1', path: '/x', httpOnly: true});
         const near = await jar.set(url, 'near', 2);
         pm.variables.set('set', `${far}|${near.value}|${await jar.get(url + 'x', 'far')}`);",
        "pm.test('set', () => pm.expect(pm.variables.get('set')).to.equal('far=1; Path=/x; HttpOnly|2|1'));
         const all = await pm.cookies.jar().getAll(pm.request.url);
         pm.test('all', () => pm.expect(all.map(cookie => cookie.name).sort()).to.eql(['near', 'sid']));
         let error;
         await pm.cookies.jar().getAll({}).catch(reason => { error = reason });
         pm.test('no url', () => pm.expect(error.message).to.equal('CookieJar.getAll() requires a valid url'));",
    );
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
}
