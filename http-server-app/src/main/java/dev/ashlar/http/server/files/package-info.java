/// From a path to a file to a response.
///
/// [StaticFiles][dev.ashlar.http.server.files.StaticFiles] is the door: it answers from memory on
/// the selector's thread, and hands everything else to a worker. Behind it, in the order in which a
/// request passes them:
///
/// | step | types |
/// |---|---|
/// | look the raw path up in memory | `FileCache` over `SieveCache`, `CachedFile` |
/// | find the file on a worker, or what stands in for it | `FileResolver`, `FileFinder`, `Finding`; `Redirect`, `SinglePage`, `FolderListing` with `PageMemory`, `ErrorPages` |
/// | load it: content, compressed forms, type, field lines | `FileLoader`; `MediaTypes`, `Coding`, `Gzip`, `CacheControl`, `CommonFields` |
/// | choose the variant that the client likes best | `Variant`, `Negotiation` |
/// | decide by RFC 9110 §13 and §14 what of it is sent | [Representation][dev.ashlar.http.server.files.Representation], [Validators][dev.ashlar.http.server.files.Validators], `RangeResponse` |
/// | give its bytes | [Body][dev.ashlar.http.server.files.Body]: in memory (`BodyMemory`), or a [SharedFile][dev.ashlar.http.server.files.SharedFile] |
///
/// `Representation` and `Body` know nothing of folders and serve any room that answers with a file.
package dev.ashlar.http.server.files;
