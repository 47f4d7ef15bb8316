package dev.ashlar.http.server.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ashlar.http.protocol.Field;
import dev.ashlar.http.protocol.FieldName;
import dev.ashlar.http.protocol.Fields;
import dev.ashlar.http.protocol.RequestHead;
import dev.ashlar.http.protocol.Status;
import dev.ashlar.http.security.ConfinedDirectory;
import dev.ashlar.http.security.FolderEntry;
import dev.ashlar.http.security.LinkPolicy;
import dev.ashlar.http.server.api.Response;
import dev.ashlar.http.server.files.ListingQuery.Place;
import dev.ashlar.http.server.files.Site.Answered;
import dev.ashlar.http.server.representation.ListingLook;
import dev.ashlar.http.server.representation.PageMemory;
import dev.ashlar.http.server.representation.Requests;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FolderListingTest {
  private static final String JSON = "Accept: application/json";

  @TempDir Path folder;
  private Site site;

  @BeforeEach
  void open() throws IOException {
    site = new Site(folder, FileOptions.builder().listing(true).build());
  }

  @AfterEach
  void close() throws IOException {
    site.close();
  }

  private static JsonObject parse(Answered answer) {
    assertEquals(200, answer.status());
    assertEquals("application/json", answer.field("Content-Type"));
    try (JsonReader reader = Json.createReader(new StringReader(answer.text()))) {
      return reader.readObject();
    }
  }

  private static List<String> names(JsonObject listing) {
    JsonArray entries = listing.getJsonArray("entries");
    return entries.getValuesAs(JsonObject.class).stream()
        .map(entry -> entry.getString("name"))
        .toList();
  }

  private void writeSome() throws IOException {
    site.write("b.txt", "22");
    site.write("A.txt", "333");
    site.write("c.txt", "1");
    site.write("docs/inside.txt", "x");
    Files.setLastModifiedTime(
        folder.resolve("A.txt"), FileTime.from(Site.LONG_AGO.minusSeconds(100)));
    Files.setLastModifiedTime(
        folder.resolve("b.txt"), FileTime.from(Site.LONG_AGO.plusSeconds(100)));
  }

  @Test
  void describesAFolderToPrograms() throws IOException {
    writeSome();

    JsonObject listing = parse(site.get("/", JSON));

    assertEquals("/", listing.getString("path"));
    assertEquals(4, listing.getInt("total"));
    assertEquals(List.of("docs", "A.txt", "b.txt", "c.txt"), names(listing));
    JsonObject file = listing.getJsonArray("entries").getJsonObject(1);
    assertEquals("file", file.getString("type"));
    assertEquals(3, file.getInt("size"));
    assertEquals("2026-01-02T03:02:25.123456789Z", file.getString("modified"));
    assertEquals("folder", listing.getJsonArray("entries").getJsonObject(0).getString("type"));
    assertFalse(listing.containsKey("next"));
  }

  @ParameterizedTest
  @CsvSource({
    "sort=name, 'docs, A.txt, b.txt, c.txt'",
    "sort=name&order=desc, 'docs, c.txt, b.txt, A.txt'",
    "sort=size, 'docs, c.txt, b.txt, A.txt'",
    "sort=size&order=desc, 'docs, A.txt, b.txt, c.txt'",
    "sort=modified, 'docs, A.txt, c.txt, b.txt'",
    "sort=modified&order=desc, 'docs, b.txt, c.txt, A.txt'",
    "sort=nonsense&order=nonsense&limit=nonsense&after=nonsense, 'docs, A.txt, b.txt, c.txt'",
    "after=%41&limit=%42, 'docs, A.txt, b.txt, c.txt'",
    "limit=0, docs",
    "limit=-5, docs",
    "limit=99999999999, 'docs, A.txt, b.txt, c.txt'"
  })
  void sortsAsItIsTold(String query, String names) throws IOException {
    writeSome();

    assertEquals(names, String.join(", ", names(parse(site.get("/?" + query, JSON)))));
  }

  @ParameterizedTest
  @CsvSource({
    "name, asc",
    "name, desc",
    "size, asc",
    "size, desc",
    "modified, asc",
    "modified, desc"
  })
  void givesEachEntryOnceOverAllPages(String sort, String order) throws IOException {
    for (int i = 0; i < 40; i++) {
      site.write("file " + i + (i % 2 == 0 ? "+" : "&") + ".txt", "x".repeat(i % 5));
      Files.createDirectories(folder.resolve("folder" + i));
    }
    List<String> seen = new ArrayList<>();
    String target = "/?sort=" + sort + "&order=" + order + "&limit=7";
    while (target != null) {
      Answered answer = site.get(target, JSON);
      JsonObject page = parse(answer);
      assertEquals(80, page.getInt("total"));
      assertTrue(names(page).size() <= 7);
      seen.addAll(names(page));
      String next = page.containsKey("next") ? page.getString("next") : null;
      assertEquals(next == null ? "" : "<" + next + ">; rel=\"next\"", answer.field("Link"));
      target = next == null ? null : "/" + next;
    }
    assertEquals(80, seen.size());
    assertEquals(80, new HashSet<>(seen).size());
  }

  /// One comes after the other, also where a page ends between them.
  @Test
  void givesNamesThatDifferInCaseOnlyOnceEach() {
    site.write("a.txt", "x");
    site.write("A.txt", "x");

    JsonObject first = parse(site.get("/?limit=1", JSON));
    JsonObject second = parse(site.get("/" + first.getString("next"), JSON));

    assertEquals(List.of("A.txt"), names(first));
    assertEquals(List.of("a.txt"), names(second));
    assertFalse(second.containsKey("next"));
  }

  /// Some file systems keep any number of seconds.
  @Test
  void ordersByAnyDate() {
    List<Place> places =
        Stream.of(Instant.MIN, Instant.EPOCH, Site.NOW, Instant.MAX)
            .map(time -> new FolderEntry("a", FolderEntry.Kind.FILE, 1, time))
            .map(entry -> Place.of(entry, ListingQuery.Sort.MODIFIED))
            .toList();

    assertEquals(places, places.stream().sorted(Place.order(false)).toList());
    assertEquals(places.reversed(), places.stream().sorted(Place.order(true)).toList());
    assertEquals(places, places.stream().map(place -> Place.parse(place.toString())).toList());
  }

  @Test
  void showsNothingThatWouldBeRefused(@TempDir Path outside) throws Exception {
    site.write("seen.txt", "x");
    site.write(".hidden", "x");
    site.write("back\\slash", "x");
    site.write("C:drive", "x");
    site.write("line\nbreak", "x");
    Files.createSymbolicLink(folder.resolve("out"), outside);
    Files.createSymbolicLink(folder.resolve("in"), folder.resolve("seen.txt"));
    Process made = new ProcessBuilder("mkfifo", folder.resolve("pipe").toString()).start();
    assertEquals(0, made.waitFor());

    assertEquals(Set.of("seen.txt", "in"), new HashSet<>(names(parse(site.get("/", JSON)))));
  }

  /// Whoever asks for one of those names knows it.
  @Test
  void showsNothingThatIsHiddenThoughItMayBeAskedFor() {
    site.write(".well-known/security.txt", "x");

    assertEquals(List.of(), names(parse(site.get("/", JSON))));
    assertEquals("x", site.get("/.well-known/security.txt").text());
  }

  @Test
  void sendsTheOperatorsFieldsOnceAndNoneThatWouldHideItsStyle(@TempDir Path another)
      throws IOException {
    FileOptions options =
        FileOptions.builder()
            .listing(true)
            .field("Cache-Control", "no-store")
            .field("Content-Security-Policy", "default-src 'self'")
            .build();
    try (Site strict = new Site(another, options)) {
      Fields page = strict.get("/").response().fields();
      assertEquals(List.of("no-store"), values(page, FieldName.CACHE_CONTROL));
      assertEquals(
          List.of(ListingLook.CONTENT_SECURITY_POLICY),
          values(page, FieldName.CONTENT_SECURITY_POLICY));
    }
  }

  private static List<String> values(Fields fields, FieldName name) {
    List<String> values = new ArrayList<>();
    for (Field field : fields) {
      if (field.name().equals(name)) {
        values.add(field.value());
      }
    }
    return values;
  }

  @Test
  void notesALinkToAFolderThatLeadsOut(@TempDir Path outside) throws IOException {
    Files.createSymbolicLink(folder.resolve("out"), outside);

    Answered answer = site.get("/out/");

    assertEquals(404, answer.status());
    assertNotNull(answer.response().refusal());
    assertNull(site.get("/missing/").response().refusal());
  }

  @Test
  void linksToWhatItShows() throws IOException {
    site.write("<script>alert('1')&\"#?%.txt", "odd");
    site.write("ab:c", "no scheme");
    site.write("sub/x.txt", "x");

    Answered answer = site.get("/");
    String html = answer.text();

    assertEquals("text/html; charset=utf-8", answer.field("Content-Type"));
    assertEquals("Accept", answer.field("Vary"));
    assertTrue(
        answer
            .field("Content-Security-Policy")
            .startsWith("default-src 'none'; style-src 'sha256-"));
    assertTrue(html.contains("&lt;script&gt;alert(&#39;1&#39;)&amp;&quot;#?%.txt</a>"), html);
    assertTrue(
        html.contains("<a href=\"./%3Cscript%3Ealert(%271%27)&amp;%22%23%3F%25.txt\">"), html);
    assertFalse(html.contains("<script>"), html);
    assertTrue(html.contains("<a href=\"./sub/\">sub</a>/"), html);
    for (String href : hrefs(html)) {
      if (href.startsWith("./")) {
        assertEquals(200, site.get("/" + href.substring(2)).status(), href);
      } else {
        assertTrue(href.startsWith("?"), href);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(chars = {'\u202a', '\u202d', '\u202e', '\u2066', '\u2069'})
  void showsThatANameTurnsTheDirectionOfWriting(char turn) {
    String name = "sub/a" + turn + "gpj.exe";
    site.write(name, "x");

    String html = site.get("/sub/").text();

    assertFalse(html.indexOf(turn) >= 0, html);
    assertTrue(html.contains(">a\ufffdgpj.exe</a>"), html);
    String href = hrefs(html).stream().filter(target -> target.startsWith("./")).findAny().get();
    assertEquals("x", site.get("/sub/" + href.substring(2)).text());
  }

  private static List<String> hrefs(String html) {
    List<String> hrefs = new ArrayList<>();
    for (int at = html.indexOf("href=\""); at >= 0; at = html.indexOf("href=\"", at + 1)) {
      String href = html.substring(at + 6, html.indexOf('"', at + 6));
      hrefs.add(href.replace("&amp;", "&"));
    }
    assertTrue(hrefs.size() >= 4, html);
    return hrefs;
  }

  @Test
  void showsTheWayBack() {
    site.write("a b/c/x.txt", "x");

    String html = site.get("/a%20b/c/").text();

    assertTrue(html.contains("<a href=\"/\">root</a>"), html);
    assertTrue(html.contains("<a href=\"/a%20b/\">a b</a>"), html);
    assertTrue(html.contains("\u200bc</h1>"), "no link to where one is");
    assertTrue(html.contains("aria-sort=\"ascending\""), html);
  }

  @Test
  void leadsToTheOtherOrdersAndTheOtherPages() throws IOException {
    writeSome();

    List<String> usual = hrefs(site.get("/").text());
    assertEquals(
        List.of("?sort=name&order=desc", "?sort=size", "?sort=modified"), usual.subList(0, 3));
    List<String> turned = hrefs(site.get("/?sort=size&order=desc&limit=1").text());
    assertEquals(
        List.of("?sort=name&limit=1", "?sort=size&limit=1", "?sort=modified&limit=1"),
        turned.subList(0, 3));
    List<String> second = hrefs(site.get("/" + turned.getLast()).text());
    assertTrue(second.contains("?sort=size&order=desc&limit=1"), second.toString());
    assertTrue(second.getLast().startsWith("?sort=size&order=desc&limit=1&after="));
  }

  @Test
  void leavesAFolderWithAnIndexAlone() {
    site.write("index.html", "index");

    assertEquals("index", site.get("/", JSON).text());
  }

  @Test
  void redirectsToAFolderWithoutAnIndexAndListsIt() {
    site.write("sub/x.txt", "x");

    assertEquals("/sub/", site.get("/sub").field("Location"));
    assertEquals(List.of("x.txt"), names(parse(site.get("/sub/", JSON))));
    assertEquals(404, site.get("/missing/").status());
    assertEquals(404, site.get("/sub/x.txt/").status());
  }

  @Test
  void listsAHundredThousandFilesInPages() throws IOException {
    Path many = Files.createDirectories(folder.resolve("many"));
    for (int i = 0; i < 100_000; i++) {
      Files.createFile(many.resolve("f" + i));
    }

    Answered first = site.get("/many/", JSON);

    JsonObject page = parse(first);
    assertEquals(100_000, page.getInt("total"));
    assertEquals(ListingQuery.DEFAULT_LIMIT, names(page).size());
    assertEquals("f0", names(page).getFirst());
    assertEquals(
        "f10447", names(parse(site.get("/many/" + page.getString("next"), JSON))).getFirst());
    assertTrue(first.response().content().length() < 100_000);
  }

  @Test
  void isRefusedWhileOtherListsTakeAllTheMemory() throws IOException {
    try (ConfinedDirectory directory = ConfinedDirectory.open(folder, LinkPolicy.INSIDE)) {
      FolderListing listing =
          new FolderListing(directory, CommonFields.of(Fields.NONE), new PageMemory(10));
      for (String accept : List.of("text/html", "application/json")) {
        RequestHead head = Requests.get("/", "Accept: " + accept).head();
        Response response = listing.respond(List.of(), head).orElseThrow();
        assertEquals(Status.SERVICE_UNAVAILABLE, response.status());
      }
    }
  }
}
