package sorrel.network.engine;

import ai.djl.Model;
import ai.djl.translate.TranslateException;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import sorrel.kernel.ImageShape;
import sorrel.network.domain.Network;

/** A network loaded by DJL. */
final class DjlNetwork implements Network {
  /** What goes in. */
  static final class Images {
    private final byte[] pixels;
    private final int count;

    Images(byte[] pixels, int count) {
      this.pixels = pixels;
      this.count = count;
    }

    byte[] pixels() {
      return pixels;
    }

    int count() {
      return count;
    }
  }

  private final Model model;
  private final ImageShape input;
  private final PixelTranslator translator;
  // Many may predict at once; closing waits for them, for native memory must not vanish in use.
  private final ReadWriteLock inUse = new ReentrantReadWriteLock();
  private boolean closed;

  DjlNetwork(Model model, ImageShape input) {
    this.model = model;
    this.input = input;
    this.translator = new PixelTranslator(input);
  }

  @Override
  public float[][] features(byte[] images, int count) {
    if (count < 1 || images.length != count * input.size()) {
      throw new IllegalArgumentException(images.length + " bytes for " + count + " images");
    }
    inUse.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("The network was unloaded");
      }
      // DJL's own predictor serves one thread; making one costs microseconds.
      try (ai.djl.inference.Predictor<Images, float[][]> once = model.newPredictor(translator)) {
        return once.predict(new Images(images, count));
      }
    } catch (TranslateException e) {
      throw new IllegalStateException("The engine could not compute", e);
    } finally {
      inUse.readLock().unlock();
    }
  }

  @Override
  public void close() {
    inUse.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        model.close();
      }
    } finally {
      inUse.writeLock().unlock();
    }
  }
}
