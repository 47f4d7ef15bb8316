package dev.ashlar.http.server.representation;

import dev.ashlar.http.protocol.EntityTag;
import dev.ashlar.http.security.FileStamp;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;

/// What tells one state of a representation from another (RFC 9110 §8.8).
///
/// @param entityTag strong if it changes with every change of the content, weak otherwise
/// @param lastModified in whole seconds, as HTTP counts; never later than when it was determined
public record Validators(EntityTag entityTag, Instant lastModified) {
  /// How long a file must have been still before its state may be told from every later one: file
  /// systems keep time in steps of up to two seconds (RFC 9110 §8.8.1).
  static final Duration SETTLING_TIME = Duration.ofSeconds(2);

  /// A file may bear any date, and none may make a response fail. After this one, the moment at
  /// which the file has settled cannot be expressed as an [Instant].
  private static final Instant LAST_TO_SETTLE = Instant.MAX.minus(SETTLING_TIME);

  /// 96 bits, in 16 characters: no two states will ever share them by chance.
  private static final int TAG_BYTES = 12;

  /// Drops what HTTP cannot express.
  public Validators {
    lastModified = lastModified.truncatedTo(ChronoUnit.SECONDS);
  }

  /// The validators of a file's content in the state of a stamp.
  ///
  /// @param stamp taken before the content was read
  /// @param now not before the stamp was taken
  public static Validators of(FileStamp stamp, Instant now) {
    EntityTag tag = new EntityTag(digest(stamp), !hasSettled(stamp, now));
    // RFC 9110 §8.8.2.1: a time of modification in the future is replaced by that of the message.
    Instant modified = stamp.lastModified().isAfter(now) ? now : stamp.lastModified();
    return new Validators(tag, modified);
  }

  /// The validators of what is made from the content these are of. Its tag is weak: another version
  /// of the library that makes it may make other bytes.
  ///
  /// @param form tells it from other things made of the same content; letters and digits
  public Validators ofDerived(String form) {
    return new Validators(EntityTag.weak(entityTag.opaque() + '-' + form), lastModified);
  }

  /// The same, modified at that time at the earliest.
  public Validators notBefore(Instant time) {
    return lastModified.isBefore(time) ? new Validators(entityTag, time) : this;
  }

  /// Whether a change after the stamp was taken would be seen in a later stamp.
  static boolean hasSettled(FileStamp stamp, Instant now) {
    return !settles(stamp).isAfter(now);
  }

  /// The moment from which on a change of the file would be seen in a later stamp: see
  /// [#SETTLING_TIME].
  public static Instant settles(FileStamp stamp) {
    Instant modified = stamp.lastModified();
    return modified.isAfter(LAST_TO_SETTLE) ? Instant.MAX : modified.plus(SETTLING_TIME);
  }

  /// A digest, because a tag that shows inode numbers tells more of the machine than it should.
  private static String digest(FileStamp stamp) {
    byte[] identity = stamp.identity().toString().getBytes(StandardCharsets.UTF_8);
    ByteBuffer state = ByteBuffer.allocate(2 * Long.BYTES + Integer.BYTES + identity.length);
    Instant modified = stamp.lastModified();
    state.putLong(stamp.size()).putLong(modified.getEpochSecond()).putInt(modified.getNano());
    state.put(identity);
    byte[] digest = Hash.SHA_256.of(state.array());
    return Base64.getUrlEncoder().encodeToString(Arrays.copyOf(digest, TAG_BYTES));
  }
}
