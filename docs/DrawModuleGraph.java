import static java.lang.module.ModuleDescriptor.Requires.Modifier.STATIC;
import static java.lang.module.ModuleDescriptor.Requires.Modifier.TRANSITIVE;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Draws `docs/modules.svg` from the descriptors of the modules that are linked into the image:
///
/// ```
/// mvn -q -DskipTests package
/// java docs/DrawModuleGraph.java jlink/target/modules > docs/modules.svg
/// ```
///
/// A row is as deep as the longest way to it from the application. The JDK is drawn as the ground
/// that all of it stands on: `java.base`, and beside it whatever else somebody requires.
final class DrawModuleGraph {
  private static final String APPLICATION = "dev.ashlar.http.server";
  private static final String OURS = "dev.ashlar.";

  private static final double LETTER = 7.3;
  private static final int HEIGHT = 44;
  private static final int GAP = 22;
  private static final int ROW = 118;
  private static final int MARGIN = 16;

  private final Map<String, ModuleDescriptor> modules = new TreeMap<>();
  private final Map<String, Integer> depths = new TreeMap<>();
  private final Map<String, Double> middles = new TreeMap<>();
  private final StringBuilder svg = new StringBuilder();

  public static void main(String[] arguments) {
    System.out.print(new DrawModuleGraph(Path.of(arguments[0])).draw());
  }

  private DrawModuleGraph(Path folder) {
    for (ModuleReference module : ModuleFinder.of(folder).findAll()) {
      modules.put(module.descriptor().name(), module.descriptor());
    }
  }

  private String draw() {
    sink(APPLICATION, 0);
    // What is left is required by nobody: providers, which services find at run time.
    modules.keySet().stream()
        .filter(name -> !depths.containsKey(name))
        .toList()
        .forEach(provider -> sink(provider, 1));
    List<List<String>> rows = rows();
    int width = rows.stream().mapToInt(DrawModuleGraph::widthOf).max().orElseThrow() + 2 * MARGIN;
    for (List<String> row : rows) {
      place(row, width);
    }
    int ground = MARGIN + rows.size() * ROW;
    open(width, ground + HEIGHT + 44);
    modules.values().forEach(module -> edges(module, ground));
    rows.forEach(row -> row.forEach(this::box));
    ground(width, ground);
    return svg.append("</svg>\n").toString();
  }

  /// Moves a module down to at least this depth, and what it requires below it.
  private void sink(String name, int depth) {
    if (depths.getOrDefault(name, -1) < depth) {
      depths.put(name, depth);
      drawn(modules.get(name)).forEach(required -> sink(required.name(), depth + 1));
    }
  }

  /// What a module requires, at run time, of what is not in the JDK.
  private List<Requires> drawn(ModuleDescriptor module) {
    return module.requires().stream()
        .filter(required -> modules.containsKey(required.name()))
        .filter(required -> !required.modifiers().contains(STATIC))
        .sorted(Comparator.comparing(Requires::name))
        .toList();
  }

  private boolean isProvider(String name) {
    return modules.values().stream()
        .flatMap(module -> drawn(module).stream())
        .noneMatch(required -> required.name().equals(name));
  }

  private List<List<String>> rows() {
    List<List<String>> rows = new ArrayList<>();
    depths.forEach((name, depth) -> {
      while (rows.size() <= depth) {
        rows.add(new ArrayList<>());
      }
      rows.get(depth).add(name);
    });
    return rows;
  }

  private static int widthOf(List<String> row) {
    return row.stream().mapToInt(name -> widthOf(name) + GAP).sum() - GAP;
  }

  private static int widthOf(String name) {
    return (int) (name.length() * LETTER) + 26;
  }

  /// Puts a row's modules side by side, each as near below those that require it as there is room.
  private void place(List<String> row, int width) {
    row.sort(Comparator.comparingDouble(this::middleOfThoseAbove).thenComparing(name -> name));
    double left = MARGIN;
    double rest = widthOf(row);
    boolean full = rest > width * 0.6;
    double x = full || row.size() == 1 ? (width - rest) / 2 : left;
    for (String name : row) {
      double wanted = full || row.size() == 1 ? x : middleOfThoseAbove(name) - widthOf(name) / 2.0;
      x = Math.max(x, Math.min(wanted, width - MARGIN - rest));
      middles.put(name, x + widthOf(name) / 2.0);
      x += widthOf(name) + GAP;
      rest -= widthOf(name) + GAP;
    }
  }

  private double middleOfThoseAbove(String name) {
    return modules.values().stream()
        .filter(module -> middles.containsKey(module.name()))
        .filter(module -> drawn(module).stream().anyMatch(it -> it.name().equals(name)))
        .filter(module -> depths.get(module.name()) == depths.get(name) - 1)
        .mapToDouble(module -> middles.get(module.name()))
        .average()
        .orElse(Double.MAX_VALUE);
  }

