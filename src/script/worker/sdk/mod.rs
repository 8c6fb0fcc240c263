//! The objects of Postman's SDK as scripts see them.
