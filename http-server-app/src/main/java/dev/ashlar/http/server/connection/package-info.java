/// The connection engine: selectors with one leading worker each, connections that wait without a
/// thread and without a buffer. Knows handlers by [dev.ashlar.http.server.api] only; nothing of
/// files or uploads.
package dev.ashlar.http.server.connection;
