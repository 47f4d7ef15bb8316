/// From a path to a file to a response.
///
/// [StaticFiles][dev.ashlar.http.server.files.StaticFiles] is the door: it answers from memory on
/// the selector's thread, and hands everything else to a worker. Behind it, in the order in which a
/// request passes them:
///
/// | step | types |
/// |---|---|
/// | look the raw path up in memory | `FileCache` over `SieveCache`, `CachedFile` with its `Freshness`; `Absences` |
/// | find the file on a worker, or what stands in for it | `FileResolver`, `FileFinder`, `Finding`; `Redirect`, `SinglePage`, `FolderListing`, `ErrorPages` |
/// | load it: content, compressed forms, type, field lines | `FileLoader`; `BodyLoader` with `BodyMemory` and `UnreadBodies`; `MediaTypes`, `Coding`, `Gzip`, `CacheControl`, `CommonFields` |
/// | choose the variant that the client likes best | `Variant`, `Negotiation` |
///
/// What of the variant is sent, and where its bytes come from, is decided in
/// [dev.ashlar.http.server.representation], which knows nothing of folders.
package dev.ashlar.http.server.files;
