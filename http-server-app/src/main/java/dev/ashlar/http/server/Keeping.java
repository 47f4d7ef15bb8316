package dev.ashlar.http.server;

import dev.ashlar.http.server.uploads.KeyMemory;
import dev.ashlar.http.server.uploads.UploadQuota;
import java.time.Duration;

/// How uploads are kept: how much of them there may be, whether they are listed, and how long their
/// idempotency keys are remembered.
///
/// What does not fit is answered `507 Insufficient Storage`.
///
/// @param totalBytes of content in all uploads together, 1 or more; [#UNLIMITED] by default
/// @param count of uploads, 1 or more; [#UNLIMITED] by default
/// @param reserve bytes of the disk that stay free, 0 to [#MAX_RESERVE]
/// @param listed whether `GET /uploads` tells everybody who asks what there is; otherwise only who
///   was told the name of an upload can read it
/// @param keyTime how long an idempotency key is remembered, 1 s to [#MAX_KEY_TIME]
/// @param keyCount how many keys are remembered at once, 1 to [#MAX_KEYS]; beyond, uploads with a
///   new key are refused
public record Keeping(
    long totalBytes, long count, long reserve, boolean listed, Duration keyTime, int keyCount) {
  /// What stands for no limit.
  public static final long UNLIMITED = UploadQuota.UNLIMITED;

  /// The largest reserve that may be asked for: 1 PiB.
  public static final long MAX_RESERVE = 1L << 50;

  /// The longest time that keys may be remembered: ten years.
  public static final Duration MAX_KEY_TIME = KeyMemory.MOST_TIME;

  /// The most keys that may be asked for.
  public static final int MAX_KEYS = KeyMemory.MAX_COUNT;

  /// As many uploads as leave 64 MiB of the disk free; not listed; a million keys for a day.
  public static final Keeping DEFAULT =
      new Keeping(
          UploadQuota.DEFAULT.bytes(),
          UploadQuota.DEFAULT.count(),
          UploadQuota.DEFAULT.reserve(),
          false,
          KeyMemory.DEFAULT.time(),
          KeyMemory.DEFAULT.count());

  /// Checks every value.
  ///
  /// @throws IllegalArgumentException naming the first value that is out of its range
  public Keeping {
    Ranges.check("totalBytes", totalBytes, 1, UNLIMITED);
    Ranges.check("count", count, 1, UNLIMITED);
    Ranges.check("reserve", reserve, 0, MAX_RESERVE);
    Ranges.check("keyTime", keyTime, KeyMemory.LEAST_TIME, MAX_KEY_TIME);
    Ranges.check("keyCount", keyCount, 1, MAX_KEYS);
  }

  /// The same with another limit of all content together, in bytes.
  public Keeping withTotalBytes(long bytes) {
    return new Keeping(bytes, count, reserve, listed, keyTime, keyCount);
  }

  /// The same with another limit of uploads.
  public Keeping withCount(long uploads) {
    return new Keeping(totalBytes, uploads, reserve, listed, keyTime, keyCount);
  }

  /// The same with another reserve, in bytes.
  public Keeping withReserve(long bytes) {
    return new Keeping(totalBytes, count, bytes, listed, keyTime, keyCount);
  }

  /// The same with uploads listed or not.
  public Keeping withListed(boolean list) {
    return new Keeping(totalBytes, count, reserve, list, keyTime, keyCount);
  }

  /// The same with keys remembered for another time.
  public Keeping withKeyTime(Duration time) {
    return new Keeping(totalBytes, count, reserve, listed, time, keyCount);
  }

  /// The same with another number of keys.
  public Keeping withKeyCount(int keys) {
    return new Keeping(totalBytes, count, reserve, listed, keyTime, keys);
  }
}
