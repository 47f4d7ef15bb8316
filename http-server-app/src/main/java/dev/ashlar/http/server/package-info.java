/// The server and its front door: [HttpServer] for embedders, [Main] for operators.
package dev.ashlar.http.server;
