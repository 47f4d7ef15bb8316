package dev.ashlar.http.server.uploads;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// What a segment says of one upload: a head of fixed length, and after it the content if that was
/// in memory.
///
/// ```text
/// offset  0   4 bytes   mark, to tell a record from anything else
///         4  38 bytes   the upload's ID
///        42   8 bytes   length of the content
///        50  32 bytes   SHA-256 of the content
///        82  38 bytes   name of the temporary file that has the content; zeros if it follows
///       120  32 bytes   SHA-256 of the idempotency key; zeros without one
///       152   4 bytes   CRC-32C of the segment's nonce and all of the above
/// ```
///
/// @param id the upload's
/// @param length of the content in bytes
/// @param sha256 of the content
/// @param file the temporary file in the spool folder that has the content, already flushed; null
///   if the content follows the record
/// @param key the idempotency key, hashed; null without one
record SegmentRecord(
    UploadId id, long length, Sha256 sha256, @Nullable UploadId file, @Nullable Sha256 key) {
  /// The length of a record without content.
  static final int HEAD_LENGTH = 156;

  private static final int MARK = 0x0A75706C; // a new line, and "upl"
  private static final int CHECKED_LENGTH = HEAD_LENGTH - Integer.BYTES;

  /// The temporary file from which its own is made.
  UploadId temporary() {
    return file == null ? id : file;
  }

  /// How many bytes of content follow the record in the segment.
  long contentInSegment() {
    return file == null ? length : 0;
  }

  /// The same, for where no content follows.
  SegmentRecord withoutContent() {
    return file != null ? this : new SegmentRecord(id, length, sha256, id, key);
  }

  /// Writes the head.
  void write(ByteBuffer target, long nonce) {
    int start = target.position();
    target.putInt(MARK);
    target.put(id.text().getBytes(US_ASCII));
    target.putLong(length);
    target.put(sha256.bytes());
    target.put(file == null ? new byte[UploadId.LENGTH] : file.text().getBytes(US_ASCII));
    target.put(key == null ? new byte[Sha256.LENGTH] : key.bytes());
    target.putInt(checksum(target.slice(start, CHECKED_LENGTH), nonce));
  }

  /// Reads a head.
  ///
  /// @param source has [#HEAD_LENGTH] bytes
  /// @return null if it is not a whole record of this segment
  static @Nullable SegmentRecord read(ByteBuffer source, long nonce) {
    int checksum = checksum(source.slice(source.position(), CHECKED_LENGTH), nonce);
    if (source.getInt() != MARK
        || source.getInt(source.position() + CHECKED_LENGTH - Integer.BYTES) != checksum) {
      return null;
    }
    UploadId id = UploadId.parse(text(source));
    long length = source.getLong();
    Sha256 sha256 = Sha256.of(bytes(source, Sha256.LENGTH));
    UploadId file = UploadId.parse(text(source));
    byte[] key = bytes(source, Sha256.LENGTH);
    boolean keyed = !Arrays.equals(key, new byte[Sha256.LENGTH]);
    return id == null || length < 0
        ? null
        : new SegmentRecord(id, length, sha256, file, keyed ? Sha256.of(key) : null);
  }

  private static String text(ByteBuffer source) {
    return new String(bytes(source, UploadId.LENGTH), US_ASCII);
  }

  private static byte[] bytes(ByteBuffer source, int length) {
    byte[] bytes = new byte[length];
    source.get(bytes);
    return bytes;
  }

  private static int checksum(ByteBuffer checked, long nonce) {
    CRC32C crc = new CRC32C();
    crc.update(ByteBuffer.allocate(Long.BYTES).putLong(nonce).flip());
    crc.update(checked);
    return (int) crc.getValue();
  }
}
