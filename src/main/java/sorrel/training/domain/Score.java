package sorrel.training.domain;

import java.util.List;

/**
 * What a network made of one part of the images.
 *
 * @param right images that got their own class
 * @param total images
 * @param confusion a row for each true class, in it how many images got each class
 */
public record Score(int right, int total, List<List<Integer>> confusion) {
  public Score {
    confusion = confusion.stream().map(List::copyOf).toList();
  }

  /** The share that is right, 0 to 1; 0 where there are no images. */
  public double accuracy() {
    return total == 0 ? 0 : (double) right / total;
  }
}