  private void open(int width, int height) {
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$s %2$s" width="%1$s" height="%2$s" role="img" aria-label="The module graph of Ashlar">
          <!-- Drawn from the module descriptors: java docs/DrawModuleGraph.java jlink/target/modules -->
          <style>
            text { font: 13px ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: #2b2318; text-anchor: middle }
            rect { fill: #fffdf8; stroke: #8a7a62; stroke-width: 1.2 }
            .ours { fill: #ecdcbf; stroke: #7c5a24; stroke-width: 1.8 }
            .ours + text { font-weight: 700 }
            .provider { stroke-dasharray: 5 4 }
            .ground { fill: #d9cbb0 }
            path { fill: none; stroke: #8a7a62; stroke-width: 1.4 }
            .transitive { stroke-width: 3.2 }
            .note { font-size: 12px; fill: #6f614d; text-anchor: start }
            @media (prefers-color-scheme: dark) {
              text { fill: #f0e7d6 }
              rect { fill: #231e17; stroke: #a5967c }
              .ours { fill: #4d3c1f; stroke: #d9ac62 }
              .ground { fill: #3a3226 }
              path { stroke: #a5967c }
              .note { fill: #b8aa92 }
            }
          </style>
        """
            .formatted(width, height));
  }

  private int top(String name) {
    return MARGIN + depths.get(name) * ROW;
  }

  private void edges(ModuleDescriptor module, int ground) {
    List<Requires> required = drawn(module);
    for (Requires one : required) {
      String kind = one.modifiers().contains(TRANSITIVE) ? " class=\"transitive\"" : "";
      edge(module.name(), middles.get(one.name()), top(one.name()), kind);
    }
    if (required.isEmpty()) {
      edge(module.name(), middles.get(module.name()), ground, "");
    }
  }

  /// A line from below a module down to a place, between the modules of the rows on its way.
  private void edge(String from, double x, int y, String kind) {
    double at = middles.get(from);
    int height = top(from) + HEIGHT;
    svg.append("  <path")
        .append(kind)
        .append(" d=\"M")
        .append(number(at))
        .append(' ')
        .append(height);
    for (int depth = depths.get(from) + 1; MARGIN + depth * ROW < y; depth++) {
      int rowTop = MARGIN + depth * ROW;
      double gap = gapInRow(depth, at, x);
      curve(at, height, gap, rowTop);
      svg.append('V').append(rowTop + HEIGHT);
      at = gap;
      height = rowTop + HEIGHT;
    }
    curve(at, height, x, y);
    svg.append("\"/>\n");
  }

  private void curve(double fromX, int fromY, double toX, int toY) {
    int middle = (fromY + toY) / 2;
    svg.append('C').append(number(fromX)).append(' ').append(middle).append(' ');
    svg.append(number(toX)).append(' ').append(middle).append(' ');
    svg.append(number(toX)).append(' ').append(toY);
  }

  /// Where a line gets through a row with the smallest detour: straight down if nothing is in its
  /// way, or beside a module.
  private double gapInRow(int depth, double from, double to) {
    List<String> row = rows().get(depth);
    return Stream.concat(
            Stream.of(from, to),
            row.stream().flatMap(name -> Stream.of(besides(name, -1), besides(name, 1))))
        .filter(x -> row.stream().noneMatch(name -> covers(name, x)))
        .min(
            Comparator.<Double>comparingDouble(x -> Math.abs(x - from) + Math.abs(x - to))
                .thenComparingDouble(x -> Math.abs(x - to)))
        .orElse(to);
  }

  private double besides(String name, int side) {
    return middles.get(name) + side * (widthOf(name) + GAP) / 2.0;
  }

  private boolean covers(String name, double x) {
    return Math.abs(middles.get(name) - x) < widthOf(name) / 2.0 + 4;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private void box(String name) {
    String kind = name.startsWith(OURS) ? "ours" : isProvider(name) ? "provider" : "theirs";
    box(kind, middles.get(name) - widthOf(name) / 2.0, top(name), widthOf(name), name);
  }

  private void box(String kind, double x, int y, double width, String text) {
    svg.append(
        String.format(
            Locale.ROOT,
            "  <rect class=\"%s\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"3\"/>"
                + "<text x=\"%.1f\" y=\"%d\">%s</text>\n",
            kind,
            x,
            y,
            width,
            HEIGHT,
            x + width / 2,
            y + HEIGHT / 2 + 5,
            text));
  }

  private void ground(int width, int y) {
    var others = new TreeSet<String>();
    for (ModuleDescriptor module : modules.values()) {
      module.requires().stream()
          .filter(it -> !it.modifiers().contains(STATIC))
          .map(Requires::name)
          .filter(name -> !modules.containsKey(name) && !name.equals("java.base"))
          .forEach(others::add);
    }
    box("ground", MARGIN, y, width - 2.0 * MARGIN, "java.base");
    svg.append(
        "  <text class=\"note\" x=\"%s\" y=\"%s\">%s</text>\n"
            .formatted(
                MARGIN,
                y + HEIGHT + 26,
                "thick: requires transitive · dashed: a provider, which nothing requires"
                    + " · also required of the JDK: "
                    + String.join(", ", others)));
  }
}
