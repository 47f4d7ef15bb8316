/// HTTP/1.1 as data: parse, render, decide. No sockets, no threads, no files.
package dev.ashlar.http.protocol;
