/// From content to an acknowledged file: `201` means that it is on disk, whole and valid.
///
/// [Uploads][dev.ashlar.http.server.uploads.Uploads] is the door. What an upload passes, in order:
///
/// | step | where it runs | types |
/// |---|---|---|
/// | refuse by the head: type, length, quota | selector | `Uploads`, `UploadFields` |
/// | collect the content | selector; a worker once it goes to a file | `UploadReceiver`, `Spool` |
/// | hash it, check that it is JSON | worker | `Sha256`, [JsonChecker][dev.ashlar.http.server.json.JsonChecker] |
/// | store it, and acknowledge | worker, then the committing thread | `UploadStore`, `FolderStore` |
///
/// Nothing that was not acknowledged appears under a final name. Everything that knows of files is
/// behind `UploadStore`.
package dev.ashlar.http.server.uploads;
