/// HTTP/1.1 as data: requests parsed, responses rendered, and what their fields mean decided.
///
/// A request is read from a connection like this; nothing here waits, so the same calls serve
/// blocking and non-blocking channels:
///
/// ```java
/// static RequestHead read(RequestParser parser, ByteBuffer buffer,
///     ReadableByteChannel from, WritableByteChannel content) throws IOException {
///   RequestHead head = null;
///   while (true) {
///     switch (parser.parse(buffer)) {
///       case RequestHead begun -> head = begun;
///       case Content piece -> content.write(piece.bytes());
///       case End end -> { return head; }
///       case Rejected refused -> throw new ProtocolException(refused.violation().text());
///       case NeedsMore more -> {
///         if (from.read(buffer.clear()) < 0) throw new EOFException();
///         buffer.flip();
///       }
///     }
///   }
/// }
/// ```
///
/// The buffer begins empty (`ByteBuffer.allocateDirect(16384).flip()`), and belongs, with the
/// parser, to the connection: what follows a request stays in it for the next call. A response goes
/// the other way:
///
/// ```java
/// ResponseWriter writer = new ResponseWriter();
/// writer.begin(head.method(), head.version(), Status.OK, 5);
/// writer.statusLine(out);
/// writer.fields(out, Fields.of(FieldName.CONTENT_TYPE, "text/plain"));
/// writer.endHead(out);
/// ```
///
/// # What to expect
///
/// - **Strict.** A message that breaks a rule of framing or syntax is a [Rejected] with the
///   [Violation], which knows the status to answer and the section of the RFC. There are no
///   switches.
/// - **No exceptions for bad input.** They are for wrong calls only.
/// - **Immutable**, apart from [RequestParser], [ResponseWriter] and the builders, of which each
///   belongs to one thread at a time. Everything else is safe for all threads.
/// - Texts are ISO-8859-1, one character for each octet, and as received: nothing is decoded.
package dev.ashlar.http.protocol;
