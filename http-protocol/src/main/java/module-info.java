/// HTTP/1.1 as data: requests parsed, responses rendered, and what their fields mean decided, as an
/// origin server must (RFC 9110, RFC 9112). Bytes in, values out.
///
/// - [dev.ashlar.http.protocol.RequestParser] turns octets into requests as they arrive, strictly.
/// - [dev.ashlar.http.protocol.RequestHead] is one request without its content.
/// - [dev.ashlar.http.protocol.ResponseWriter] renders heads and chunks into buffers.
/// - [dev.ashlar.http.protocol.Preconditions], [dev.ashlar.http.protocol.ByteRanges] and
///   [dev.ashlar.http.protocol.Accept] say what conditions, ranges and preferences come to.
///
/// There are no sockets, no threads, no files and no clocks in it, no responses are parsed, and
/// nothing is logged. It needs no other module at run time.
@org.jspecify.annotations.NullMarked
module dev.ashlar.http.protocol {
  requires static org.jspecify;

  exports dev.ashlar.http.protocol;
}
