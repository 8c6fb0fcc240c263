//! What scripts see of a module when they list its members: the names and the order of Postman's.

use boa_engine::{Context, JsResult, JsValue};

use super::super::native;
use super::part;

/// What `Object.keys` shows of a module, in the order of Postman's.
const MEMBERS: &[(&str, &str)] = &[
    ("ajv", "ValidationError MissingRefError $dataMetaSchema"),
    (
        "assert",
        "fail AssertionError ok equal notEqual deepEqual notDeepEqual deepStrictEqual notDeepStrictEqual strictEqual notStrictEqual throws rejects doesNotThrow doesNotReject ifError strict",
    ),
    (
        "buffer",
        "Buffer SlowBuffer INSPECT_MAX_BYTES kMaxLength kStringMaxLength constants File Blob atob btoa isAscii isUtf8 resolveObjectURL transcode",
    ),
    ("chai", "version AssertionError use util config Assertion expect should Should assert"),
    ("cheerio", "load html xml text parseHTML root contains version"),
    (
        "crypto-js",
        "lib enc algo x64 MD5 HmacMD5 SHA1 HmacSHA1 SHA256 HmacSHA256 SHA224 HmacSHA224 SHA512 HmacSHA512 SHA384 HmacSHA384 SHA3 HmacSHA3 RIPEMD160 HmacRIPEMD160 PBKDF2 EvpKDF mode pad format kdf AES DES TripleDES RC4 RC4Drop Rabbit RabbitLegacy",
    ),
    ("events", "EventEmitter defaultMaxListeners listenerCount"),
    ("json", "parse stringify"),
    ("path", "resolve normalize isAbsolute join relative sep delimiter dirname basename extname"),
    (
        "postman-collection",
        "PropertyBase Certificate CertificateList Collection Cookie CookieList Description Event EventList FormParam Header HeaderList Item ItemGroup MutationTracker PropertyList Property QueryParam Request RequestAuth RequestBody Response Script Url UrlMatchPattern UrlMatchPatternList Variable VariableList VariableScope ProxyConfig ProxyConfigList Version",
    ),
    ("punycode", "version ucs2 decode encode toASCII toUnicode"),
    ("querystring", "parse decode stringify encode"),
    ("stream", "super_ Readable Writable Duplex Transform PassThrough Stream"),
    ("string_decoder", "StringDecoder"),
    (
        "timers",
        "setTimeout setInterval clearInterval clearTimeout enroll unenroll active _unrefActive setImmediate clearImmediate",
    ),
    (
        "tv4",
        "setErrorReporter addFormat language addLanguage freshApi validate validateResult validateMultiple addSchema getSchema getSchemaMap getSchemaUris getMissingUris dropSchemas defineKeyword defineError reset missing error valid normSchema resolveUrl getDocumentUri errorCodes tv4",
    ),
    ("url", "parse resolve resolveObject format Url"),
    (
        "util",
        "format deprecate debuglog inspect isArray isBoolean isNull isNullOrUndefined isNumber isString isSymbol isUndefined isRegExp isObject isDate isError isFunction isPrimitive isBuffer log inherits _extend",
    ),
    ("uuid", "v4"),
    ("xml2js", "defaults processors ValidationError Builder Parser parseString parseStringPromise"),
    (
        "os",
        "endianness hostname loadavg uptime freemem totalmem cpus type release getNetworkInterfaces networkInterfaces arch platform tmpDir tmpdir EOL homedir",
    ),
    (
        "_process",
        "nextTick title browser env argv version versions on addListener once off removeListener removeAllListeners emit prependListener prependOnceListener listeners binding cwd chdir umask",
    ),
];

/// Puts a module's members in order; those that Postman's module has not stay, but are not listed.
pub(super) fn arrange(name: &str, module: &JsValue, context: &mut Context) -> JsResult<()> {
    let Some((_, members)) = MEMBERS.iter().find(|(module, _)| *module == name) else {
        return Ok(());
    };
    let arrange = part("members", context)?;
    if let Some(arrange) = arrange.as_callable() {
        let members = native::string(members);
        arrange.call(&JsValue::undefined(), &[module.clone(), members], context)?;
    }
    Ok(())
}
