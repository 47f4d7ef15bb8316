/// JSON in both directions: [JsonObjectText] writes the objects that the server answers with, and
/// [JsonChecker] says whether what the server is sent is one JSON text, within [JsonLimits].
/// Nothing here knows of uploads, and no document is ever built in memory. (The list of a folder is
/// written in the room of the files, by the generator of `jakarta.json`.)
///
/// How a text is checked:
///
/// | step | types |
/// |---|---|
/// | decode UTF-8 strictly, measure strings and numbers, count lines | `JsonText`, `TextPosition` |
/// | parse by the grammar | Parsson, behind `jakarta.json` |
/// | follow its events: depth, number of values, names that come twice | `LimitedWalk`, `NameTable`, `SipHash` |
/// | say what is wrong, and where | [JsonVerdict] |
package dev.ashlar.http.server.json;
