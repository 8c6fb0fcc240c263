//! The vocabulary of databases.

use super::Generator;

pub(super) const GENERATORS: &[Generator] = &[
    ("randomDatabaseColumn", |dynamic| dynamic.pick(COLUMNS)),
    ("randomDatabaseType", |dynamic| dynamic.pick(TYPES)),
    ("randomDatabaseCollation", |dynamic| dynamic.pick(COLLATIONS)),
    ("randomDatabaseEngine", |dynamic| dynamic.pick(ENGINES)),
];

const COLUMNS: &[&str] = &[
    "id",
    "name",
    "title",
    "email",
    "phone",
    "status",
    "token",
    "group",
    "category",
    "comment",
    "avatar",
    "password",
    "createdAt",
    "updatedAt",
];

const TYPES: &[&str] = &[
    "int",
    "tinyint",
    "smallint",
    "mediumint",
    "bigint",
    "decimal",
    "float",
    "double",
    "real",
    "bit",
    "boolean",
    "date",
    "datetime",
    "timestamp",
    "time",
    "year",
    "varchar",
    "text",
    "binary",
    "blob",
    "enum",
    "set",
    "geometry",
    "point",
];

const COLLATIONS: &[&str] = &[
    "utf8_unicode_ci",
    "utf8_general_ci",
    "utf8_bin",
    "ascii_general_ci",
    "ascii_bin",
    "cp1250_general_ci",
    "cp1250_bin",
];

const ENGINES: &[&str] = &["InnoDB", "MyISAM", "MEMORY", "CSV", "BLACKHOLE", "ARCHIVE"];
