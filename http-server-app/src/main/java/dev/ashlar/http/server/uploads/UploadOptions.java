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
    return builder(folder).build();
  }

  /// A builder that holds the defaults.
  public static Builder builder(Path folder) {
    return new Builder(folder);
  }

  /// Collects options, starting with the defaults. For one thread.
  public static final class Builder {
    private final Path folder;
    private boolean named = false;
    private long maxSize = DEFAULT_MAX_SIZE;
    private int maxInProgress = 512;
    private JsonLimits json = JsonLimits.DEFAULT;
    private UploadQuota quota = UploadQuota.DEFAULT;
    private KeyMemory keys = KeyMemory.DEFAULT;
    private boolean listed = false;
    private int openFiles = DEFAULT_OPEN_FILES;

    private Builder(Path folder) {
      this.folder = folder;
    }

    /// Whether the folder was named and must be there; no by default.
    public Builder named(boolean named) {
      this.named = named;
      return this;
    }

    /// The longest content; 1 MiB by default.
    public Builder maxSize(long bytes) {
      this.maxSize = bytes;
      return this;
    }

    /// Uploads that need a worker or the disk at once; 512 by default.
    public Builder maxInProgress(int uploads) {
      this.maxInProgress = uploads;
      return this;
    }

    /// The limits of JSON texts.
    public Builder json(JsonLimits limits) {
      this.json = limits;
      return this;
    }

    /// How much may be kept.
    public Builder quota(UploadQuota quota) {
      this.quota = quota;
      return this;
    }

    /// How long idempotency keys are remembered.
    public Builder keys(KeyMemory keys) {
      this.keys = keys;
      return this;
    }

    /// Whether uploads are listed; no by default.
    public Builder listed(boolean listed) {
      this.listed = listed;
      return this;
    }

    /// Descriptors for slow clients; 128 by default.
    public Builder openFiles(int files) {
      this.openFiles = files;
      return this;
    }

    /// The options.
    ///
    /// @throws IllegalArgumentException naming the first value that is out of its range
    public UploadOptions build() {
      return new UploadOptions(
          folder, named, maxSize, maxInProgress, json, quota, keys, listed, openFiles);
    }
  }
}
