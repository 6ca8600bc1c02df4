package sorrel.cli.demo;

import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.Locale;

/** The classes of the drawn set. */
public enum Shape {
  CIRCLE,
  CROSS,
  RING,
  SQUARE,
  STAR,
  TRIANGLE;

  private static final double RING_HOLE = 0.55;
  private static final double BAR_HALF = 0.3;
  private static final double STAR_INNER = 0.42;
  private static final int STAR_POINTS = 5;
  private static final int TRIANGLE_CORNERS = 3;

  /** The class's name. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Its outline around the origin, within a circle of radius 1. */
  java.awt.Shape outline() {
    return switch (this) {
      case CIRCLE -> disc(1);
      case RING -> {
        Area ring = new Area(disc(1));
        ring.subtract(new Area(disc(RING_HOLE)));
        yield ring;
      }
      case SQUARE -> rectangle(Math.sqrt(0.5), Math.sqrt(0.5));
      case CROSS -> {
        Area cross = new Area(rectangle(0.95, BAR_HALF));
        cross.add(new Area(rectangle(BAR_HALF, 0.95)));
        yield cross;
      }
      case TRIANGLE -> corners(TRIANGLE_CORNERS, 1);
      case STAR -> corners(2 * STAR_POINTS, STAR_INNER);
    };
  }

  private static java.awt.Shape disc(double radius) {
    return new Ellipse2D.Double(-radius, -radius, 2 * radius, 2 * radius);
  }

  private static java.awt.Shape rectangle(double halfWidth, double halfHeight) {
    return new Rectangle2D.Double(-halfWidth, -halfHeight, 2 * halfWidth, 2 * halfHeight);
  }

  /** Corners on a circle, every second one drawn in to a part of the radius. */
  private static java.awt.Shape corners(int count, double everySecond) {
    Path2D path = new Path2D.Double();
    for (int i = 0; i < count; i++) {
      double radius = i % 2 == 0 ? 1 : everySecond;
      double angle = 2 * Math.PI * i / count - Math.PI / 2;
      double x = radius * Math.cos(angle);
      double y = radius * Math.sin(angle);
      if (i == 0) {
        path.moveTo(x, y);
      } else {
        path.lineTo(x, y);
      }
    }
    path.closePath();
    return path.createTransformedShape(new AffineTransform());
  }
}
