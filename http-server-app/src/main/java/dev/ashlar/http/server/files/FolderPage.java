package dev.ashlar.http.server.files;

import dev.ashlar.http.security.ConfinedDirectory;
import dev.ashlar.http.security.FolderEntry;
import dev.ashlar.http.security.Listing;
import dev.ashlar.http.security.PathPolicy;
import dev.ashlar.http.security.PathVerdict;
import dev.ashlar.http.server.files.ListingQuery.Place;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/// One page of a folder's entries.
///
/// @param segments the folder's path
/// @param query what was asked for
/// @param entries in order
/// @param total how many entries the folder has that could be shown
/// @param more whether entries follow
record FolderPage(
    List<String> segments,
    ListingQuery query,
    List<FolderEntry> entries,
    long total,
    boolean more) {

  /// Reads a folder. May block.
  ///
  /// However many entries there are, no more than one page of them is in memory: those that come
  /// first of what has been read so far.
  ///
  /// @return empty if it is not a folder
  static Optional<FolderPage> read(
      ConfinedDirectory directory, List<String> segments, ListingQuery query) throws IOException {
    Selection selection = new Selection(query);
    return directory.list(segments, Integer.MAX_VALUE, selection::add) instanceof Listing.Listed
        ? Optional.of(selection.page(segments))
        : Optional.empty();
  }

  /// The first entries of those that it has been given.
  private static final class Selection {
    private final PathPolicy policy = new PathPolicy();
    private final ListingQuery query;
    private final Comparator<Place> places;
    private final Comparator<Candidate> order;

    /// The first entries so far, the last of them at the head: it leaves when another comes before
    /// it.
    private final PriorityQueue<Candidate> last;

    private long total;
    private long behind;

    private record Candidate(Place place, FolderEntry entry) {}

    Selection(ListingQuery query) {
      this.query = query;
      this.places = Place.order(query.descending());
      this.order = Comparator.comparing(Candidate::place, places);
      this.last = new PriorityQueue<>(order.reversed());
    }

    void add(FolderEntry entry) {
      if (!isShown(entry)) {
        return;
      }
      total++;
      Place place = Place.of(entry, query.sort());
      if (query.after() != null && places.compare(place, query.after()) <= 0) {
        return;
      }
      behind++;
      last.add(new Candidate(place, entry));
      if (last.size() > query.limit()) {
        last.remove();
      }
    }

    /// An entry is shown only if a request for it would not be refused.
    private boolean isShown(FolderEntry entry) {
      return switch (entry.kind()) {
        case FILE, FOLDER ->
            !entry.name().startsWith(".")
                && policy.judge(RawPath.of(List.of(entry.name()), false))
                    instanceof PathVerdict.Allowed;
        case LINK, OTHER -> false;
      };
    }

    FolderPage page(List<String> segments) {
      List<FolderEntry> entries = last.stream().sorted(order).map(Candidate::entry).toList();
      return new FolderPage(segments, query, entries, total, behind > entries.size());
    }
  }
}
