/// From a path to a file to a response.
///
/// [StaticFiles][dev.ashlar.http.server.files.StaticFiles] is the door: it answers from its cache
/// on the selector's thread, and hands everything else to a worker. Behind it, in the order in
/// which a request passes them:
///
/// | step | types |
/// |---|---|
/// | look a raw path up | `FileCache`, `SieveCache`, `CachedFile` |
/// | find the file, or what stands in for it | `FileFinder`, `Finding` |
/// | describe it: type, validators, field lines | `MediaTypes`, [Validators][dev.ashlar.http.server.files.Validators], [Representation][dev.ashlar.http.server.files.Representation] |
/// | decide by RFC 9110 §13 and §14 what of it is sent | [Representation][dev.ashlar.http.server.files.Representation], `RangeSelection` |
/// | send it | [Body][dev.ashlar.http.server.files.Body]: bytes in memory, or a shared open file |
///
/// `Representation` and `Body` know nothing of folders and serve any room that answers with a file.
package dev.ashlar.http.server.files;
