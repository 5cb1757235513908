package dev.sigrun.benchmarks.report;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * A plot of events a second over the number of something as SVG: both axes in powers, a line for
 * each who takes part, with its name at its end. Its colours follow the reader's taste for light or
 * dark.
 */
final class Plot {
  private static final int WIDTH = 800;
  private static final int HEIGHT = 430;
  private static final int LEFT = 64;
  private static final int RIGHT = 560;
  private static final int TOP = 44;
  private static final int BOTTOM = 380;
  private static final int LABEL_HEIGHT = 16;
  private static final int COLORS = 7;

  private static final String STYLE =
      """
      <style>
        svg { --ink: #1f2328; --faint: #d8dee4; --soft: #59636e; background: #ffffff }
        .c0 { --c: #57606a } .c1 { --c: #0969da } .c2 { --c: #1a7f37 }
        .c3 { --c: #bc4c00 } .c4 { --c: #8250df } .c5 { --c: #bf3989 } .c6 { --c: #9a6700 }
        @media (prefers-color-scheme: dark) {
          svg { --ink: #e6edf3; --faint: #30363d; --soft: #9198a1; background: #0d1117 }
          .c0 { --c: #9198a1 } .c1 { --c: #58a6ff } .c2 { --c: #3fb950 }
          .c3 { --c: #f0883e } .c4 { --c: #bc8cff } .c5 { --c: #f778ba } .c6 { --c: #d29922 }
        }
        text { font: 13px system-ui, sans-serif; fill: var(--soft) }
        .title { font-weight: 600; fill: var(--ink) }
        .grid { stroke: var(--faint) }
        .line { fill: none; stroke: var(--c); stroke-width: 2.5; stroke-linejoin: round }
        .floor { stroke-dasharray: 5 4 }
        .dot { fill: var(--c) }
        .name { fill: var(--c); font-weight: 600 }
      </style>
      """;

  private final StringBuilder svg = new StringBuilder();
  private final String counted;
  private final List<String> counts;
  private final int lowest;
  private final int highest;

  /**
   * A line of the plot.
   *
   * @param values one for each count; empty where nothing was measured
   * @param floor whether it has no rules and is drawn with dashes
   */
  record Line(String name, List<OptionalDouble> values, boolean floor) {
    Line {
      values = List.copyOf(values);
    }
  }

  private Plot(String counted, List<String> counts, List<Line> lines) {
    this.counted = counted;
    this.counts = counts;
    double least = points(lines).min().orElse(1);
    double most = points(lines).max().orElse(10);
    this.lowest = (int) Math.floor(Math.log10(least));
    this.highest = Math.max(lowest + 1, (int) Math.ceil(Math.log10(most)));
  }

  /**
   * The plot. Lines without any value are left out.
   *
   * @param counted of what there are more and more
   */
  static String draw(String title, String counted, List<String> counts, List<Line> lines) {
    List<Line> drawn =
        lines.stream()
            .filter(l -> l.values().stream().anyMatch(OptionalDouble::isPresent))
            .toList();
    Plot plot = new Plot(counted, counts, drawn);
    plot.add(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\""
                + " aria-label=\"%s\">",
            WIDTH,
            HEIGHT,
            title));
    plot.svg.append(STYLE);
    plot.svg.append("<text class=\"title\" x=\"16\" y=\"24\">").append(title).append("</text>\n");
    plot.axes();
    double[] labels = plot.labels(drawn);
    for (int i = 0; i < drawn.size(); i++) {
      plot.line(drawn.get(i), i, labels[i]);
    }
    return plot.svg.append("</svg>\n").toString();
  }

  private void axes() {
    for (int power = lowest; power <= highest; power++) {
      double y = y(Math.pow(10, power));
      add(
          String.format(
              Locale.ROOT,
              "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>",
              LEFT,
              RIGHT,
              y,
              y));
      add(
          String.format(
              Locale.ROOT,
              "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>",
              LEFT - 8,
              y + 4,
              power(power)));
    }
    for (int i = 0; i < counts.size(); i++) {
      add(
          String.format(
              Locale.ROOT,
              "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>",
              x(i),
              BOTTOM + 22,
              counts.get(i)));
    }
    add(
        String.format(
            Locale.ROOT,
            "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>",
            (LEFT + RIGHT) / 2,
            BOTTOM + 42,
            counted));
  }

  private void line(Line line, int color, double label) {
    StringBuilder points = new StringBuilder();
    StringBuilder dots = new StringBuilder();
    for (int i = 0; i < line.values().size(); i++) {
      if (line.values().get(i).isPresent()) {
        double y = y(line.values().get(i).getAsDouble());
        points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(i), y));
        dots.append(
            String.format(
                Locale.ROOT, "<circle class=\"dot\" cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\"/>", x(i), y));
      }
    }
    add(
        String.format(
            Locale.ROOT,
            "<g class=\"c%d\"><polyline class=\"line%s\" points=\"%s\"/>%s<text class=\"name\" x=\"%d\" y=\"%.1f\">%s</text></g>",
            color % COLORS,
            line.floor() ? " floor" : "",
            points.toString().strip(),
            line.floor() ? "" : dots,
            RIGHT + 10,
            label + 4,
            line.name()));
  }

  /** Heights of the names at the ends of the lines, pushed apart where they would touch. */
  private double[] labels(List<Line> lines) {
    double[] heights = new double[lines.size()];
    List<Integer> order =
        IntStream.range(0, heights.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> end(lines.get(i))))
            .toList();
    double previous = 0;
    for (int i : order) {
      previous = Math.max(previous + LABEL_HEIGHT, end(lines.get(i)));
      heights[i] = previous;
    }
    return heights;
  }

  private double end(Line line) {
    return line.values().stream()
        .filter(OptionalDouble::isPresent)
        .reduce((a, b) -> b)
        .map(v -> y(v.getAsDouble()))
        .orElse((double) BOTTOM);
  }

  private static DoubleStream points(List<Line> lines) {
    return lines.stream().flatMap(l -> l.values().stream()).flatMapToDouble(OptionalDouble::stream);
  }

  private double x(int i) {
    return LEFT + 30 + (RIGHT - LEFT - 60.0) * i / Math.max(1, counts.size() - 1);
  }

  private double y(double value) {
    return BOTTOM - (BOTTOM - TOP) * (Math.log10(value) - lowest) / (highest - lowest);
  }

  private static String power(int power) {
    return switch (power) {
      case 6, 7, 8 -> (int) Math.pow(10, power - 6.0) + " M";
      case 3, 4, 5 -> (int) Math.pow(10, power - 3.0) + " k";
      default -> power < 0 ? "1e" + power : Integer.toString((int) Math.pow(10, power));
    };
  }

  private void add(String element) {
    svg.append(element).append('\n');
  }
}
