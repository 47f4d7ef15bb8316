package dev.ashlar.http.server.uploads;

import dev.ashlar.http.server.json.JsonLimits;
import java.nio.file.Path;

/// What is asked of [Uploads].
///
/// @param folder where uploads are kept
/// @param named whether somebody named the folder: then it must be there, and writable, before the
///   server starts; otherwise it is made at the first upload
/// @param maxSize the longest content in bytes, 1 or more
/// @param maxInProgress uploads that need a worker or the disk at once, 1 or more
/// @param json limits of the JSON texts that are accepted
/// @param quota how much may be kept
/// @param keys how long idempotency keys are remembered
/// @param listed whether `GET /uploads` lists them
/// @param openFiles descriptors that uploads may keep while their clients are slow, 0 or more; what
///   has none is opened for each write
public record UploadOptions(
    Path folder,
    boolean named,
    long maxSize,
    int maxInProgress,
    JsonLimits json,
    UploadQuota quota,
    KeyMemory keys,
    boolean listed,
    int openFiles) {
  /// The longest content by default: 1 MiB.
  public static final long DEFAULT_MAX_SIZE = 1L << 20;

  /// Uploads in progress by default.
  public static final int DEFAULT_MAX_IN_PROGRESS = 512;

  /// Open files by default.
  public static final int DEFAULT_OPEN_FILES = 128;

  /// Checks the ranges.
  ///
  /// @throws IllegalArgumentException naming the first value that is out of its range
  public UploadOptions {
    if (maxInProgress < 1) {
      throw new IllegalArgumentException(
          "maxInProgress is " + maxInProgress + ", must be 1 or more");
    }
    if (maxSize < 1) {
      throw new IllegalArgumentException("maxSize is " + maxSize + ", must be 1 or more");
    }
    if (openFiles < 0) {
      throw new IllegalArgumentException("openFiles is " + openFiles + ", must be 0 or more");
    }
  }

  /// The defaults, for a folder that is made at the first upload.
  public static UploadOptions of(Path folder) {
    return new UploadOptions(
        folder,
        false,
        DEFAULT_MAX_SIZE,
        DEFAULT_MAX_IN_PROGRESS,
        JsonLimits.DEFAULT,
        UploadQuota.DEFAULT,
        KeyMemory.DEFAULT,
        false,
        DEFAULT_OPEN_FILES);
  }

  /// The same, but the folder was named and must be there.
  public UploadOptions withExistingFolder() {
    return new UploadOptions(
        folder, true, maxSize, maxInProgress, json, quota, keys, listed, openFiles);
  }

  /// The same, with another longest content.
  public UploadOptions withMaxSize(long bytes) {
    return new UploadOptions(
        folder, named, bytes, maxInProgress, json, quota, keys, listed, openFiles);
  }

  /// The same, with another number of uploads in progress.
  public UploadOptions withMaxInProgress(int uploads) {
    return new UploadOptions(folder, named, maxSize, uploads, json, quota, keys, listed, openFiles);
  }

  /// The same, with other limits of JSON texts.
  public UploadOptions withJson(JsonLimits limits) {
    return new UploadOptions(
        folder, named, maxSize, maxInProgress, limits, quota, keys, listed, openFiles);
  }

  /// The same, with another quota.
  public UploadOptions withQuota(UploadQuota quota) {
    return new UploadOptions(
        folder, named, maxSize, maxInProgress, json, quota, keys, listed, openFiles);
  }

  /// The same, with another memory for idempotency keys.
  public UploadOptions withKeys(KeyMemory keys) {
    return new UploadOptions(
        folder, named, maxSize, maxInProgress, json, quota, keys, listed, openFiles);
  }

  /// The same, with uploads listed or not.
  public UploadOptions withListed(boolean list) {
    return new UploadOptions(
        folder, named, maxSize, maxInProgress, json, quota, keys, list, openFiles);
  }

  /// The same, with another number of files that may stay open.
  public UploadOptions withOpenFiles(int files) {
    return new UploadOptions(
        folder, named, maxSize, maxInProgress, json, quota, keys, listed, files);
  }
}
