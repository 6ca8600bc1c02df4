package sorrel.head.domain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import sorrel.kernel.ImageShape;

/** What {@link Layout} and {@link Texture} describe, written into a graph. */
final class LookCalculation<V> {
  private static final double WHITE = 255;

  private final Calculation<V> graph;
  private final ImageShape shape;

  /** Each {@code [n, height, width]}, from 0 to 1. */
  private final List<V> channels = new ArrayList<>();

  /**
   * Of some pictures.
   *
   * @param pixels {@code [n, height, width, channel]}, 0 to 255
   */
  LookCalculation(Calculation<V> graph, ImageShape shape, V pixels) {
    this.graph = graph;
    this.shape = shape;
    for (int c = 0; c < shape.channels(); c++) {
      V channel = graph.shaped(graph.at(pixels, 3, c), shape.height(), shape.width());
      channels.add(graph.over(channel, graph.number(WHITE)));
    }
  }

  /** {@code [n, numbers]}, as {@link Layout#of} gives them. */
  V layout() {
    Layout.Grid grid = Layout.Grid.of(shape);
    V bright = brightness();
    V mean = cells(bright, grid);
    V right = graph.minus(graph.at(bright, 2, next(shape.width(), grid.step())), bright);
    V down = graph.minus(graph.at(bright, 1, next(shape.height(), grid.step())), bright);
    List<V> found = new ArrayList<>();
    channels.forEach(channel -> found.add(cells(channel, grid)));
    found.add(
        graph.root(
            notNegative(
                graph.minus(cells(graph.times(bright, bright), grid), graph.times(mean, mean)))));
    found.add(graph.root(cells(graph.absolute(right), grid)));
    found.add(graph.root(cells(graph.absolute(down), grid)));
    return graph.shaped(graph.joined(found, 2), grid.rows() * grid.columns() * found.size());
  }

  private V brightness() {
    V sum = channels.getFirst();
    for (V other : channels.subList(1, channels.size())) {
      sum = graph.plus(sum, other);
    }
    return graph.over(sum, graph.number(channels.size()));
  }

  private V notNegative(V value) {
    return graph.over(graph.plus(value, graph.absolute(value)), graph.number(2));
  }

  /** The edge goes on beyond itself. */
  private static int[] next(int side, int step) {
    return IntStream.range(0, side).map(i -> Math.min(i + step, side - 1)).toArray();
  }

  /** {@code [n, cell, 1]}: the means of the pixels that are looked at in each cell. */
  private V cells(V plane, Layout.Grid grid) {
    float[] columns = members(shape.width(), grid.columns(), grid.step());
    float[] rows = members(shape.height(), grid.rows(), grid.step());
    V across =
        graph.product(
            graph.shaped(plane, shape.width()),
            graph.constant(columns, shape.width(), grid.columns()));
    V upright = graph.turned(graph.shaped(across, shape.height(), grid.columns()));
    V both =
        graph.product(
            graph.shaped(upright, shape.height()),
            graph.constant(rows, shape.height(), grid.rows()));
    V sums = graph.turned(graph.shaped(both, grid.columns(), grid.rows()));
    int cells = grid.rows() * grid.columns();
    float[] counts = new float[cells];
    for (int cell = 0; cell < cells; cell++) {
      counts[cell] =
          count(rows, grid.rows(), cell / grid.columns())
              * count(columns, grid.columns(), cell % grid.columns());
    }
    return graph.over(graph.shaped(sums, cells, 1), graph.constant(counts, cells, 1));
  }

  /** {@code [side, cell]}: 1 where a row or column of pixels is looked at for a cell. */
  private static float[] members(int side, int cells, int step) {
    float[] members = new float[side * cells];
    for (int cell = 0; cell < cells; cell++) {
      for (int i = cell * side / cells; i < (cell + 1) * side / cells; i += step) {
        members[i * cells + cell] = 1;
      }
    }
    return members;
  }

  private static float count(float[] members, int cells, int cell) {
    float count = 0;
    for (int i = cell; i < members.length; i += cells) {
      count += members[i];
    }
    return count;
  }

  /** {@code [n, numbers]}, as {@link Texture#of} gives them. */
  V texture() {
    List<V> found = new ArrayList<>();
    if (channels.size() == 3) {
      V red = channels.get(0);
      V green = channels.get(1);
      V blue = channels.get(2);
      V two = graph.number(2);
      describe(brightness(), 0, found);
      describe(graph.minus(red, green), 1, found);
      describe(graph.minus(blue, graph.over(graph.plus(red, green), two)), 1, found);
    } else {
      describe(channels.getFirst(), 0, found);
    }
    return graph.joined(found, 1);
  }

  private void describe(V plane, int leftOut, List<V> found) {
    int height = shape.height();
    int width = shape.width();
    found.add(mean(plane, height * width));
    V rest = plane;
    for (int level = 0; level < Texture.levels(shape); level++) {
      V top = graph.at(rest, 1, everySecond(height, 0));
      V bottom = graph.at(rest, 1, everySecond(height, 1));
      V sum = graph.plus(top, bottom);
      V difference = graph.minus(top, bottom);
      V sumLeft = graph.at(sum, 2, everySecond(width, 0));
      V sumRight = graph.at(sum, 2, everySecond(width, 1));
      V differenceLeft = graph.at(difference, 2, everySecond(width, 0));
      V differenceRight = graph.at(difference, 2, everySecond(width, 1));
      height /= 2;
      width /= 2;
      if (level >= leftOut) {
        found.add(strength(graph.minus(sumLeft, sumRight), height * width));
        found.add(strength(graph.plus(differenceLeft, differenceRight), height * width));
        found.add(strength(graph.minus(differenceLeft, differenceRight), height * width));
      }
      rest = graph.over(graph.plus(sumLeft, sumRight), graph.number(2));
    }
  }

  private static int[] everySecond(int side, int from) {
    return IntStream.range(0, side / 2).map(i -> 2 * i + from).toArray();
  }

  private V strength(V details, int size) {
    V mean = graph.over(mean(graph.absolute(details), size), graph.number(2));
    return graph.logarithm(graph.plus(mean, graph.number(Texture.FLOOR)));
  }

  /** {@code [n, 1]} of so many numbers each. */
  private V mean(V plane, int size) {
    float[] ones = new float[size];
    Arrays.fill(ones, 1);
    V sum = graph.product(graph.shaped(plane, size), graph.constant(ones, size, 1));
    return graph.over(sum, graph.number(size));
  }
}
