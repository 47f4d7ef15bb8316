package dev.ashlar.http.security;

/// How [ConfinedDirectory#list] ended.
///
/// Immutable, safe for use by any thread.
public sealed interface Listing permits Listing.Listed, Lookup.Absent {

  /// The folder was read, and its entries were handed over.
  ///
  /// @param stamp the folder's state before it was read
  /// @param complete whether all entries were handed over; false if there were more than the limit
  record Listed(FileStamp stamp, boolean complete) implements Listing {}
}
