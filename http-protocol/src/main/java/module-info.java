/// HTTP/1.1 as data: parse, render, decide. No sockets, no threads, no files.
@org.jspecify.annotations.NullMarked
module dev.ashlar.http.protocol {
  requires static org.jspecify;

  exports dev.ashlar.http.protocol;
}
