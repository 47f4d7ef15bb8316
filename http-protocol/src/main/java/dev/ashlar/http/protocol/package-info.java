/// HTTP/1.1 as data: requests parsed, responses rendered, and what their fields mean decided.
///
/// A request is read from a blocking connection like this, and a client that waits to be asked for
/// the content is asked (RFC 9110 §10.1.1). Nothing in this module waits, so the same calls serve a
/// connection that does not block:
///
/// ```java
/// static RequestHead read(RequestParser parser, ByteBuffer buffer, ReadableByteChannel from,
///     WritableByteChannel to, WritableByteChannel content) throws IOException {
///   RequestHead head = null;
///   while (true) {
///     switch (parser.parse(buffer)) {
///       case RequestHead begun -> {
///         head = begun;
///         if (head.expectsContinue() && !buffer.hasRemaining()) {
///           ByteBuffer invitation = ByteBuffer.allocate(ResponseWriter.CONTINUE_SIZE);
///           ResponseWriter.writeContinue(invitation);
///           to.write(invitation.flip());
///         }
///       }
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
/// parser, to the connection: what follows a request stays in it for the next call.
///
/// A response goes the other way. The writer frames its content; to say the time, and whether the
/// connection persists, is left to the caller. Here is a whole one, of a length that is known or
/// [ResponseWriter#UNKNOWN_LENGTH], which returns whether another request may follow:
///
/// ```java
/// static boolean answer(RequestHead head, long length, List<byte[]> pieces, boolean last,
///     Instant now, ResponseWriter writer, ByteBuffer out) {
///   ResponseFraming framing = writer.begin(head.method(), head.version(), Status.OK, length);
///   boolean persistent = head.persistent() && !last && framing != ResponseFraming.UNTIL_CLOSE;
///   Fields.Builder fields = Fields.builder();
///   fields.add(FieldName.DATE, HttpDate.format(now)); // RFC 9110 §6.6.1
///   fields.add(FieldName.CONTENT_TYPE, "text/plain");
///   if (!persistent) {
///     fields.add(FieldName.CONNECTION, "close"); // RFC 9112 §9.6
///   } else if (head.version() == HttpVersion.HTTP_1_0) {
///     fields.add(FieldName.CONNECTION, "keep-alive"); // RFC 9112 §9.3
///   }
///   writer.statusLine(out);
///   writer.fields(out, fields.build());
///   writer.endHead(out);
///   for (byte[] piece : pieces) {
///     switch (framing) {
///       case NONE -> {} // in an answer to HEAD, for example
///       case LENGTH, UNTIL_CLOSE -> out.put(piece);
///       case CHUNKED -> {
///         writer.chunk(out, piece.length);
///         out.put(piece);
///         writer.endChunk(out);
///       }
///     }
///   }
///   if (framing == ResponseFraming.CHUNKED) {
///     writer.lastChunk(out, Fields.NONE);
///   }
///   return persistent;
/// }
/// ```
///
/// What was [Rejected] is answered with the status of its [Violation] and `Connection: close`; the
/// method, which may be HEAD, is then [RequestParser#methodOfIncompleteHead].
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
