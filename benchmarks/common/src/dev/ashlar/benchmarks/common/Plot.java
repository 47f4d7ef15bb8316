package dev.ashlar.benchmarks.common;

import dev.ashlar.benchmarks.common.Panel.Form;
import dev.ashlar.benchmarks.common.Panel.Goal;
import dev.ashlar.benchmarks.common.Panel.Point;
import dev.ashlar.benchmarks.common.Panel.Series;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// Draws panels, two in a row, as one SVG image, on a white ground, so that it can be read on any
/// page.
public final class Plot {
  private static final int COLUMNS = 2;
  private static final int WIDTH = 460;
  private static final int HEIGHT = 340;
  private static final int LEFT = 64;
  private static final int RIGHT = 16;
  private static final int TOP = 40;
  private static final int BOTTOM = 52;
  private static final int LEGEND_LINE = 16;

  /// Told apart by people who see colours differently (Okabe and Ito).
  private static final String[] COLOURS = {
    "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#999999", "#000000"
  };

  /// Readable on top of lines.
  private static final String GOAL_TEXT =
      "fill=\"#b00\" stroke=\"#fff\" stroke-width=\"4\" paint-order=\"stroke\"";

  private final StringBuilder svg = new StringBuilder();
  private final Panel panel;
  private final double left;
  private final double head;
  private final double top;

  private Plot(Panel panel, double left, double top, int legendLines) {
    this.panel = panel;
    this.left = left + LEFT;
    this.head = top;
    this.top = top + TOP + legendLines * LEGEND_LINE;
  }

  /// Writes a file, making its folder if there is none.
  public static void write(Path file, List<Panel> panels) throws IOException {
    int legendLines = panels.stream().mapToInt(panel -> panel.series().size()).max().orElse(0);
    int width = WIDTH * Math.min(COLUMNS, panels.size());
    int height = HEIGHT + legendLines * LEGEND_LINE;
    int rows = Math.ceilDiv(panels.size(), COLUMNS);
    StringBuilder svg = new StringBuilder();
    append(
        svg,
        """
        <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d" \
        font-family="system-ui, 'DejaVu Sans', sans-serif" font-size="12" fill="#222">
        <rect width="%1$d" height="%2$d" fill="#fff"/>
        """,
        width,
        height * rows);
    for (int i = 0; i < panels.size(); i++) {
      double left = i % COLUMNS * (double) WIDTH;
      double top = i / COLUMNS * (double) height;
      svg.append(new Plot(panels.get(i), left, top, legendLines).draw());
    }
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, svg.append("</svg>\n"));
  }

  private StringBuilder draw() {
    text(left, head + 22, "start", "font-size=\"14\" font-weight=\"600\"", panel.title());
    drawAxes();
    panel.goals().forEach(this::drawGoal);
    int bars = (int) panel.series().stream().filter(s -> s.form() == Form.BARS).count();
    int bar = 0;
    for (int i = 0; i < panel.series().size(); i++) {
      Series series = panel.series().get(i);
      String colour = COLOURS[i % COLOURS.length];
      switch (series.form()) {
        case LINE -> drawLine(series, colour);
        case POINTS -> drawPoints(series, colour);
        case BARS -> drawBars(series, colour, bar++, bars);
      }
      double y = head + 36 + i * (double) LEGEND_LINE;
      append(
          svg,
          "<rect x=\"%.1f\" y=\"%.1f\" width=\"10\" height=\"10\" fill=\"%s\"/>\n",
          left,
          y,
          colour);
      text(left + 16, y + 9, "start", "", series.name());
    }
    return svg;
  }

  private void drawAxes() {
    for (Axis.Tick tick : panel.y().ticks()) {
      line(left, y(tick.value()), left + plotWidth(), y(tick.value()), "#ddd", "");
      text(left - 8, y(tick.value()) + 4, "end", "", tick.text());
    }
    for (Axis.Tick tick : panel.x().ticks()) {
      line(x(tick.value()), bottom(), x(tick.value()), bottom() + 4, "#888", "");
      text(x(tick.value()), bottom() + 18, "middle", "", tick.text());
    }
    line(left, bottom(), left + plotWidth(), bottom(), "#888", "");
    text(left + plotWidth() / 2, bottom() + 38, "middle", "fill=\"#555\"", panel.x().title());
    append(
        svg,
        "<text transform=\"translate(%.1f %.1f) rotate(-90)\" text-anchor=\"middle\""
            + " fill=\"#555\">%s</text>\n",
        left - 48,
        top + plotHeight() / 2,
        escaped(panel.y().title()));
  }

  private void drawGoal(Goal goal) {
    line(left, y(goal.y()), left + plotWidth(), y(goal.y()), "#b00", "stroke-dasharray=\"6 4\"");
    text(left + plotWidth(), y(goal.y()) - 5, "end", GOAL_TEXT, goal.name());
  }

  private void drawLine(Series series, String colour) {
    StringBuilder points = new StringBuilder();
    for (Point point : series.points()) {
      append(points, "%.1f,%.1f ", x(point.x()), y(point.y()));
    }
    append(
        svg,
        "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>\n",
        points.toString().strip(),
        colour);
    if (series.points().size() < 40) {
      drawPoints(series, colour);
    }
  }

  private void drawPoints(Series series, String colour) {
    for (Point point : series.points()) {
      append(
          svg,
          "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>\n",
          x(point.x()),
          y(point.y()),
          colour);
    }
  }

  private void drawBars(Series series, String colour, int index, int bars) {
    double place = plotWidth() / panel.x().ticks().size();
    double width = place * 0.7 / bars;
    for (Point point : series.points()) {
      append(
          svg,
          "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>\n",
          x(point.x()) - place * 0.35 + index * width,
          y(point.y()),
          width - 1,
          bottom() - y(point.y()),
          colour);
    }
  }

  private double plotWidth() {
    return WIDTH - LEFT - RIGHT;
  }

  private double plotHeight() {
    return HEIGHT - TOP - BOTTOM;
  }

  private double bottom() {
    return top + plotHeight();
  }

  private double x(double value) {
    return left + panel.x().position(value) * plotWidth();
  }

  private double y(double value) {
    return bottom() - Math.clamp(panel.y().position(value), 0, 1) * plotHeight();
  }

  private void line(double x1, double y1, double x2, double y2, String colour, String more) {
    append(
        svg,
        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" %s/>\n",
        x1,
        y1,
        x2,
        y2,
        colour,
        more);
  }

  private void text(double x, double y, String anchor, String more, String text) {
    append(
        svg,
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" %s>%s</text>\n",
        x,
        y,
        anchor,
        more,
        escaped(text));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static void append(StringBuilder target, String format, Object... values) {
    target.append(String.format(Locale.ROOT, format, values));
  }
}
