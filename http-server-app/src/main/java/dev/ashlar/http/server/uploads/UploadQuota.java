package dev.ashlar.http.server.uploads;

/// How much may be kept. What does not fit is answered `507 Insufficient Storage`, before the disk
/// is full for everybody.
///
/// @param bytes of content in all uploads together, 1 or more
/// @param count of uploads, 1 or more
/// @param reserve bytes that must stay free on the disk, 0 or more
public record UploadQuota(long bytes, long count, long reserve) {
  /// What stands for no limit.
  public static final long UNLIMITED = Long.MAX_VALUE;

  /// No limit but that 64 MiB of the disk stay free.
  public static final UploadQuota DEFAULT = new UploadQuota(UNLIMITED, UNLIMITED, 64L << 20);

  /// Checks the ranges.
  ///
  /// @throws IllegalArgumentException naming the first value that is out of its range
  public UploadQuota {
    check("bytes", bytes, 1);
    check("count", count, 1);
    check("reserve", reserve, 0);
  }

  private static void check(String name, long value, long least) {
    if (value < least) {
      throw new IllegalArgumentException(name + " is " + value + ", must be " + least + " or more");
    }
  }

  /// Whether the uploads that are there must be counted.
  boolean counts() {
    return bytes != UNLIMITED || count != UNLIMITED;
  }

  /// The same, with another limit of bytes.
  UploadQuota withBytes(long bytes) {
    return new UploadQuota(bytes, count, reserve);
  }

  /// The same, with another limit of uploads.
  UploadQuota withCount(long count) {
    return new UploadQuota(bytes, count, reserve);
  }

  /// The same, with another reserve.
  UploadQuota withReserve(long bytes) {
    return new UploadQuota(this.bytes, count, bytes);
  }
}
