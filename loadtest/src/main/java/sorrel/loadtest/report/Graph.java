package sorrel.loadtest.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;

/**
 * Lines over one quantity.
 *
 * @param across what goes from left to right
 * @param up what goes from bottom to top
 * @param powersOfTen whether both axes go by powers of ten; no value is 0 then
 */
public record Graph(String title, String across, String up, boolean powersOfTen, List<Line> lines) {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 500;
  private static final float THICK = 2;
  private static final float[] DASHES = {6, 5};

  /** Told apart by people who see fewer colours, too. */
  private static final List<Color> COLOURS =
      List.of(new Color(0x0B6B63), new Color(0xC2571A), new Color(0x5584B4), new Color(0x8E35A1));

  /**
   * Values of one kind.
   *
   * @param colour lines of one number have one colour, 0 to 3
   * @param dashed whether it is the lesser one of its colour
   */
  public record Line(
      String name,
      int colour,
      boolean dashed,
      List<? extends Number> across,
      List<? extends Number> up) {
    public Line {
      across = List.copyOf(across);
      up = List.copyOf(up);
    }
  }

  public Graph {
    lines = List.copyOf(lines);
  }

  /** Draws it as PNG. */
  public void write(Path file) throws IOException {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle(across)
            .yAxisTitle(up)
            .build();
    chart.getStyler().setXAxisLogarithmic(powersOfTen).setYAxisLogarithmic(powersOfTen);
    if (!powersOfTen) {
      chart.getStyler().setYAxisMin(0.0);
    }
    chart.getStyler().setXAxisDecimalPattern("#,##0").setYAxisDecimalPattern("#,##0");
    chart.getStyler().setLegendPosition(LegendPosition.OutsideE).setLegendBorderColor(Color.WHITE);
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    lines.forEach(line -> draw(line, chart));
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = image.createGraphics();
    chart.paint(pen, WIDTH, HEIGHT);
    pen.dispose();
    ImageIO.write(image, "png", file.toFile());
  }

  private static void draw(Line line, XYChart chart) {
    XYSeries series = chart.addSeries(line.name(), line.across(), line.up());
    series.setMarkerColor(COLOURS.get(line.colour()));
    series.setLineColor(COLOURS.get(line.colour()));
    series.setLineStyle(
        line.dashed()
            ? new BasicStroke(THICK, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, THICK, DASHES, 0)
            : new BasicStroke(THICK));
  }
}
